"""``taxonomy.csv`` and ``structure.csv``: the classes of a plan, and its slogan as elements."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from geo.domain.structure import KINDS, Element, Member, Structure
from geo.domain.taxonomy import Sector, SubSector, Taxonomy, Variant
from geo.errors import Fault
from geo.nearest import nearest
from geo.sources.plans.places import Finder
from geo.sources.tables.cells import Cells
from geo.sources.tables.table import Row

LINES = ("corridor", "belt")
_WIDE = (*LINES, "region", "other")  # kinds that may name cities beyond the territory
_SAME = ("kind", "name")


def structure(
    rows: Sequence[Row],
    slogan: Structure,
    finder: Finder,
    faults: list[Fault],
    *,
    sound: bool = True,
) -> Structure:
    """Elements in the order of the file, members in drawing order; counts as the slogan declares.

    Of corridors and belts the elements are counted, of every other kind the members. ``slogan`` is
    the structure without its elements, as ``plan.toml`` has it. Rows are not held against each
    other where the table is not ``sound``.
    """
    groups: dict[str, list[Cells]] = defaultdict(list)
    for row in rows:
        cells = Cells(row, faults)
        groups[cells.needed("element")].append(cells)
    elements = tuple(_element(name, group, finder, sound=sound) for name, group in groups.items())
    found = replace(slogan, elements=elements)
    if sound:
        _check_twice(found, groups, {fault.address for fault in finder.faults})
        _check_counts(found, faults)
    return found


def _element(name: str, group: list[Cells], finder: Finder, *, sound: bool) -> Element:
    first = group[0]
    wide = first.code("kind") in _WIDE
    members = [_member(cells, finder, first.code("clause"), wide=wide) for cells in group]
    orders = [member.order for member in members]
    if sound:
        _check_group(group, orders)
    return Element(
        id=name,
        kind=first.choice("kind", KINDS),
        name_zh=first.needed("name"),
        members=tuple(sorted(members, key=lambda member: member.order)),
        clause=first.code("clause"),
        name_en=first.text("name_en"),
    )


def _check_group(group: list[Cells], orders: list[int]) -> None:
    """Rows of one element that contradict each other."""
    first = group[0]
    for cells in group[1:]:
        for column in _SAME:
            if cells.text(column) != first.text(column):
                where = first.row.at(column)
                cells.fault(
                    column,
                    f"与同一要素的 {where} 不一致",
                    f"differs from {where}, the same element",
                )
    for i, cells in enumerate(group):
        if orders[i] in orders[:i]:
            cells.fault("order", "同一要素里次序重复", "the order is repeated within the element")
    readable = -1 not in orders and len(set(orders)) == len(orders)
    if readable and set(orders) != set(range(1, len(orders) + 1)):
        first.fault(
            "order",
            f"次序应为 1 至 {len(orders)}，不能断开",
            f"the orders must run from 1 to {len(orders)} without a gap",
        )


def _check_twice(found: Structure, groups: dict[str, list[Cells]], known: set[str]) -> None:
    """Ids that differ by case only, lines without a way, places that are counted twice.

    ``known`` are addresses of faults: a place that is at fault is not counted.
    """
    named: dict[str, str] = {}
    counted: dict[tuple[str, str], str] = {}
    declared = dict(found.declared)
    for element, group in zip(found.elements, groups.values(), strict=True):
        other = named.setdefault(element.id.casefold(), element.id)
        if other != element.id:
            zh, en = "与另一要素只差大小写", "differs from another element by case only"
            group[0].fault("element", zh, en, (other,))
        if element.kind in LINES:
            if len({m.place_id or m.name for m in element.members if not m.optional}) < 2:
                zh, en = (
                    "走廊或带要有两个地点才连成线",
                    "a corridor or belt joins two places or more",
                )
                group[0].fault("member", zh, en)
            continue
        scope = element.kind if element.kind in declared else element.id
        for cells in group:
            if cells.row.at("member") not in known:
                _check_counted_once(cells, scope, counted)


def _check_counted_once(cells: Cells, scope: str, counted: dict[tuple[str, str], str]) -> None:
    """A place stands once in an element, and once among the elements of a kind with a count."""
    here = cells.row.at("member")
    place = cells.code("member_id") or cells.text("member")
    first = counted.setdefault((scope, place), here)
    if first != here:
        zh, en = f"同一地点已在 {first} 计入", f"the same place is counted already in {first}"
        cells.fault("member", zh, en)


def _member(cells: Cells, finder: Finder, common: str, *, wide: bool) -> Member:
    clause = cells.code("clause")
    inferred = cells.flag("inferred")
    if inferred and not cells.text("basis"):
        cells.fault("basis", "推断的成员要写依据", "an inferred member needs its basis")
    return Member(
        order=cells.whole("order"),
        name=cells.needed("member"),
        place_id=finder.member(cells, wide=wide),
        role=cells.text("role"),
        optional=cells.flag("optional"),
        inferred=inferred,
        basis=cells.text("basis"),
        clause="" if clause == common else clause,
    )


def _check_counts(found: Structure, faults: list[Fault]) -> None:
    counted: Counter[str] = Counter()
    for element in found.elements:
        counted[element.kind] += 1 if element.kind in LINES else len(element.members)
    readable = all(element.kind in KINDS for element in found.elements)
    for kind, declared in found.declared if readable else ():
        if counted[kind] != declared:
            faults.append(
                Fault(
                    "plan.toml:[structure] declared",
                    f"“{found.slogan.zh}”（条款 {found.clause}）声明 {kind} = {declared}，"
                    f"structure 表里是 {counted[kind]}",
                    f"the slogan (clause {found.clause}) declares {kind} = {declared}, "
                    f"the structure table has {counted[kind]}",
                    kind,
                )
            )


TERM_KINDS = ("sector", "subsector", "variant")
_ID = re.compile(r"(?=.{1,60}$)[a-z0-9_]+(?:\.[a-z0-9_]+)*")


def taxonomy(rows: Sequence[Row], faults: list[Fault], *, sound: bool = True) -> Taxonomy:
    """The taxonomy of a plan; ids unique and ASCII, parents and variants known.

    Terms are not held against each other where the table is not ``sound``.
    """
    read = [Cells(row, faults) for row in rows]
    kinds = {cells.code("id"): cells.choice("kind", TERM_KINDS) for cells in read}
    first: dict[str, str] = {}
    for cells in read:
        _check(cells, first)
    for cells in read if sound else ():
        _check_above(cells, kinds)
    subsectors = [
        SubSector(c.code("id"), c.code("parent"), c.text("zh"), c.text("en"))
        for c in read
        if c.code("kind") == "subsector"
    ]
    sectors = tuple(
        Sector(
            c.code("id"),
            c.text("zh"),
            c.text("en"),
            tuple(s for s in subsectors if s.sector == c.code("id")),
        )
        for c in read
        if c.code("kind") == "sector"
    )
    variants = tuple(
        Variant(c.code("id"), c.code("variant_of"), c.text("zh"), c.text("en"), c.text("basis"))
        for c in read
        if c.code("kind") == "variant"
    )
    bases = {c.code("id"): c.text("basis") for c in read if c.code("kind") != "variant"}
    return Taxonomy(sectors, variants, {key: basis for key, basis in bases.items() if basis})


def _check(cells: Cells, first: dict[str, str]) -> None:
    term_id = cells.code("id")
    cells.needed("zh")
    cells.needed("en")
    if not _ID.fullmatch(term_id):
        zh = "编号只能用小写字母、数字、_ 和中间的点，至多 60 个"
        en = "an id has only a-z, 0-9, _ and dots between them, at most 60"
        cells.fault("id", zh, en)
    elif term_id in first:
        where = first[term_id]
        cells.fault("id", f"编号与 {where} 重复", f"the id stands already in {where}")
    first.setdefault(term_id, cells.row.address)


def _check_above(cells: Cells, kinds: dict[str, str]) -> None:
    kind = cells.code("kind")
    if kind == "subsector" and kinds.get(cells.code("parent")) != "sector":
        sectors = [i for i, k in kinds.items() if k == "sector"]
        near = nearest(cells.code("parent"), sectors, 2)
        cells.fault("parent", "不是本表的领域编号", "not the id of a sector of this table", near)
    if kind == "variant" and kinds.get(cells.code("variant_of")) == "variant":
        zh, en = (
            "是另一异写：异写只能指向领域或细分产业",
            "is a variant itself; name its term instead",
        )
        cells.fault("variant_of", zh, en)
    elif kind == "variant" and kinds.get(cells.code("variant_of")) not in TERM_KINDS[:2]:
        near = nearest(cells.code("variant_of"), list(kinds), 2)
        cells.fault("variant_of", "不是本表的编号", "not an id of this table", near)
