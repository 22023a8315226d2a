"""Themes, small multiples and cities: counted in the tables of several plans."""

from __future__ import annotations

import csv
from functools import cache
from types import SimpleNamespace

import pytest

from tests.reading.looks import GROUND, MARKS, THEME, Look
from tests.reading.paper import sheets
from tests.reading.products import PLANS
from tests.reading.rows import Plan, areas, homes, locator, name, places
from tests.reading.themes import around, theme_states
from tests.sweeps import sweep

pytestmark = pytest.mark.browser

CITIES = areas("prefecture", "440000")
SLATE = THEME["ramps"][THEME["kinds"]["breadth"]]
PANELS = """() => [...document.querySelectorAll('.panel')].map((panel) => ({
  name: panel.querySelector('.name').textContent.trim(),
  note: panel.querySelector('.note').textContent,
  counts: [...panel.querySelectorAll('.counts > span')].map((part) =>
    [part.querySelector('rect').getAttribute('fill'), part.querySelector('svg').textContent.trim(),
      part.lastChild.textContent.trim()]),
  fills: Object.fromEntries([...panel.querySelectorAll('[data-adcode]')].map((area) =>
    [area.dataset.adcode, getComputedStyle(area).fill])),
  hatched: panel.querySelectorAll('[fill^="url"]').length,
  href: panel.querySelector('a').getAttribute('href'),
}))"""
SIGNS = """() => [...document.querySelectorAll('table.states tbody tr')].map((row) => [
  row.querySelector('th').textContent,
  ...[...row.querySelectorAll('td')].map((cell) => [cell.querySelector('[aria-hidden]').textContent,
    cell.querySelector('.vh').textContent])])"""
KEY = """() => [...document.querySelectorAll('.key:has(~ .panels) li')].map((item) =>
  [item.querySelector('rect').getAttribute('fill'), item.querySelector('svg').textContent.trim(),
    item.lastChild.textContent.trim()])"""
TEXT = "() => document.querySelector('main').textContent"


@pytest.fixture(scope="module")
def shown(atlas, reader):
    """What several tests ask of a page, which is opened once."""

    @cache
    def read(page: str) -> SimpleNamespace:
        reader.tab.goto((atlas / page).as_uri())
        asked = {"panels": PANELS, "signs": SIGNS, "key": KEY, "text": TEXT}
        return SimpleNamespace(**{name: reader.tab.evaluate(js) for name, js in asked.items()})

    return read


@pytest.fixture(scope="module")
def plans() -> dict[str, Plan]:
    return {key: Plan(key) for key in PLANS}


def rgb(color: str) -> str:
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"


def spoken(plan: Plan, city: str, sector: str = "") -> tuple[str, int]:
    """How a plan speaks of a city: itself, only places in it, a wider place; and how often.

    What names it itself is in one of four classes: 1, 2 to 3, 4 to 7 statements, or more.
    """
    direct = part = wide = 0
    if plan.territory not in ("440000", city):
        return "outside", 0
    for row in plan.rows:
        place = row["place_id"]
        if row["class"] == "context" or (sector and row["sector"] != sector):
            continue
        collective = row["scope"] == "collective"
        if place == city:
            direct += row["class"] == "binding" and not collective
            part += row["class"] == "facility" and not collective
            wide += collective
        elif city in homes(place):
            part += 1
        elif row["class"] == "binding" and city in around(place, CITIES):
            wide += 1
    if direct:
        return f"named-{min(direct.bit_length(), 4)}", direct
    return ("part", part) if part else ("wide", wide) if wide else ("silent", 0)


NAMED = ("named-4", "named-3", "named-2", "named-1")
RANGES = ("8+", "4–7", "2–3", "1")
SPOKEN = (*NAMED, "part", "wide")
SIGN = dict(zip(NAMED, RANGES, strict=True))  # in the swatch, as on the panel's areas
FILLS = {
    **{state: SLATE[int(state[-1])] for state in NAMED},
    "part": SLATE[0],
    "wide": GROUND["not_named"],
    "silent": GROUND["not_named"],
}
FILLS["outside"] = GROUND["sar"]
ENDED, DRAFT = "规划期已满", "征求意见稿"
GLANCES = [("zh/index.html", ""), ("zh/plan/future2024/sectors.html", "future2024")]


def panels(plans, of: str) -> list[tuple[str, Plan, str]]:
    """Title, plan and sector of each panel, in order."""
    if of:
        return [(plans[of].terms[s]["zh"], plans[of], s) for s in plans[of].sectors]
    return [(plan.meta["title"]["short_zh"], plan, "") for plan in plans.values()]


def note(plan: Plan, sector: str) -> str:
    """What stands under the title of a panel, without white space."""
    document = plan.meta["document"]
    rows = [r for r in plan.rows if r["class"] != "context" and r["sector"] == sector]
    status = PLANS[plan.folder.name].get("status", document["status"]).strip('"')
    mark = {"expired": f"·{ENDED}", "draft": f"·{DRAFT}"}.get(status, "")
    return f"{len(rows)}条表述" if sector else f"{document['number']}·{document['issued']}{mark}"


@pytest.mark.parametrize(("page", "of"), GLANCES)
def test_panels_are_filled_and_counted_as_the_rows_say(shown, plans, page, of):
    found, expected = shown(page).panels, panels(plans, of)
    assert [panel["name"] for panel in found] == [title for title, _, _ in expected]
    for panel, (_, plan, sector) in zip(found, expected, strict=True):
        states = {city: spoken(plan, city, sector)[0] for city in CITIES}
        for city, state in states.items():
            assert panel["fills"][city] == rgb(FILLS[state]), (panel["name"], city)
        counted = {state: list(states.values()).count(state) for state in SPOKEN}
        assert panel["counts"] == [
            [FILLS[state], SIGN.get(state, ""), str(n)] for state, n in counted.items() if n
        ]
        assert panel["note"].replace(" ", "").startswith(note(plan, sector))
        assert panel["hatched"] == counted["wide"]


@pytest.mark.parametrize(("page", "of"), GLANCES)
def test_the_table_of_a_glance_has_a_sign_for_every_panel_and_city(shown, plans, page, of):
    signs = {"part": "○", "wide": "◐", "silent": "", "outside": ""}
    signs |= SIGN
    for row, (title, plan, sector) in zip(shown(page).signs, panels(plans, of), strict=True):
        states = [spoken(plan, city, sector) for city in CITIES]
        told = [(sign, word) for sign, word in row[1:]]
        assert row[0] == title
        for (sign, word), (state, n) in zip(told, states, strict=True):
            assert sign in (signs[state], *(("–", "·", "—") if not signs[state] else ()))
            assert not n or f"{n} 条" in word


@pytest.mark.parametrize(("page", "of"), GLANCES)
def test_one_key_explains_all_panels(shown, plans, page, of):
    """It lists the classes that any of them shows, and no other; the SARs are outside each."""
    words = {
        **{state: f"直接点名 {n} 条" for state, n in SIGN.items()},
        "part": "只点名其区县、园区或设施",
        "wide": "区域统筹（整体表述，未逐一点名）",
        "silent": "未点名（不等于排除）",
        "outside": "该规划范围外",
    }
    told = [(plan, sector) for _, plan, sector in panels(plans, of)]
    seen = {spoken(plan, city, sector)[0] for plan, sector in told for city in CITIES}
    seen.add("outside")
    due = [(FILLS[s], SIGN.get(s, ""), word) for s, word in words.items() if s in seen]
    for (fill, sign, told), (color, mark, word) in zip(shown(page).key, due, strict=True):
        assert (fill, sign) == (color, mark)
        assert told.startswith(word)


@pytest.mark.parametrize(
    ("file", "of"), [("glance/plans.pdf", ""), ("future2024/glance.pdf", "future2024")]
)
def test_the_printed_glance_has_the_same_counts(atlas, plans, file, of):
    (sheet,) = sheets((atlas / file).read_bytes())
    for title, plan, sector in panels(plans, of):
        states = [spoken(plan, city, sector)[0] for city in CITIES]
        shown = [state for state in SPOKEN if state in states]
        counts = "".join(f"{SIGN.get(state, '')}{states.count(state)}" for state in shown)
        assert f"{title}{note(plan, sector)}{counts}" in sheet.text


THEMES = ["commercial_space", "quantum", "artificial_intelligence"]


@pytest.mark.parametrize("theme", sweep(THEMES, {0}))
def test_a_theme_shows_how_many_plans_name_a_city(atlas, reader, plans, theme):
    states = theme_states(theme, plans)
    page = reader.page((atlas / f"zh/topic/{theme}.html").as_uri())
    entries = {e["label"]: e for e in page.legend[0]["entries"]}
    for city, (state, n) in states.items():
        area = page.areas[city]
        if n:
            entry = entries[f"{n} 份规划点名" if n < 4 else "4 份及以上规划点名"]
            assert area["fill"] == entry["shapes"][0]["fill"]
        else:
            assert (area["fill"], bool(area["hatch"])) == ("#ffffff", state == "collective"), city
        named = [
            k
            for k, p in plans.items()
            if p.meta["title"]["short_zh"] in page.details[city]["state"]
        ]
        assert len(named) == n, city
        labels = {label["key"]: label["mark"] for label in page.labels}
        assert labels[city] == Look("", "", MARKS.get(state, "")).mark
    counted = [s for s, _ in states.values()]
    for n in (1, 2, 3):
        shown = entries.get(f"{n} 份规划点名")
        assert (int(shown["count"]) if shown else 0) == counted.count(f"named-{n}")
    numbers = {what: int(value) for value, what in page.numbers}
    assert numbers["个市点名"] == sum(s.startswith("named") for s in counted)
    assert any(s.startswith("named") for s in counted)


def test_every_statement_about_a_city_stands_on_its_page_and_in_its_table(atlas, shown, plans):
    for city in ("440100", "441700"):
        text = shown(f"zh/city/{city}.html").text
        with (atlas / f"data/city/{city}.csv").open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.DictReader(file))
        for key, plan in plans.items():
            for row in plan.rows:
                here = city in homes(row["place_id"]) or city in members(row["place_id"])
                if not here:
                    continue
                assert locator(row["clause"]) in text
                assert row["term"] in text, (key, row)
                found = [
                    line for line in lines if (line["plan"], line["clause"]) == (key, row["clause"])
                ]
                assert any(row["term"] in line["terms"] for line in found), (key, row)
        assert {f"{name(city)} {name(city, 'en')}"} == {line["city"] for line in lines}


def members(place: str) -> list[str]:
    return places("regions", "region_id").get(place, {}).get("members", "").split(";")


FLAG = {"等": "open_ended", "推断": "inferred"}


def test_the_flags_of_a_city_table_are_those_of_its_rows(atlas, plans):
    """等 and 推断 stand on a line if any of its rows has them."""
    with (atlas / "data/city/440300.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    seen = set()
    classes = {"布局 layout": "binding", "设施 facility": "facility"}
    for line in lines:
        rows = [
            r
            for r in plans[line["plan"]].rows
            if (r["clause"], r["place_id"], r["sector"])
            == (line["clause"], line["place_id"], line["sector_id"])
            and r["class"] == classes.get(line["class"], "context")
            and r["term"] in line["terms"]
        ]
        for word, field in FLAG.items():
            on = any(r[field] for r in rows)
            assert (word in line["flags"]) is on or not rows, (line, word)
            seen.add((word, on))
    assert len(seen) == 4


@pytest.mark.parametrize(
    "page",
    sweep(["zh/index.html", "zh/topic/optical_communication.html", "zh/city/440100.html"], {0, 2}),
)
def test_a_plan_that_is_a_draft_or_has_ended_is_marked_across_plans(shown, page):
    assert DRAFT in shown(page).text
    assert ENDED in shown(page).text or "topic" in page
