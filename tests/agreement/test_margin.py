"""What stands round a map: titles, key numbers, the small table; each counted in the rows."""

from __future__ import annotations

import re

import pytest

from tests.agreement.cases import CASES, Case, short
from tests.reading.rows import name, places

pytestmark = pytest.mark.browser

EACH = pytest.mark.parametrize("case", CASES, ids=str)
MATRICES = pytest.mark.parametrize("case", [c for c in CASES if c.kind == "sector"], ids=str)
BOTH = pytest.mark.parametrize("lang", ["zh", "en"])
WORDS = {
    "stating": ("个市点名", "cities name it"),
    "stating county": ("个区县点名", "districts name it"),
    "collective": ("个市由区域统筹", "cities covered by a regional statement"),
    "sites": ("处园区片区点名", "parks and zones named"),
    "taken": ("项细分产业有地方承担", "sub-sectors taken up somewhere"),
    "regional": ("项细分产业只有区域表述", "sub-sectors said of a region only"),
    "void": ("项细分产业无处点名", "sub-sectors nobody names"),
    "sectors": ("个领域", "sectors"),
    "subsectors": ("项细分产业", "sub-sectors"),
    "places": ("个市有直接点名", "cities named directly"),
    "carriers": ("处载体", "carriers"),
    "facilities": ("条设施表述", "statements on facilities"),
    "plotted": ("处可落点", "plotted"),
    "core": ("个核心", "cores"),
    "corridor": ("条走廊", "corridors"),
    "pole": ("个极点", "poles"),
    "belt": ("条产业带", "belts"),
    "region": ("个成片区域", "wider areas"),
}


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


LIST = {"zh": "图上编号", "en": "Numbers on the map"}


def numbers(case: Case) -> list[tuple[str, int]]:
    """The key numbers of a map, in order, counted in the tables."""
    plan = case.plan
    if case.kind == "breadth":
        own, _ = plan.spoken()
        named = [a for a, rows in own.items() if any(r["sector"] for r in rows)]
        parks = {p for s in plan.sectors for p in sites(plan, s)}
        found = [("sectors", len(plan.sectors)), ("subsectors", len(plan.subsectors()))]
        return [*found, ("places", len(named)), *([("sites", len(parks))] if parks else [])]
    if case.kind == "carriers":
        facilities = [r for r in plan.rows if r["class"] == "facility"]
        return [
            ("carriers", len(plan.carriers)),
            ("facilities", len(facilities)),
            ("plotted", plotted(plan)),
        ]
    if case.kind == "structure":
        return layout(plan)
    states = [state for state, _ in case.states.values()]
    stating = sum(state.startswith("named") or state == "focus" for state in states)
    county = " county" if plan.level == "county" else ""
    found = [(f"stating{county}", stating), ("collective", states.count("collective"))]
    if case.kind == "sector":
        found = [
            *found[:1],
            ("sites", len(sites(plan, case.subject))),
            *found[1:],
            *subsectors(case),
        ]
        told = [pair for pair in found if pair[1] or pair[0] not in ("sites", "regional")]
        found = [pair for pair in told if len(told) < 6 or pair[0] != "collective"]
    return [pair for pair in found if pair[1] or pair[0] not in ("collective", "sites", "regional")]


def sites(plan, sector: str) -> set[str]:
    """Parks and zones that state a sector themselves."""
    points = {**places("zones", "zone_id"), **places("gazetteer", "id")}
    stated = [r for r in plan.rows if (r["class"], r["scope"]) == ("binding", "direct")]
    return {r["place_id"] for r in stated if r["sector"] == sector and r["place_id"] in points}


def subsectors(case: Case) -> list[tuple[str, int]]:
    own, wider = case.plan.spoken(sector=case.subject)
    taken = {r["subsector"] for rows in own.values() for r in rows}
    here = sites(case.plan, case.subject)
    direct = [r for r in case.plan.rows if (r["class"], r["scope"]) == ("binding", "direct")]
    stated = [r for r in direct if r["place_id"] in here and r["sector"] == case.subject]
    taken |= {r["subsector"] for r in stated}
    common = {r["subsector"] for rows in wider.values() for r in rows} - taken - {""}
    every = set(case.plan.subsectors(case.subject))
    taken -= {""}
    return [("taken", len(taken)), ("regional", len(common)), ("void", len(every - taken - common))]


def plotted(plan) -> int:
    """Places with a point among the carriers, parks and facilities; a zone stands at its hub."""
    named = [c["hub"] for c in plan.carriers if c["hub"]]
    named += [r["place_id"] for r in plan.rows if plan.is_site(r)]
    hubs = {places("zones", "zone_id").get(p, {}).get("hub") or p for p in named}
    return sum(places("gazetteer", "id").get(h, {}).get("plot") == "yes" for h in hubs)


def layout(plan) -> list[tuple[str, int]]:
    """Corridors and belts by elements, zones of areas as wider areas, all else by members."""
    found: dict[str, set] = {}
    for row in plan.structure:
        kind, item = row["kind"], row["element"]
        spread = [
            r
            for r in plan.structure
            if r["element"] == item and r["member_id"] in places("areas", "adcode")
        ]
        if kind in ("zone", "area") and len(spread) > 1:
            kind = "region"
        elif kind not in ("corridor", "belt"):
            item = f"{row['element']}:{row['member_id']}"
        if kind not in ("other", "region") or kind != row["kind"]:
            found.setdefault(kind, set()).add(item)
    return [(kind, len(items)) for kind, items in found.items()]


@BOTH
@EACH
def test_the_key_numbers(maps, reader, case, lang):
    made = maps.of(case.plan_key, lang, **case.which)
    expected = [(str(n), WORDS[key][lang == "en"]) for key, n in numbers(case)]
    page = reader.page(maps.of(case.plan_key, **case.which).page, lang)
    assert [tuple(pair) for pair in page.numbers] == expected
    drawn = [t for t in made.drawing.texts if t.size > 5 and t.bold and t.text.isdigit()]
    on_paper = "".join(n + squeezed(word) for n, word in expected)
    crowded = LIST[lang] in [t.text for t in made.drawing.texts]  # it takes the room
    assert [t.text for t in drawn] == [n for n, _ in expected] or (crowded and not drawn)
    assert (on_paper in made.sheet.text) is bool(drawn)


def grid(case: Case, lang: str) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """Sub-sectors, and places with a state per sub-sector: named, collective or nothing."""
    plan = case.plan
    subs = plan.subsectors(case.subject)
    own, _ = plan.spoken(sector=case.subject)
    rows = []
    for code, (state, _) in case.states.items():
        if state.startswith("named") or state == "focus":
            taken = {r["subsector"] for r in own[code]}
            label = short(code, lang)
            rows.append((label, ["named" if s in taken else "" for s in subs]))
    shared: dict[str, set[str]] = {}
    for row in plan.rows:
        if (row["class"], row["scope"], row["sector"]) == ("binding", "collective", case.subject):
            shared.setdefault(row["place_id"], set()).add(row["subsector"])
    for place, taken in shared.items():
        rows.append((name(place, lang), ["collective" if s in taken else "" for s in subs]))
    return [plan.terms[s][lang] for s in subs], rows


SIGNS = {"named": "●", "collective": "◌", "": ""}
SPOKEN = {
    "zh": {"named": "点名", "collective": "区域统筹", "": "未点名"},
    "en": {"named": "named", "collective": "regional", "": "not named"},
}


@BOTH
@MATRICES
def test_the_small_table_on_the_page(maps, reader, case, lang):
    matrix = reader.page(maps.of(case.plan_key, **case.which).page, lang).matrix
    columns, rows = grid(case, lang)
    assert matrix["columns"] == columns
    told = [[label, *([SIGNS[c], SPOKEN[lang][c]] for c in cells)] for label, cells in rows]
    assert matrix["rows"] == told


PAPER_SIGNS = {"named": "●", "collective": "○", "": "·"}
ON_PAPER = [c for c in CASES if c.kind == "sector" and c.plan_key == "future2024"]


@BOTH
@pytest.mark.parametrize("case", ON_PAPER, ids=str)
def test_the_small_table_on_paper(maps, case, lang):
    made = maps.of(case.plan_key, lang, **case.which)
    columns, rows = grid(case, lang)
    for n, sub in enumerate(columns):
        line = squeezed(sub) + "".join(PAPER_SIGNS[cells[n]] for _, cells in rows)
        assert line in made.printed, line
    first = squeezed(columns[0]) + "".join(PAPER_SIGNS[cells[0]] for _, cells in rows)
    heads = made.printed[: made.printed.index(first)]
    at = [heads.rindex(squeezed(label)) for label, cells in rows if "named" in cells]
    assert at == sorted(at)
    if lang == "zh":  # in English the table needs a page of its own
        drawn = drawn_signs(made.drawing, columns)
        assert drawn == [[cells[n] for _, cells in rows] for n in range(len(columns))]


def drawn_signs(drawing, labels) -> list[list[str]]:
    """Signs of the drawn table, line by line."""
    starts = {t.text: t for t in drawing.texts if t.text in labels and t.y > 240}
    told = {sign: state for state, sign in PAPER_SIGNS.items()}
    found = []
    for label in labels:
        line = [
            t
            for t in drawing.texts
            if t.text in told and t.anchor == "middle" and abs(t.y - starts[label].y) < 2.2
        ]
        assert [t.x for t in line] == sorted(t.x for t in line)
        found.append([told[t.text] for t in line])
    return found


@BOTH
@EACH
def test_titles(maps, reader, case, lang):
    made = maps.of(case.plan_key, lang, **case.which)
    title, subtitle, line = reader.page(maps.of(case.plan_key, **case.which).page, lang).head
    meta = case.plan.meta
    if case.subject:
        assert title == case.plan.terms[case.subject][lang]
    assert meta["title"][f"short_{lang}"] in subtitle
    assert str(meta["document"]["issued"]) in line
    assert meta["document"].get("number", "") in line
    assert made.sheet.text.startswith(squeezed(title + subtitle + line))
    texts = [t.text for t in made.drawing.texts[:3]]
    assert texts == [title, subtitle, line]
