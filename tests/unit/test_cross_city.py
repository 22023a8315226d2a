"""A city across plans: every line once, hostile text stays text, names find their city."""

from __future__ import annotations

import json
from dataclasses import replace
from html import unescape

import pytest
from markupsafe import Markup

from geo.analysis.cities import city_book
from geo.build.city_files import city_report, named_city, write_city
from geo.cli.run import main
from geo.errors import CallError, UnknownNameError
from geo.export.report import report_bytes
from geo.render.pages.city import city_html
from geo.render.templating import PagePlace
from geo.sources.places.view import load_register
from geo.sources.plans.folder import load_plan, plan_keys
from tests.reading.rows import Plan
from tests.small_plan import plan, row
from tests.sweeps import sweep

EVIL = "=1+<img src=x onerror=alert(1)>{{7*7}}"


@pytest.fixture(scope="module")
def plans():
    return [load_plan(key) for key in plan_keys()]


@pytest.fixture(scope="module")
def book(plans):
    return city_book(plans, load_register())


def test_every_line_of_every_city_stands_on_its_page(plans, book):
    for page in book.pages.values():
        html = city_html(page, plans, Markup(""), PagePlace("", "x")).decode()
        assert html.count('<td class="clause">') == len(page.lines)
        assert len(city_report(page, plans).flat.rows) == len(page.lines)
        context = [x for x in page.lines if x.force == "context"]
        rows = "".join(part.partition("</details>")[0] for part in html.split("<details>")[1:])
        assert rows.count('<td class="clause">') == len(context)
        assert all(x.line.locator.zh for x in page.lines)


def test_regional_statements_are_marked(plans, book):
    page = book.pages["440100"]
    html = city_html(page, plans, Markup(""), PagePlace("", "x")).decode()
    wide = [x for x in page.lines if "collective" in x.line.flags]
    assert wide
    assert html.count("区域统筹表述") == len(wide)


def test_hostile_text_stays_text_on_the_page_and_in_the_table():
    rows = [replace(row("440100", "steel"), term=EVIL, worded=EVIL)]
    toy = plan(rows)
    page = city_book([toy], load_register()).pages["440100"]
    html = city_html(page, [toy], Markup(""), PagePlace("", "x")).decode()
    assert "<img src=x" not in html
    assert "{{7*7}}" in html
    table = report_bytes(city_report(page, [toy]), ".csv").decode("utf-8-sig")
    assert f"'{EVIL}" in table


@pytest.mark.parametrize(
    "name", ["广州", "广州市", "廣州", "Guangzhou", "guangzhou city", "440100"]
)
def test_a_city_goes_by_any_of_its_names(book, name):
    assert named_city(book, load_register(), name).adcode == "440100"


def test_what_is_no_city_is_refused_with_the_nearest(book):
    with pytest.raises(UnknownNameError, match="黄埔区"):
        named_city(book, load_register(), "黄埔")


@pytest.mark.parametrize("suffix", sweep(["json", "csv", "md", "xlsx"], {0}))
def test_the_city_command_writes_every_form(tmp_path, suffix):
    path = tmp_path / f"c.{suffix}"
    assert main(["city", "Yangjiang", "-o", str(path)]) == 0
    assert path.stat().st_size
    if suffix == "json":
        found = json.loads(path.read_text("utf-8"))
        assert {s["plan"] for s in found["statements"]} >= {"space2024", "modern2025"}


def test_the_city_command_prints_and_writes_a_page(tmp_path, capsys):
    assert main(["city", "阳江"]) == 0
    assert "商业航天" in capsys.readouterr().out
    assert main(["city", "Yangjiang", "-o", str(tmp_path / "c.html")]) == 0
    assert (tmp_path / "c_files" / "assets" / "city.css").is_file()
    assert not (tmp_path / "assets").exists()
    assert "index.html" not in (tmp_path / "c.html").read_text("utf-8")
    with pytest.raises(CallError):
        write_city("阳江", tmp_path / "c.doc")


def test_the_page_of_a_city_has_what_is_only_context(tmp_path):
    write_city("广州", tmp_path / "c.html")
    shown = unescape((tmp_path / "c.html").read_text("utf-8"))
    rows = [row for key in plan_keys() for row in Plan(key).rows]
    told = {r["term"] for r in rows if (r["place_id"], r["class"]) == ("440100", "context")}
    assert len(told) > 3
    assert [term for term in told if term not in shown] == []


def test_the_themes_command_lists_themes_and_loose_terms(tmp_path, capsys):
    assert main(["themes"]) == 0
    shown = capsys.readouterr().out
    assert "commercial_space" in shown
    assert main(["themes", "-o", str(tmp_path / "t.json")]) == 0
    found = json.loads((tmp_path / "t.json").read_text("utf-8"))
    theme = next(t for t in found["themes"] if t["id"] == "commercial_space")
    assert (theme["plans"], theme["naming"], theme["cities"]) == (3, 1, 4)
    assert found["unmapped"]


def test_a_theme_map_by_its_name(tmp_path, capsys):
    assert main(["map", "--theme", "商业航天", "-o", str(tmp_path / "t.svg")]) == 0
    text = (tmp_path / "t.svg").read_text("utf-8")
    assert text.count('data-state="named-1"') >= 4
    assert main(["map", "--theme", "comercial_space", "-o", str(tmp_path / "x.svg")]) != 0
    assert "commercial_space" in capsys.readouterr().err
    assert main(["map", "-o", str(tmp_path / "x.svg")]) == 2
    both = ["map", "--theme", "quantum", "--plan", "space2024", "-o", str(tmp_path / "x.svg")]
    assert main(both) == 2
    assert not (tmp_path / "x.svg").exists()
