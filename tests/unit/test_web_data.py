"""The web page's data and markup: same facts, no code, no missing word, the same bytes twice."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest

from geo.render.templating import HERE, json_text
from geo.render.web.data import scene_data
from geo.render.web.inline import notebook_map
from geo.render.web.map_page import app_script, page_files
from geo.render.web.skeleton import skeleton
from geo.sources.boundaries.shapes import load_boundaries
from tests.toy_web import EVIL, hostile, scenes

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'none'"
)


@pytest.fixture(scope="module")
def sector():
    return scenes("future2024", {"sector": "space"})[0]


class Markup(HTMLParser):
    """Start tags with attributes, and the text inside script and style elements."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.inline, self._inside = [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._inside = tag if tag in ("script", "style") else ""

    def handle_endtag(self, tag):
        self._inside = ""

    def handle_data(self, data):
        if self._inside and data.strip():
            self.inline.append(data)


def test_json_cannot_leave_its_script():
    text = json_text({"a": EVIL})
    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text) == {"a": EVIL}


def test_the_data_hold_what_the_page_shows_and_no_more(sector):
    """Neighbours are drawn on paper alone; a swatch needs the look of a symbol, not its rows."""
    data = scene_data(sector)
    assert sector.legend
    assert "beside" not in data
    shown = [entry for block in data["legend"] for entry in block["entries"]]
    assert {key for entry in shown for key in entry.get("symbol", {})} == {"drawing"}
    assert {key for entry in shown for key in entry.get("band", {})} == {"strokes"}


def test_a_statement_stands_once_however_many_places_it_names():
    """The belts of a plan name the same cities over and over; the legend bears no outline."""
    (structure,) = scenes("modern2025", {"structure": True})
    data = scene_data(structure)
    rows = [n for area in data["areas"] for n in area.get("statements", ())]
    told = [json.dumps(row) for row in data["said"]]
    assert len(set(told)) == len(told) < len(rows) / 5
    assert set(range(len(told))) >= set(rows)
    shown = [entry for block in data["legend"] for entry in block["entries"]]
    looks = {key for entry in shown for key in entry.get("belt", {})}
    assert looks == {"id", "color", "hatch"}


def test_the_page_holds_no_code_of_its_own(sector):
    files = page_files(sector)
    page = Markup(files["sector-space.html"].decode())
    assert page.inline == []
    assert not [a for _, attrs in page.tags for a in attrs if a.startswith("on") or a == "style"]
    metas = [attrs for tag, attrs in page.tags if tag == "meta"]
    assert [m["content"] for m in metas if "http-equiv" in m] == [POLICY]
    assert [m["content"] for m in metas if m.get("name") == "viewport"] == [
        "width=device-width, initial-scale=1"
    ]
    links = [v for _, attrs in page.tags for k, v in attrs.items() if k in ("src", "href")]
    assert not [link for link in links if re.match(r"[a-z]+:|//", link) and link != "data:,"]


def test_an_attack_in_a_name_stays_text(sector):
    files = page_files(hostile(sector))
    page = Markup(files["subsector-evil.html"].decode())
    pictures = [attrs for tag, attrs in page.tags if tag == "img"]
    assert [p["src"] for p in pictures] == ["subsector-evil.svg"]
    assert page.inline == []
    data = files["subsector-evil.data.js"].decode()
    assert f'"title":{json_text(EVIL)}' in data
    assert "<" not in data


def test_the_notebook_map_shows_names_as_they_are(sector):
    evil = hostile(sector)
    shown = notebook_map(evil, load_boundaries())._repr_html_()
    inner = html.unescape(re.search(r'srcdoc="(.*?)"', shown, re.DOTALL).group(1))
    found = re.findall(
        r'<script type="application/json" data-geo="(\w+)">(.*?)</script>', inner, re.DOTALL
    )
    blocks = {name: json.loads(text) for name, text in found}
    assert blocks["scene"]["title"] == EVIL
    assert "{{7*7}}" in html.unescape(inner)
    assert "49{% raw" not in html.unescape(inner)
    assert "<img src=x" not in inner
    page = Markup(inner)
    assert [attrs.get("id") for _, attrs in page.tags].count("map_atlas") == 1
    assert not [attrs for _, attrs in page.tags if "//" in (attrs.get("src") or "")]
    assert {attrs.get("href") for tag, attrs in page.tags if tag == "link"} <= {None}


def test_folium_never_sees_a_value(sector):
    made = skeleton("../")
    assert "未来" not in made.script + made.style + made.map_div
    assert made.script.rstrip().endswith("geoAtlas.start(map_atlas);")
    assert not [link for link in (*made.scripts, *made.styles) if "//" in link]


def test_no_script_takes_markup():
    scripts = app_script().decode() + (HERE / "static" / "index.js").read_text("utf-8")
    taking = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function"
    assert re.findall(taking, scripts) == []


def test_another_process_writes_the_same_bytes():
    code = (
        "import sys\n"
        "from tests.toy_web import scenes\n"
        "from geo.render.web.map_page import page_files\n"
        "made = page_files(*scenes('space2024', {'structure': True}))\n"
        "sys.stdout.buffer.write(b''.join(made[name] for name in sorted(made)))\n"
    )
    environment = {"PYTHONHASHSEED": "1", "PYTHONPATH": os.pathsep.join(sys.path)}
    told = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **environment},
        capture_output=True,
        check=True,
    ).stdout
    made = page_files(*scenes("space2024", {"structure": True}))
    assert told == b"".join(made[name] for name in sorted(made))
