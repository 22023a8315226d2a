"""``taxonomy.csv``: sectors, sub-sectors and printed variants, in the plan's order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geo.domain.taxonomy import Sector, SubSector, Taxonomy, Variant
from geo.errors import Fault
from geo.nearest import nearest
from geo.sources.tables.cells import Cells
from geo.sources.tables.table import Row

KINDS = ("sector", "subsector", "variant")
_ID = re.compile(r"(?=.{1,60}$)[a-z0-9_]+(?:\.[a-z0-9_]+)*")


def taxonomy(rows: Sequence[Row], faults: list[Fault], *, sound: bool = True) -> Taxonomy:
    """The taxonomy of a plan; ids unique and ASCII, parents and variants known.

    Terms are not held against each other where the table is not ``sound``.
    """
    read = [Cells(row, faults) for row in rows]
    kinds = {cells.code("id"): cells.choice("kind", KINDS) for cells in read}
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
        zh = "编号只能用小写字母、数字、_ 和中间的点,至多 60 个"
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
            "是另一异写:异写只能指向领域或细分产业",
            "is a variant itself; name its term instead",
        )
        cells.fault("variant_of", zh, en)
    elif kind == "variant" and kinds.get(cells.code("variant_of")) not in KINDS[:2]:
        near = nearest(cells.code("variant_of"), list(kinds), 2)
        cells.fault("variant_of", "不是本表的编号", "not an id of this table", near)
