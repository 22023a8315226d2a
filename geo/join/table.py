"""One row per area, each cell in one state; which area a word or code of somebody else's means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from geo.domain.card import Brief, Card, Carded
from geo.domain.places import Ambiguous, Area, NoMatch, Place, Zone
from geo.domain.plan import Plan
from geo.domain.statement import Statement
from geo.errors import Fault
from geo.nearest import nearest_of
from geo.sources.places.missing import UNKNOWN, missing, named, readings
from geo.sources.places.register import Register
from geo.sources.tables.spreadsheet import number_of

#: Lower ends of the classes of what is named, the last open.
BY_ONE = (1, 2, 3, 4)


@dataclass(frozen=True, repr=False)
class Cell(Brief):
    """What a plan says of one area and one sector (or sub-sector).

    Parameters
    ----------
    state
        ``named`` (sub-sectors are named), ``focus`` (the sector is, none of its sub-sectors),
        ``collective`` (said of a region or set that the area belongs to) or ``not_named``.
    subsectors
        Ids of the sub-sectors named for the area itself, in taxonomy order.
    rows
        The assignments behind the state, in plan order.
    collective
        Assignments made for a region or set that contains the area; never added to direct counts.
    """

    state: str = "not_named"
    subsectors: tuple[str, ...] = ()
    rows: tuple[Statement, ...] = ()
    collective: tuple[Statement, ...] = ()

    @property
    def count(self) -> int:
        """How many sub-sectors are named for the area itself."""
        return len(self.subsectors)

    @property
    def graded(self) -> str:
        """The state as it stands on maps: ``named-1`` to ``named-4`` (four or more) for ``named``.

        Examples
        --------
        >>> Cell("named", ("a", "b", "c", "d", "e")).graded, Cell().graded
        ('named-4', 'not_named')
        """
        return graded(self.count) if self.state == "named" else self.state


def graded(count: int, edges: Sequence[int] = BY_ONE) -> str:
    """The class of a number of things named, by the lower ends of the classes."""
    return f"named-{sum(count >= edge for edge in edges)}"


NOTHING = Cell()


@dataclass(frozen=True)
class Tally:
    """Where the rows of a plan went: read = shown + rejected + merged, per table.

    ``shown`` counts rows that stand on a map or in a list; ``context`` those of them that are kept
    for search and provenance only and never colour a map.
    """

    read: int
    shown: int
    rejected: int
    merged: int
    context: int

    def sentence(self, lang: str) -> str:
        """The tally as one line of a build report."""
        if lang == "zh":
            return (
                f"读入 {self.read} = 展示 {self.shown}（其中仅供检索 {self.context}）"
                f" + 拒绝 {self.rejected} + 合并 {self.merged}"
            )
        return (
            f"read {self.read} = shown {self.shown} ({self.context} for search only)"
            f" + rejected {self.rejected} + merged {self.merged}"
        )


@dataclass(frozen=True, repr=False)
class AreaTable(Carded):
    """One row per area of the plan's level, named or not, plus the finer areas it names.

    ``areas`` are in adcode order; ``finer`` the areas below that level which a binding row names
    directly; ``cells`` and ``subcells`` are keyed by (adcode, sector id) and (adcode, sub-sector
    id), absent = not named; ``points`` the binding and facility rows whose place is a park, hub or
    zone, by host prefecture; ``zones`` the zones that these rows name, by the areas that hold or
    run them.
    """

    plan: Plan
    level: str
    areas: tuple[Area, ...]
    finer: tuple[Area, ...]
    cells: Mapping[tuple[str, str], Cell]
    subcells: Mapping[tuple[str, str], Cell]
    points: Mapping[str, tuple[Statement, ...]]
    zones: Mapping[str, tuple[Zone, ...]]
    tally: Tally = field(compare=False)

    @property
    def site_rows(self) -> tuple[Statement, ...]:
        """The rows of ``points``, one after the other."""
        return tuple(row for rows in self.points.values() for row in rows)

    @property
    def card(self) -> Card:
        """The table in a few lines."""
        n, m, level = len(self.areas), len(self.finer), self.level
        finer = (f"，另有更细的 {m} 个", f", and {m} finer ones") if m else ("", "")
        return Card(
            f"{self.plan.key} · {self.plan.short.zh} / {self.plan.short.en}",
            (
                f"{n} 个区域（{level}）{finer[0]} / {n} areas ({level}){finer[1]}",
                self.tally.sentence("zh"),
                self.tally.sentence("en"),
            ),
        )

    def cell(self, adcode: str, sector: str) -> Cell:
        """The cell of an area and a sector; ``not_named`` where the plan is silent."""
        return self.cells.get((adcode, sector), NOTHING)

    def subcell(self, adcode: str, subsector: str) -> Cell:
        """The cell of an area and a sub-sector."""
        return self.subcells.get((adcode, subsector), NOTHING)

    def sectors_of(self, adcode: str) -> tuple[str, ...]:
        """Ids of the sectors stated for the area itself, in taxonomy order."""
        wanted = ("named", "focus")
        return tuple(s.id for s in self.plan.taxonomy if self.cell(adcode, s.id).state in wanted)

    def subsectors_of(self, adcode: str) -> tuple[str, ...]:
        """Ids of the sub-sectors named for the area itself, in taxonomy order."""
        return tuple(
            sub.id
            for sub in self.plan.taxonomy.subsectors
            if self.subcell(adcode, sub.id).state == "named"
        )


_KINDS = {
    "province": ("省级", "a province"),
    "prefecture": ("地级市", "a prefecture"),
    "county": ("区县", "a county"),
    "sar": ("特别行政区", "a special administrative region"),
    "region": ("区域", "a region"),
    "zone": ("片区", "a zone"),
    "hub": ("园区或设施", "a park or facility"),
    "outside": ("图外的地方", "a place beyond the maps"),
}


@dataclass(frozen=True)
class Meant:
    """The area that a word means, by its code, or what is said of a word that means none."""

    written: str
    adcode: str = ""
    said: Fault | None = None


def area_meant(table: AreaTable, register: Register, written: str) -> Meant:
    """The one area of a table that a name or code means; never the first of several.

    Names are those that the register knows, in Chinese, Traditional, short or English form, with
    the areas above before them or without; a code may be written as a number.

    Examples
    --------
    >>> import geo
    >>> layout = geo.lay_out(geo.load_plan("future2024"))
    >>> [area_meant(layout.table, layout.world.register, word).adcode
    ...  for word in ("广州", "Guangzhou", "廣東省廣州市", "440100.0")]
    ['440100', '440100', '440100', '440100']
    >>> area_meant(layout.table, layout.world.register, "广洲").said.nearest[0]
    '广州市'
    """
    ours = {area.adcode for area in table.areas}
    found = register.find(number_of(written), table.level, table.plan.territory)
    if isinstance(found, NoMatch):
        return Meant(written, said=_unknown(table, register, written) if written else _EMPTY)
    if isinstance(found, Ambiguous):
        inside = [place.id for place in found.candidates if place.id in ours]
        if len(inside) == 1:
            return Meant(written, inside[0])
        zh, en = (
            "有多处同名，请写代码或带上所在市",
            "several places bear this name; give code or city",
        )
        return Meant(written, said=Fault("", zh, en, written, readings(register, found)))
    if found.id in ours:
        return Meant(written, found.id)
    return Meant(written, said=_elsewhere(table, register, written, found.place))


_EMPTY = Fault("", "没有写地名或代码", "no name or code is given")


def _unknown(table: AreaTable, register: Register, written: str) -> Fault:
    """Why nothing has the name; of a slip the areas that may be meant, and no other place."""
    said = missing(register, number_of(written))
    if said.zh != UNKNOWN[0]:
        return said
    names = {form: area.name_zh for area in table.areas for form in (area.name_zh, area.name_en)}
    return replace(said, nearest=nearest_of(written, names))


def _elsewhere(table: AreaTable, register: Register, written: str, place: Place) -> Fault:
    """That a place is none of the areas: of another level, or beyond the territory."""
    own = _KINDS[place.levels[0]]
    wanted = _KINDS[table.level]
    host = register.host_prefecture(place.id)
    near = (named(register.place(host)),) if host and host != place.id else ()
    zh = f"是{own[0]}，不是这份规划的{wanted[0]}"
    en = f"is {own[1]}, not {wanted[1]} of this plan"
    return Fault("", zh, en, written, near if table.level == "prefecture" else ())
