"""What stands round a map: titles, key numbers, the small table; each counted in the rows."""

from __future__ import annotations

import re

import pytest

from tests.agreement.cases import CASES, Case, in_both, short
from tests.reading.looks import THEME
from tests.reading.rows import name, places

pytestmark = pytest.mark.browser

EACH_IN_BOTH = in_both(CASES)
MATRICES = in_both([c for c in CASES if c.kind == "sector"])
WORDS = {
    "stating": ("个市点名", "cities name it"),
    "stating county": ("个区县点名", "districts name it"),
    "stating mixed": ("个市和区县点名", "cities and districts name it"),
    "collective": ("个市由区域统筹", "cities covered by a regional statement"),
    "collective county": ("个区县由整体表述覆盖", "districts covered by a wider statement"),
    "sites": ("处园区片区点名", "parks and zones named"),
    "taken": ("项细分产业有地方承担", "sub-sectors taken up somewhere"),
    "regional": ("项细分产业只有区域表述", "sub-sectors said of a region only"),
    "void": ("项细分产业无处点名", "sub-sectors nobody names"),
    "sectors": ("个领域", "sectors"),
    "subsectors": ("项细分产业", "sub-sectors"),
    "places": ("个市有直接点名", "cities named directly"),
    "places county": ("个区县有直接点名", "districts named directly"),
    "places mixed": ("个市和区县有直接点名", "cities and districts named directly"),
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


KEYS = ["future2024", "biomed2024", "photonics2024", "space2024", "modern2025", "gzhtz2021",
        "gz_dualchain2022", "qianhai2024"]  # fmt: skip
LIST = {"zh": "图上编号", "en": "Numbers on the map"}
NODES = {"zh": "走廊节点与依据", "en": "Nodes of the corridors and their clauses"}


def called(case: Case, codes: list[str]) -> str:
    """What areas are called: nothing for cities, else ``" county"`` or ``" mixed"``."""
    own = places("areas", "adcode")
    levels = {own[code]["level"] for code in codes} or {case.plan.level}
    return (
        {"prefecture": "", "county": " county"}.get(levels.pop(), "")
        if len(levels) == 1
        else " mixed"
    )


def numbers(case: Case) -> list[tuple[str, int]]:
    """The key numbers of a map, in order, counted in the tables."""
    plan = case.plan
    if case.kind == "breadth":
        own, _ = plan.spoken()
        named = [a for a, rows in own.items() if any(r["sector"] for r in rows)]
        parks = {p for s in plan.sectors for p in sites(plan, s)}
        found = [("sectors", len(plan.sectors)), ("subsectors", len(plan.subsectors()))]
        return [
            *found,
            (f"places{called(case, named)}", len(named)),
            *([("sites", len(parks))] if parks else []),
        ]
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
    stating = [a for a, (s, _) in case.states.items() if s.startswith("named") or s == "focus"]
    county = " county" if plan.level == "county" else ""
    covered = (f"collective{county}", states.count("collective"))
    found = [(f"stating{called(case, stating)}", len(stating)), covered]
    if case.kind == "sector":
        found = [
            *found[:1],
            ("sites", len(sites(plan, case.subject))),
            *found[1:],
            *subsectors(case),
        ]
        told = [pair for pair in found if pair[1] or pair[0] not in ("sites", "regional")]
        found = [pair for pair in told if len(told) < 6 or pair != covered]
    quiet = (covered[0], "sites", "regional")
    return [pair for pair in found if pair[1] or pair[0] not in quiet]


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


@EACH_IN_BOTH
def test_the_key_numbers(maps, reader, case, lang):
    made = maps.of(case.plan_key, lang, **case.which)
    expected = [(str(n), WORDS[key][lang == "en"]) for key, n in numbers(case)]
    page = reader.page(maps.of(case.plan_key, **case.which).page, lang)
    assert [tuple(pair) for pair in page.numbers] == expected
    drawn = [t for t in made.drawing.texts if t.size > 5 and t.bold and t.text.isdigit()]
    on_paper = "".join(n + squeezed(word) for n, word in expected)
    texts = [t.text for t in made.drawing.texts]
    crowded = LIST[lang] in texts or NODES[lang] in texts  # it takes the room
    assert [t.text for t in drawn] == [n for n, _ in expected] or (crowded and not drawn)
    assert (on_paper in made.sheet.text) is bool(drawn)


RANKS = ["named", "collective", "facility", ""]
KINDS = ["area", "site", "region", "facility"]
ITSELF = {"zh": "未列细分产业", "en": "No sub-sector listed"}


def said(case: Case, row: dict[str, str]) -> tuple[str, str]:
    """The kind of place that a row speaks of, and how it does."""
    if row["class"] == "facility":
        return "facility", "facility"
    points = {**places("zones", "zone_id"), **places("gazetteer", "id")}
    kind = "area" if row["place_id"] in case.states else "region"
    kind = "site" if row["place_id"] in points else kind
    own = kind != "region" and row["scope"] == "direct"
    return kind, "named" if own else "collective"


def grid(case: Case, lang: str) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """Sub-sectors, and every place in the sector's rows with its strongest sign for each."""
    plan = case.plan
    counted = [r for r in plan.rows if r["class"] != "context"]
    order = [("area", code) for code in case.states]
    order += [(said(case, r)[0], r["place_id"]) for r in counted]
    units: dict[tuple[str, str], dict[str, str]] = {}
    for row in (r for r in counted if r["sector"] == case.subject):
        kind, sign = said(case, row)
        told = units.setdefault((kind, row["place_id"]), {})
        for term in {row["subsector"], "all"}:
            told[term] = min(told.get(term, ""), sign, key=RANKS.index)
    ranked = sorted(
        units,
        key=lambda u: (RANKS.index(units[u]["all"]), KINDS.index(u[0]), order.index(u)),
    )
    subs, rows = plan.subsectors(case.subject), []
    for place in dict.fromkeys(u[1] for u in ranked):
        own = [u for u in ranked if u[1] == place]
        best = {t: min((units[u].get(t, "") for u in own), key=RANKS.index) for t in (*subs, "all")}
        cells = [best[s] for s in subs]
        label = short(place, lang) if own[0][0] == "area" else name(place, lang)
        rows.append((label, ["" if best["all"] in cells else best["all"], *cells]))
    columns = [ITSELF[lang], *(plan.terms[s][lang] for s in subs)]
    if any(cells[0] for _, cells in rows):
        return columns, rows
    return columns[1:], [(label, cells[1:]) for label, cells in rows]


SIGNS = {"named": "●", "collective": "◐", "facility": "△", "": ""}
SPOKEN = {
    "zh": {"named": "点名", "collective": "区域统筹", "facility": "设施", "": "未点名"},
    "en": {"named": "named", "collective": "regional", "facility": "facility", "": "not named"},
}


@MATRICES
def test_the_small_table_on_the_page(maps, reader, case, lang):
    matrix = reader.page(maps.of(case.plan_key, **case.which).page, lang).matrix
    columns, rows = grid(case, lang)
    assert matrix["columns"] == columns
    told = [[label, *([SIGNS[c], SPOKEN[lang][c]] for c in cells)] for label, cells in rows]
    assert matrix["rows"] == told


PAPER_SIGNS = {**SIGNS, "": "·"}


def lines_on_paper(case: Case, lang: str) -> tuple[list[str], list[str]]:
    """The table as it must be printed: a line per sub-sector, or one per place."""
    columns, rows = grid(case, lang)
    across = [
        squeezed(column) + "".join(PAPER_SIGNS[cells[n]] for _, cells in rows)
        for n, column in enumerate(columns)
    ]
    comma = "、" if lang == "zh" else ", "
    down = []
    for label, cells in rows:
        held = [(s, [c for c, one in zip(columns, cells, strict=True) if one == s]) for s in RANKS]
        told = "".join(f"{PAPER_SIGNS[s]}{comma.join(some)}" for s, some in held[:3] if some)
        down.append(squeezed(label + told))
    return across, down


def not_told(made, case: Case, lang: str) -> list[str]:
    """What the printed pages of a sector leave out: lines of its table, key numbers."""
    across, down = lines_on_paper(case, lang)
    found = [[line for line in lines if line not in made.printed] for lines in (across, down)]
    lost = min(found, key=len)
    crowded = LIST[lang] in made.printed  # it takes the room of the numbers
    told = [f"{n}{squeezed(WORDS[key][lang == 'en'])}" for key, n in numbers(case)]
    return [*lost, *(n for n in told if n not in made.printed and not crowded)]


@in_both([CASES[0], CASES[8]])
def test_the_small_table_on_paper(maps, case, lang):
    assert not_told(maps.of(case.plan_key, lang, **case.which), case, lang) == []


def test_dots_are_the_key_numbers():
    """The numbers at the head count what the table shows: places, parks, sub-sectors."""
    for case in (c for c in CASES if c.kind == "sector"):
        columns, rows = grid(case, "zh")
        told = {key.partition(" ")[0]: n for key, n in numbers(case)}
        dotted = [label for label, cells in rows if "named" in cells]
        assert len(dotted) == told["stating"] + told.get("sites", 0), case
        taken = [n for n, column in enumerate(columns) if column != ITSELF["zh"]]
        taken = [n for n in taken if any(cells[n] == "named" for _, cells in rows)]
        assert len(taken) == told["taken"], case


@pytest.mark.slow
def test_every_table_on_paper_has_every_place(maps):
    lost = {}
    for key in KEYS:
        for sector in Case(key, "breadth").plan.sectors:
            case = Case(key, "sector", sector)
            if len(case.plan.terms) and grid(case, "zh")[1]:
                lost[str(case)] = not_told(maps.of(key, "zh", **case.which), case, "zh")
    assert {case: found for case, found in lost.items() if found} == {}


STANDING = {
    "in_force": ("在施行", "in force"),
    "draft": ("征求意见稿", "draft"),
    "superseded": ("已被替代", "superseded"),
    "expired": ("规划期已满", "ended"),
}


@EACH_IN_BOTH
def test_titles(maps, reader, case, lang):
    """Title, finding, document and standing, on the page and at the head of the sheet."""
    made = maps.of(case.plan_key, lang, **case.which)
    page = reader.page(maps.of(case.plan_key, **case.which).page, lang)
    title, subtitle, line = page.head
    meta = case.plan.meta
    if case.subject:
        assert title == case.plan.terms[case.subject][lang]
    assert meta["title"][f"short_{lang}"] in line
    assert len(subtitle) <= (30 if lang == "zh" else 160)
    assert str(meta["document"]["issued"]) in line
    assert meta["document"].get("number", "") in line
    status = meta["document"]["status"]
    assert page.standing == STANDING[status][lang == "en"]
    whole = squeezed(title + subtitle + line + page.standing)
    assert made.sheet.text.startswith(whole)
    assert squeezed("".join(t.text for t in made.drawing.texts)).startswith(whole)
    alert = {w.color for w in made.sheet.words if w.text == page.standing}
    assert (THEME["ground"]["alert"] in alert) is (status != "in_force") or " " in page.standing
