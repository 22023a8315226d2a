"""Each kind of change, on plans small enough to see."""

from __future__ import annotations

from dataclasses import replace

from geo.analysis.crosswalk import TermLinks
from geo.analysis.diff.changes import diff
from geo.analysis.diff.matching import SUBJECTS, items_of
from geo.domain.plan import Carrier
from geo.domain.statement import Force, Strength
from geo.domain.structure import Element, Member
from geo.domain.taxonomy import Sector, SubSector, Taxonomy, Variant
from geo.sources.plans.folder import load_plan
from tests.small_plan import plan, row

GZ, SZ, ZJ, SHANTOU = "440100", "440300", "440800", "440500"
REGION = "east_west_north"


def told(delta):
    """The items of both plans of a difference, from what it tells and from what is equal."""
    changes = (*delta.changes, *delta.kept)
    equal = {*items_of(delta.before)} & {*items_of(delta.after)}
    sides = ([i for c in changes for i in c.before], [i for c in changes for i in c.after])
    return tuple(tuple(sorted([*side, *equal], key=_position)) for side in sides)


def _position(item):
    return SUBJECTS.index(item.subject), item.order


def kinds(a, b, subject="assignment", **more):
    delta = diff(a, b, **more)
    assert told(delta) == (items_of(a), items_of(b))
    assert diff(b, a, **more).changes == tuple(change.inverse() for change in delta.changes)
    return [c.kind for c in delta.changes if c.subject == subject]


def of(*rows, **more):
    return replace(plan([]), statements=tuple(rows), **more)


FOCUS = row(GZ, "steel")
FIRST = row(GZ, "steel", "steel.1")


def test_added_and_dropped():
    assert kinds(of(), of(FIRST)) == ["added"]
    assert kinds(of(FIRST), of()) == ["dropped"]


def test_moved_to_another_place():
    other = row(SZ, "steel", "steel.1")
    assert kinds(of(FIRST), of(other)) == ["moved"]


def test_two_candidates_are_no_move():
    others = row(SZ, "steel", "steel.1"), row(ZJ, "steel", "steel.1")
    assert sorted(kinds(of(FIRST), of(*others))) == ["added", "added", "dropped"]


def test_a_stronger_word_promotes_and_a_weaker_one_weakens():
    weak = replace(FIRST, strength=Strength.EXPLORE)
    assert kinds(of(weak), of(FIRST)) == ["promoted"]
    assert kinds(of(FIRST), of(weak)) == ["weakened"]


def test_stronger_in_one_way_and_weaker_in_another_is_restated():
    mixed = replace(FIRST, strength=Strength.EXPLORE), replace(FIRST, force=Force.FACILITY)
    assert kinds(of(mixed[0]), of(mixed[1])) == ["restated"]


def test_other_words_and_another_clause_are_no_change():
    delta = diff(of(FIRST), of(replace(FIRST, worded="建设", clause="二#9.9", note="x")))
    assert delta.changes == ()
    assert len(delta.kept) == 1


def test_a_focus_made_concrete_is_promoted_with_the_focus_beside_it():
    delta = diff(of(FOCUS), of(FOCUS, FIRST))
    (change,) = delta.changes
    assert (change.kind, change.before) == ("promoted", ())
    assert change.beside[0].content == FOCUS
    assert kinds(of(FOCUS, FIRST), of(FOCUS)) == ["weakened"]


def test_a_focus_replaced_by_subsectors_is_one_promotion():
    second = row(GZ, "steel", "steel.2")
    delta = diff(of(FOCUS), of(FIRST, second))
    assert [(c.kind, len(c.before), len(c.after)) for c in delta.changes] == [("promoted", 1, 2)]


def test_one_more_subsector_beside_others_is_only_added():
    assert kinds(of(FOCUS, FIRST), of(FOCUS, FIRST, row(GZ, "steel", "steel.2"))) == ["added"]


def test_a_region_spelt_out_for_its_members_splits_and_back():
    whole = row(REGION, "steel", "steel.1", scope="collective")
    members = row(ZJ, "steel", "steel.1"), row(SHANTOU, "steel", "steel.1")
    assert kinds(of(whole), of(*members)) == ["split"]
    assert kinds(of(*members), of(whole)) == ["merged"]
    assert kinds(of(whole), of(members[0])) == ["promoted"]


def test_a_city_outside_the_region_is_no_part_of_the_split():
    whole = row(REGION, "steel", "steel.1", scope="collective")
    assert kinds(of(whole), of(row(GZ, "steel", "steel.1"))) == ["moved"]


def named(name, *variants, subs=None):
    """The small plan's steel with its first sub-sector under another name."""
    names = subs or (name,)
    found = tuple(SubSector(f"steel.{i}", "steel", n, n) for i, n in enumerate(names, 1))
    rows = tuple(Variant(f"v{i}", of_, n, n, "t") for i, (of_, n) in enumerate(variants))
    return Taxonomy((Sector("steel", "钢铁", "Steel", found),), rows)


def test_a_new_name_is_a_renaming_only_by_the_alias_table():
    a = of(FIRST, taxonomy=named("板材"))
    told = of(replace(FIRST, term="薄板"), taxonomy=named("薄板", ("steel.1", "板材")))
    untold = of(replace(FIRST, term="薄板"), taxonomy=named("薄板"))
    assert kinds(a, told) == ["renamed"]
    assert kinds(a, told, "term") == ["renamed"]
    assert sorted(kinds(a, untold)) == ["added", "dropped"]
    assert sorted(kinds(a, untold, "term")) == ["added", "dropped"]


def test_likeness_is_no_alias():
    a, b = of(FIRST, taxonomy=named("先进金属")), of(FIRST, taxonomy=named("先进金属材料"))
    assert sorted(kinds(a, b)) == ["added", "dropped"]


def test_one_class_that_becomes_two_by_the_table_is_a_split():
    a = of(FIRST, taxonomy=named("板材"))
    two = named("", ("steel.1", "板材"), ("steel.2", "板材"), subs=("厚板", "薄板"))
    b = of(FIRST, row(GZ, "steel", "steel.2"), taxonomy=two)
    assert kinds(a, b) == ["split"]
    assert kinds(a, b, "term") == ["split"]
    assert kinds(b, a) == ["merged"]


def test_terms_of_two_plans_meet_through_the_crosswalk():
    a = replace(of(FIRST, taxonomy=named("板材")), key="a")
    b = replace(of(FIRST, taxonomy=named("轧材")), key="b")
    theme = frozenset({("plates", "same_term")})
    links = TermLinks({("a", "steel.1"): theme, ("b", "steel.1"): theme})
    assert kinds(a, b, crosswalk=links) == ["renamed"]
    part = frozenset({("plates", "narrower")})
    loose = TermLinks({("a", "steel.1"): theme, ("b", "steel.1"): part})
    assert sorted(kinds(a, b, crosswalk=loose)) == ["added", "dropped"]


def test_a_sector_that_was_a_subsector_is_a_promoted_class():
    a = of(taxonomy=named("板材"))
    b = of(taxonomy=Taxonomy((Sector("steel", "钢铁", "S"), Sector("plate", "板材", "P"))))
    assert kinds(a, b, "term") == ["promoted"]
    assert kinds(b, a, "term") == ["weakened"]


def test_a_carrier_listed_under_another_city_moves():
    park = Carrier("广州市", GZ, "东园", "gz_science_city", "载体", False, "一#1.1")
    a = replace(plan([]), carriers=(park,))
    b = replace(plan([]), carriers=(replace(park, place="深圳市", place_id=SZ),))
    assert kinds(a, b, "carrier") == ["moved"]


def test_a_carrier_in_another_role_is_restated():
    park = Carrier("广州市", GZ, "东园", "gz_science_city", "载体", False, "一#1.1")
    a = replace(plan([]), carriers=(park,))
    b = replace(plan([]), carriers=(replace(park, role="核心载体"),))
    assert kinds(a, b, "carrier") == ["restated"]


def test_a_member_of_the_structure_is_added():
    belt = Element("belt", "belt", "一带", (Member(1, "广州", GZ),), "一#1.1")
    longer = replace(belt, members=(*belt.members, Member(2, "深圳", SZ)))
    a = replace(plan([]), structure=replace(plan([]).structure, elements=(belt,)))
    b = replace(plan([]), structure=replace(plan([]).structure, elements=(longer,)))
    assert kinds(a, b, "node") == ["added"]


def test_the_packaged_plans_lead_into_each_other():
    a, b = load_plan("future2024"), load_plan("modern2025")
    assert told(diff(a, b)) == (items_of(a), items_of(b))
    assert len(items_of(a)) == len(a.statements) + len(a.carriers) + 36 + sum(
        len(e.members) for e in a.structure.elements
    )
