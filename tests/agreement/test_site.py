"""The atlas that a build leaves: nothing left out of the index, every link to the right file."""

from __future__ import annotations

import re
import tomllib
from urllib.parse import unquote, urldefrag

import pytest

from tests.agreement.test_credits import ABRIDGED, STATUS
from tests.reading.paper import sheets
from tests.reading.products import PLANS
from tests.reading.rows import DATA

pytestmark = pytest.mark.browser

LINKS = re.compile(r'(?:href|src)="([^"]+)"')
BOTH = pytest.mark.parametrize("lang", ["zh-CN", "en"])
SECTION = """(key) => Object.fromEntries(
  [...document.querySelectorAll(`#${key} dl div`)].map((row) =>
    [row.querySelector('dt').innerText.trim(), row.querySelector('dd').innerText.trim()]))"""
CARDS = """(lang) => [...document.querySelectorAll('.card')].map((card) => ({
  href: card.querySelector('a.face').getAttribute('href'),
  name: card.querySelector(`.name [lang=${lang}]`).textContent.trim(),
  picture: card.querySelector('img').getAttribute('src'),
  files: [...card.querySelectorAll('.files a')]
    .map((a) => [a.textContent.trim(), a.getAttribute('href')]),
}))"""


def pages(atlas):
    return [p for p in sorted(atlas.rglob("*.html")) if "assets" not in p.parts]


def targets(page) -> list[str]:
    """Files that a page refers to, as written."""
    found = {unquote(urldefrag(link).url) for link in LINKS.findall(page.read_text("utf-8"))}
    return sorted(link for link in found if link and not link.startswith("data:"))


def test_every_page_can_be_reached_from_the_index(atlas):
    seen, waiting = set(), [atlas / "index.html"]
    while waiting:
        page = waiting.pop().resolve()
        if page not in seen:
            seen.add(page)
            waiting += [(page.parent / link) for link in targets(page) if link.endswith(".html")]
    assert [p.relative_to(atlas).as_posix() for p in pages(atlas) if p.resolve() not in seen] == []


def test_the_index_shows_every_map_of_every_plan(atlas, reader):
    reader.tab.goto((atlas / "index.html").as_uri())
    cards = {card["href"] for card in reader.tab.evaluate(CARDS, "zh-CN")}
    maps = {p.relative_to(atlas).as_posix() for key in PLANS for p in (atlas / key).glob("*.html")}
    maps |= {p.relative_to(atlas).as_posix() for p in (atlas / "themes").glob("*.html")}
    assert maps <= cards
    shown = reader.tab.evaluate(
        "Object.fromEntries([...document.querySelectorAll('nav li')].map((item) =>"
        " [item.querySelector('a').getAttribute('href'), item.querySelector('.n').innerText]))"
    )
    for key in PLANS:
        counted = len(list((atlas / key).glob("*.html"))) + len(
            list((atlas / key / "analysis").glob("*.html"))
        )
        glance = (atlas / key / "glance.html").is_file()  # stands with the small multiples
        assert int(shown[f"#{key}"]) == counted - glance, key
    assert int(shown["#themes"]) == len(list((atlas / "themes").glob("*.html")))


@BOTH
def test_the_index_shows_the_status_of_a_plan(atlas, reader, lang):
    reader.tab.goto((atlas / "index.html").as_uri())
    reader.tab.click(f"button[data-lang={'en' if lang == 'en' else 'zh'}]")
    form = "en" if lang == "en" else "zh"
    label = {"en": "Status", "zh": "状态"}[form]
    for key, changes in PLANS.items():
        meta = tomllib.loads((DATA / "plans" / key / "plan.toml").read_text("utf-8"))
        status = changes.get("status", meta["document"]["status"]).strip('"')
        shown = reader.tab.evaluate(SECTION, key)
        parts = [ABRIDGED[form] * meta["document"]["redacted"], STATUS[status][form]]
        assert shown.get(label, "") == "".join(parts), key
        assert str(meta["document"]["issued"]) in shown.values()
    assert {c.get("status") for c in PLANS.values()} >= {'"draft"'}


@BOTH
def test_a_card_bears_the_name_of_its_map_and_files(atlas, reader, lang):
    """What a card is called is what the page, its picture and its printed sheet are called."""
    reader.tab.goto((atlas / "index.html").as_uri())
    for card in reader.tab.evaluate(CARDS, lang):
        path, stem = atlas / card["href"], card["href"].removesuffix(".html")
        assert path.is_file()
        assert (
            card["picture"].rpartition("/")[2] == f"{stem.rpartition('/')[2]}.png"
            or "analysis" in stem
        )
        for kind, file in card["files"]:
            assert file == f"{stem}.{kind.lower()}"
            assert (atlas / file).is_file()
        if lang == "zh-CN" and card["files"]:
            first = sheets((atlas / card["files"][0][1]).read_bytes())[0].text
            assert first.startswith(re.sub(r"\s", "", card["name"])), card


MAPS = [
    "space2024/structure",
    "space2024/sector-space",
    "future2024/carriers",
    "themes/commercial_space",
]


@pytest.mark.parametrize("name", MAPS)
def test_a_page_leads_to_its_own_sheet_and_its_neighbours(atlas, reader, name):
    path = atlas / f"{name}.html"
    page = reader.page(path.as_uri())
    files = {kind: link for kind, link in page.links if kind in ("PDF", "SVG")}
    assert files == {"PDF": f"{path.stem}.pdf", "SVG": f"{path.stem}.svg"}
    title = re.sub(r"\s", "", page.head[0])
    assert sheets((path.parent / files["PDF"]).read_bytes())[0].text.startswith(title)
    for _, link in page.links:
        target = (path.parent / urldefrag(link).url).resolve()
        assert target == path.parent or target.is_file(), link
    listed = [
        (name, link) for name, link in page.links if link.endswith(".html") and "/" not in link
    ]
    steps = dict(page.links)
    order = [link for _, link in listed if link in {p.name for p in path.parent.glob("*.html")}]
    order = list(dict.fromkeys(order))
    here = order.index(path.name)
    neighbours = (order[here - 1] if here else "", order[here + 1] if here + 1 < len(order) else "")
    assert (steps["‹"].lstrip("#"), steps["›"].lstrip("#")) == neighbours
    for label, link in listed:
        if label not in ("‹", "›"):
            assert f"<h1>{label}</h1>" in (path.parent / link).read_text("utf-8")
