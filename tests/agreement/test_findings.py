"""The sentence under a title is true, no map is empty, and what is not plotted is told why."""

from __future__ import annotations

import re

import pytest

import geo
from geo.analysis.overlap import unplaced
from geo.scene.resolve import resolve
from tests.agreement.cases import Case, short
from tests.agreement.test_margin import KEYS, sites
from tests.reading.rows import chain, members, name, places

COUNT = re.compile(r"^(\d+) (?:市|区县|个市和区县)直接点名")
REST = re.compile(r"另 (\d+) (?:市|区县)只随")
PARKS = re.compile(r"点名 (\d+) 处园区片区")
MOST = re.compile(r"([^，]+?)(?:最多（(\d+) 项）|各 (\d+) 项最多)")
PART = re.compile(r"都在([^，]+)")
ONLY = re.compile(r"只点名(\S+?)一(?:市|个区县)")


def claims(case: Case, sentence: str) -> list[str]:
    """The claims of a Chinese sentence that the rows do not bear out."""
    stating = {a: n for a, (s, n) in case.states.items() if s.startswith("named") or s == "focus"}
    level = [a for a in case.plan.areas if case.states[a][0] == "collective"]
    names = {short(a, "zh") for a in stating}
    wrong = []
    if found := COUNT.search(sentence):
        wrong += ["count"] * (int(found[1]) != len(stating))
    if found := ONLY.search(sentence):
        wrong += ["only"] * (names != {found[1]})
    if "未点名到" in sentence:
        wrong += ["nobody"] * bool(stating)
    if found := REST.search(sentence):
        wrong += ["rest"] * (int(found[1]) != len(level))
    if found := MOST.search(sentence):
        most = max(stating.values())
        leaders = {short(a, "zh") for a, n in stating.items() if n == most}
        told = (set(found[1].split("、")), int(found[2] or found[3]))
        wrong += ["most"] * (told != (leaders, most))
    if found := PART.search(sentence):
        (part,) = (r for r, row in places("regions", "region_id").items() if name(r) == found[1])
        outside = [a for a in stating if not set(members(part)) & {a, *chain(a)}]
        wrong += ["part"] * bool(outside)
    if (found := PARKS.search(sentence)) and case.kind == "sector":
        wrong += ["parks"] * (int(found[1]) != len(sites(case.plan, case.subject)))
    said = COUNT.search(sentence) or ONLY.search(sentence) or "未点名到" in sentence
    return wrong + ["nothing said"] * (not said)


def empty(scene) -> bool:
    """Whether a map of a sector or sub-sector has neither a colour, a hatch nor a park."""
    bare = set(scene.states()) <= {"not_named"}
    own = [s for s in scene.symbols if s.kind in ("carrier", "site")]
    return bare and not own


def faults(keys: list[str]) -> list[tuple[str, ...]]:
    """Maps whose sentence is false or too long, and maps without anything on them."""
    found: list[tuple[str, ...]] = []
    for key in keys:
        layout = geo.lay_out(geo.load_plan(key))
        for spec in layout.specs:
            scene = resolve(spec, layout.ground)
            told = scene.subtitle
            if not told.zh or not told.en or len(told.zh) > 30:
                found.append((key, spec.slug, told.zh, "length"))
            if spec.kind in ("sector", "subsector"):
                wrong = claims(Case(key, spec.kind, spec.subject), told.zh)
                found += [(key, spec.slug, told.zh, one) for one in wrong]
                found += [(key, spec.slug, "empty")] * empty(scene)
    return found


def test_sentences_are_true_and_no_map_is_empty():
    assert faults(["biomed2024", "gz_dualchain2022"]) == []


@pytest.mark.slow
def test_sentences_of_all_plans_are_true_and_no_map_is_empty():
    assert faults(KEYS) == []


def open_terms(case: Case) -> list[str]:
    """Sectors and sub-sectors that no binding row gives to anything less than the territory."""
    plan = case.plan
    whole = plan.meta["territory"]
    given = [r for r in plan.rows if r["class"] == "binding" and r["place_id"] != whole]
    placed = {term for r in given for term in (r["sector"], r["subsector"])}
    return [t for s in plan.sectors for t in (s, *plan.subsectors(s)) if t not in placed]


@pytest.mark.parametrize("key", ["future2024", "gz_dualchain2022"])
def test_what_has_no_place_stands_on_one_sheet_and_has_no_map(key, tmp_path):
    from geo.cli.run import main
    from tests.reading.paper import sheets

    case = Case(key, "breadth")
    wanted = open_terms(case)
    handed = bool(case.plan.meta["web"].get("void_maps", True))
    spoken = {t for r in case.plan.rows if r["class"] != "context"
              for t in (r["sector"], r["subsector"])}  # fmt: skip
    wanted = [t for t in wanted if handed or t in spoken]
    assert [one.term.id for one in unplaced(geo.load_plan(key))] == wanted
    subjects = {spec.subject for spec in geo.lay_out(geo.load_plan(key)).specs}
    assert subjects.isdisjoint(wanted)
    assert main(["picture", "unplaced", "--plan", key, "-o", str(tmp_path / "a.pdf")]) == 0
    printed = "".join(page.text for page in sheets((tmp_path / "a.pdf").read_bytes()))
    assert [t for t in wanted if re.sub(r"\s", "", case.plan.terms[t]["zh"]) not in printed] == []
    sections = {r["clause"].partition("#")[0] for r in case.plan.rows if r["class"] == "binding"
                and {r["sector"], r["subsector"]} & set(wanted)
                and r["place_id"] == case.plan.meta["territory"]
                and (r["subsector"] or r["sector"]) in wanted}  # fmt: skip
    shown = [section.replace("(", "（").replace(")", "）") for section in sections]
    assert [section for section in shown if section not in printed] == []


def reasons(key: str) -> list[tuple[str, str]]:
    """What is listed without a point although no park, as not found."""
    layout = geo.lay_out(geo.load_plan(key))
    hubs = {row["name_zh"] for row in places("gazetteer", "id").values()}
    hubs |= {place.name_zh for place in layout.plan.places}
    listed = [x for spec in layout.specs for x in resolve(spec, layout.ground).listed]
    lost = [(x.label.zh, x.reason.zh) for x in listed if "未查得位置" in x.reason.zh]
    blank = [(x.label.zh, "nowhere") for x in listed if not x.where.zh]
    return [*(pair for pair in lost if pair[0] not in hubs), *blank]


def test_only_a_park_is_not_found():
    assert reasons("biomed2024") == []


def test_a_zone_as_a_whole_is_not_called_lost_on_paper(maps):
    printed = maps.of("gzhtz2021", "zh", sector="ai").printed
    assert "对整片的表述" in printed
    assert "高新技术产业开发区未查得" not in printed


@pytest.mark.slow
def test_only_parks_are_not_found_in_all_plans():
    assert [pair for key in KEYS for pair in reasons(key)] == []


def test_the_alternative_text_names_who_is_in_each_class(maps):
    case = Case("future2024", "sector", "space")
    made = maps.of("future2024", "zh", sector="space")
    told = re.search(r"<desc[^>]*>([^<]+)", made.svg.decode())[1]
    for state in ("named-3", "named-1", "collective", "not_named"):
        who = [short(a, "zh") for a, (s, _) in case.states.items() if s == state]
        assert re.search(rf"{len(who)} ?（{'、'.join(who)}）", told), state


def test_terms_with_one_english_name_bear_their_chinese():
    layout = geo.lay_out(geo.load_plan("gzhtz2021"))
    scene = layout.scene(sector="ict")
    lines = [x for s in (*scene.areas, *scene.symbols) for x in s.statements]
    assert [x.terms for x in lines if len({t.en for t in x.terms}) < len(x.terms)] == []
    assert any(t.en == "New-type displays (QLED)" for x in lines for t in x.terms)
