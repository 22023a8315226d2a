"""Gaps, crowding, similarity, consistency and trials on small plans and planted faults."""

from __future__ import annotations

import csv
import shutil
from dataclasses import replace

import pytest

from geo.analysis.compare import compare
from geo.analysis.consistency import consistency
from geo.analysis.crosswalk import TermLinks
from geo.analysis.figures import PAGES, key_figures
from geo.analysis.gaps import gaps
from geo.analysis.overlap import overlap
from geo.analysis.plan_analysis import analyse, coverage, find_term, find_unit
from geo.analysis.similarity import jaccard, peers, similarity
from geo.analysis.whatif import figures, whatif
from geo.domain.plan import Carrier
from geo.domain.structure import Element, Member, Structure
from geo.domain.text import NOTHING
from geo.errors import CallError, UnknownNameError
from geo.sources.paths import data_dir
from geo.sources.plans.folder import plan_keys
from tests.small_plan import plan, row

GZ, SZ, FS, ZJ = "440100", "440300", "440600", "440800"
REGION = "east_west_north"


def of(*rows, **more):
    return analyse(replace(plan([]), statements=tuple(rows), **more))


def ids(things):
    return [t.id for t in things]


@pytest.fixture(scope="module")
def toy():
    """Guangzhou 1 2, Shenzhen 2 3, Foshan a bare focus, a region 4, a park 1; 5 and satin open."""
    return of(
        row(GZ, "steel", "steel.1"),
        row(GZ, "steel", "steel.2"),
        row(SZ, "steel", "steel.2"),
        row(SZ, "steel", "steel.3"),
        row(FS, "steel", clause="一#2.1"),
        row(REGION, "steel", "steel.4", scope="collective"),
        row("gz_science_city", "steel", "steel.1"),
        row("sz_pcl", "steel", "steel.5", force="facility"),
        row("zh_hengqin", relation="role", term="极点"),
    )


def test_states_are_those_of_the_joined_table(toy):
    matrix = coverage(toy.table, toy.register)
    for unit in matrix.of_kind("area"):
        for sector in matrix.sectors:
            assert matrix.cell(unit, sector.id).cell == toy.table.cell(unit.id, sector.id)


def test_kinds_of_places_are_counted_apart(toy):
    matrix = toy.matrix
    assert ids(matrix.holders("steel.1")) == [GZ, "gz_science_city"]
    assert matrix.column_total("steel.1").named == 1
    assert matrix.column_total("steel.1", "site").named == 1
    assert matrix.column_total("steel.4").named == 0
    assert matrix.column_total("steel.4").collective == 12
    assert ids(matrix.collective_holders("steel.4")) == [REGION]
    assert ids(matrix.of_kind("facility")) == ["sz_pcl"]
    assert ids(matrix.without_sector) == ["zh_hengqin"]


def test_what_is_said_of_a_park_as_a_whole_is_not_said_of_it_alone():
    zone = row("z_qianhai", "steel", "steel.1", scope="collective")
    matrix = of(zone).matrix
    (unit,) = matrix.of_kind("site")
    assert matrix.cell(unit, "steel.1").state == "collective"
    assert matrix.holders("steel.1") == ()
    assert matrix.collective_holders("steel.1") == (unit,)


def test_members_of_a_region_are_marked_inferred_and_hold_nothing(toy):
    cell = toy.matrix.cell(find_unit(toy, "湛江"), "steel")
    assert (cell.state, cell.count, cell.shared) == ("collective", 0, ("steel.4",))
    assert cell.inferred == ("member",)
    assert not cell.holds(wide=True)
    assert toy.matrix.cell(find_unit(toy, REGION), "steel").inferred == ()


def test_what_a_place_has_itself_is_not_told_of_its_region_again():
    wide = (row(REGION, "steel", f"steel.{i}", scope="collective") for i in (4, 5))
    base = of(row(ZJ, "steel"), row(ZJ, "steel", "steel.4"), *wide)
    cell = base.matrix.cell(find_unit(base, "湛江"), "steel")
    assert (cell.shared, base.matrix.row_total(cell.unit).shared) == (("steel.5",), 1)
    assert cell.terms == ("钢材4",)


def test_planted_gaps_are_found_and_no_others(toy):
    found = gaps(toy)
    assert ids(found.unassigned_subsectors) == ["steel.5", "silk.1"]
    assert ids(found.unassigned_sectors) == ["silk"]
    assert [h.term.id for h in found.collective_only_subsectors] == ["steel.4"]
    assert [h.term.id for h in found.facility_only_subsectors] == ["steel.5"]
    assert [h.term.id for h in found.single_place_subsectors] == ["steel.3"]
    focus = [(f.place.id, f.sector.id, f.clauses) for f in found.focus_without_subsector]
    assert focus == [(FS, "steel", ("一#2.1",))]
    assert len(found.places_collective_only) == 12
    assert len(found.places_without_anything) == 21 - 12 - 3
    assert found.places_with_sites_only == ()


def test_a_city_in_which_only_a_park_speaks_is_not_empty():
    found = gaps(of(row("gz_science_city", "steel", "steel.1")))
    assert ids(found.places_with_sites_only) == [GZ]
    assert len(found.places_without_anything) == 20


def test_carriers_and_nodes_without_a_hold():
    parks = (
        Carrier("广州市", GZ, "东园", "gz_science_city", "载体", False, "一#1.1"),
        Carrier("广州市", GZ, "西园", "", "载体", False, "一#1.1"),
        Carrier("粤东粤西粤北地区", REGION, "北园", "", "载体", False, "一#1.1"),
    )
    members = (Member(1, "广州", GZ), Member(2, "湛江", ZJ), Member(3, "港", "810000"))
    belt = Element("belt", "belt", "一带", members, "一#1.1")
    base = of(row(GZ, "steel"), carriers=parks, structure=Structure(NOTHING, (), "", (belt,)))
    found = gaps(base)
    assert [c.carrier for c in found.unplotted_carriers] == ["西园"]
    assert [c.carrier for c in found.carriers_without_host] == ["北园"]
    assert [n.place_id for n in found.structure_nodes_without_sector] == [ZJ]


def test_open_here_and_assigned_elsewhere_by_name_or_link():
    here = of(row(GZ, "steel"))
    there = of(row(SZ, "steel", "steel.1"), key="other")
    found = gaps(here, [there], TermLinks())
    assert [(e.term.id, e.plan, ids(e.places)) for e in found.open_here_assigned_elsewhere] == [
        ("steel.1", "other", [SZ])
    ]


def test_concentration_by_hand(toy):
    found = overlap(toy)
    counts = {c.term.id: c.count for c in found.subsectors}
    assert counts == {
        "steel.1": 2, "steel.2": 2, "steel.3": 1, "steel.4": 0, "steel.5": 0, "silk.1": 0,
    }  # fmt: skip
    assert (found.most, found.least) == (("steel.1", "steel.2"), ("steel.3",))
    steel = found.sectors[0]
    assert (steel.places, steel.mentions) == (4, 5)
    assert steel.herfindahl == pytest.approx((4 + 4 + 1) / 25)
    assert {s.quotient for s in found.shares} == {1.0}


def test_a_quotient_above_one_tells_the_specialist():
    base = of(row(GZ, "steel", "steel.1"), row(GZ, "silk", "silk.1"), row(SZ, "steel", "steel.1"))
    found = {(s.place.id, s.sector): s.quotient for s in overlap(base).shares}
    assert found[GZ, "silk"] == pytest.approx((1 / 2) / (1 / 3))
    assert found[GZ, "steel"] == pytest.approx((1 / 2) / (2 / 3))


def test_peers_by_hand(toy):
    found = peers(toy, "广州")
    assert [(p.place.id, p.subsector) for p in found.peers] == [
        ("gz_science_city", 0.5),
        (SZ, pytest.approx(1 / 3)),
        (FS, 0.0),
    ]
    near = found.peers[1]
    assert (near.shared, near.only_own, near.only_peer) == (
        ("steel.2",),
        ("steel.1",),
        ("steel.3",),
    )


def test_of_peers_equally_alike_the_one_with_more_sectors_in_common_stands_first():
    base = of(row(GZ, "steel", "steel.1"), row(SZ, "silk", "silk.1"), row(FS, "steel"))
    found = [(p.place.id, p.subsector, p.sector) for p in peers(base, GZ).peers]
    assert found == [(FS, 0.0, 1.0), (SZ, 0.0, 0.0)]


def test_a_region_is_a_place_only_if_asked(toy):
    assert REGION not in ids(similarity(toy).places)
    assert REGION in ids(similarity(toy, regions=True).places)
    with pytest.raises(CallError, match="regions=True"):
        peers(toy, REGION)
    assert peers(toy, REGION, regions=True).place.id == REGION


def test_alike_places_stand_beside_each_other():
    base = of(
        row(GZ, "steel", "steel.1"),
        row(SZ, "silk", "silk.1"),
        row(FS, "steel", "steel.1"),
        row(ZJ, "silk", "silk.1"),
    )
    order = ids(similarity(base).places)
    assert abs(order.index(GZ) - order.index(FS)) == 1
    assert abs(order.index(SZ) - order.index(ZJ)) == 1
    assert jaccard({"a"}, {"b"}) == 0


def test_three_places_side_by_side(toy):
    found = compare(toy, ["广州", "深圳", "gz_science_city"])
    assert found.shared_subsectors == ()
    assert found.some_subsectors == ("steel.1", "steel.2")
    assert [s.only_subsectors for s in found.sides] == [(), ("steel.3",), ()]
    with pytest.raises(CallError, match="两个不同"):
        compare(toy, ["广州", "Guangzhou"])


@pytest.mark.parametrize(
    ("call", "error", "near"),
    [
        (lambda b: find_unit(b, "广洲"), UnknownNameError, "广州市"),
        (lambda b: find_unit(b, "横琴"), UnknownNameError, "没有给这个地方"),
        (lambda b: find_term(b.plan, "钢材9"), UnknownNameError, "钢材"),
        (lambda b: whatif(b, ["广州"]), CallError, "地方：产业"),
        (lambda b: whatif(b, ["广州:钢材3"]), CallError, "广州市：钢材1"),
        (lambda b: whatif(b, ["湛江:钢材4"]), CallError, "粤东粤西粤北地区：钢材4"),
        (lambda b: whatif(b, [], ["广州:钢材1"]), CallError, "已有"),
        (lambda b: key_figures(b, "cover"), CallError, "sector"),
    ],
)
def test_a_wrong_name_is_answered_with_the_nearest(toy, call, error, near):
    with pytest.raises(error, match=near):
        call(toy)


def test_names_go_in_chinese_english_and_by_id(toy):
    assert {find_unit(toy, n).id for n in ("广州", "廣州市", "Guangzhou", GZ)} == {GZ}
    assert {find_term(toy.plan, n) for n in ("钢材1", "Steel 1", "steel.1")} == {"steel.1"}


def test_planted_mismatches_between_province_and_city():
    above = of(row(GZ, "steel", "steel.1", clause="上#1.1"), row("prd", "silk", scope="collective"))
    below = of(
        row("gz_science_city", "steel", "steel.2", clause="下#1.1"),
        row("440112", "silk", "silk.1"),
        key="city",
        territory=GZ,
        level="county",
    )
    found = consistency(above, below, crosswalk=TermLinks())
    assert found.adcode == GZ
    assert [c.term.id for c in found.agreed] == ["steel", "silk"]
    assert [c.collective for c in found.agreed] == [False, True]
    assert [c.term.id for c in found.above_only] == ["steel.1"]
    assert [c.term.id for c in found.below_only] == ["steel.2", "silk.1"]
    assert found.unplaced_below == ("steel.1",)
    clauses = [
        [r.clause for r in rows] for c in found.agreed[:1] for rows in (c.rows, c.other_rows)
    ]
    assert clauses == [["上#1.1"], ["下#1.1"]]
    with pytest.raises(CallError, match="不在这份规划的范围内"):
        consistency(above, below, "深圳")


def test_a_claim_stands_beside_the_same_term_and_not_beside_a_related_one():
    links = {("test", "steel"): frozenset({("metal", "same_term")})}
    links["city", "silk"] = frozenset({("metal", "related")})
    above = of(row(GZ, "steel", clause="上#1.1"))
    below = of(
        *(row("440112", s, clause=f"{s}#1.1") for s in ("silk", "steel")),
        key="city",
        territory=GZ,
        level="county",
    )
    (claim,) = consistency(above, below, crosswalk=TermLinks(links)).agreed
    assert {t.id: relation for t, relation in claim.counterpart} == {
        "steel": "same",
        "silk": "related",
    }
    assert [r.clause for r in claim.other_rows] == ["steel#1.1"]


def test_a_trial_equals_the_plan_folder_with_the_line_struck_out(tmp_path):
    folder = tmp_path / "edited"
    shutil.copytree(data_dir() / "plans" / "future2024", folder)
    table = folder / "assignments.csv"
    rows = list(csv.reader(table.read_text("utf-8").splitlines()))
    head = rows[0]
    kept = [
        r
        for r in rows
        if not (
            r[head.index("place_id")] == GZ and r[head.index("subsector")] == "space.low_altitude"
        )
    ]
    assert len(rows) - len(kept) == 1
    with table.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(kept)
    base, rebuilt = analyse("future2024"), figures(analyse(folder))
    found = whatif(base, ["广州：低空经济"])
    changed = dict(figures(base))
    for shift in found.shifts:
        key = next(k for k in {*changed, *rebuilt} if ".".join(k) == shift.key)
        changed[key] = shift.after
    assert {k: v for k, v in changed.items() if v} == rebuilt
    assert ("overlap.space.low_altitude", 4, 3) in [
        (s.key, s.before, s.after) for s in found.shifts
    ]


def test_an_added_statement_leaves_the_list_of_gaps():
    found = whatif(analyse("future2024"), adds=["深圳:量子通信"])
    entries = [(e.list, e.what, e.enters) for e in found.entries]
    assert entries == [
        ("single_place_subsectors", "quantum.communication", True),
        ("unassigned_subsectors", "quantum.communication", False),
    ]


def test_what_is_added_to_a_region_is_said_of_it_as_a_whole(toy):
    found = {
        s.key: (s.before, s.after) for s in whatif(toy, adds=["粤东粤西粤北地区:钢材5"]).shifts
    }
    assert found["column.steel.5.collective"] == (0, 12)
    assert "overlap.steel.5" not in found


@pytest.mark.parametrize("page", PAGES)
def test_key_numbers_count_things_that_are_there(page):
    base = analyse("future2024")
    subject = {"sector": "space", "subsector": "低空经济", "place": "广州"}.get(page, "")
    found = key_figures(base, page, subject)
    assert 3 <= len(found) <= 5
    for figure in found:
        assert figure.value == len(figure.counts)
        assert all(0 <= i < len(base.plan.statements) for i in figure.rows)


@pytest.mark.parametrize("key", plan_keys())
def test_every_sector_page_has_three_to_five_numbers_that_add_up(key):
    base = analyse(key)
    for sector in base.plan.taxonomy:
        found = {f.key: f.value for f in key_figures(base, "sector", sector.id)}
        assert 3 <= len(found) <= 5
        subs = found["subs_named"] + found.get("subs_collective", 0) + found["subs_void"]
        assert subs == len(sector.subsectors)
