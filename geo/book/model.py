"""What an atlas is made of: entries of the contents, pages of pieces, what stands on a sheet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from geo.domain.plan import Carrier
from geo.domain.statement import Statement
from geo.domain.text import NOTHING, Text
from geo.scene.map_kind import KINDS, PlanGround
from geo.scene.marks import Symbol, UnplottedCarrier
from geo.scene.symbols import carrier_symbols
from geo.sheet.box import Box
from geo.sheet.items import Piece, Table, TextBox
from geo.sheet.model import Sheet
from geo.sources.places.register import Register
from geo.texts.catalogue import say

_STATED = ("named", "focus")


@dataclass(frozen=True)
class Shown:
    """What stands on a map sheet and is looked up in an index.

    ``sites`` are keys of parks and platforms, each with its page of the sheet from 0 on;
    ``clauses`` pairs of a plan's key and a clause id; ``cities`` the adcodes of prefectures that
    the sheet names.
    """

    sites: Mapping[str, int] = field(default_factory=dict)
    clauses: frozenset[tuple[str, str]] = frozenset()
    cities: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """A line of the contents; ``key`` is ``N/SLUG`` of the n-th plan, ``cities/ADCODE`` or a name.

    ``part`` is the heading of the part that begins with it; ``shown`` is None for pages of text.
    """

    key: str
    title: Text
    level: int
    part: Text = NOTHING
    pages: int = 1
    shown: Shown | None = None
    review: Text = NOTHING


@dataclass(frozen=True)
class Outline:
    """All entries in the order of the book.

    Examples
    --------
    >>> one, two = Entry("a", Text("甲", "A"), 1, pages=2), Entry("b", Text("乙", "B"), 1)
    >>> outline = Outline((one, two))
    >>> outline.first["b"], outline.total
    (3, 3)
    """

    entries: tuple[Entry, ...]

    @cached_property
    def first(self) -> dict[str, int]:
        """The first page of each entry, by key."""
        starts = accumulate((entry.pages for entry in self.entries), initial=1)
        return {entry.key: page for entry, page in zip(self.entries, starts, strict=False)}

    @property
    def total(self) -> int:
        """The number of pages."""
        return sum(entry.pages for entry in self.entries)

    def sheets(self) -> Iterable[tuple[Entry, Shown, int]]:
        """Map sheets with what stands on them and their first pages."""
        for entry in self.entries:
            if entry.shown is not None:
                yield entry, entry.shown, self.first[entry.key]


@dataclass(frozen=True)
class Figure:
    """A drawing that is no map, with its place and what it says in a sentence."""

    box: Box
    svg: str
    alt: Text


@dataclass(frozen=True)
class BookPage:
    """Pieces of one page; its picture, if it bears one, is the map of a sheet or a figure."""

    pieces: tuple[Piece, ...]
    sheet: Sheet | None = None
    figure: Figure | None = None


@dataclass(frozen=True)
class Chapter:
    """An entry with its pages: whole ones, or what a book adds to those of a map sheet."""

    entry: Entry
    pages: tuple[BookPage, ...]


@dataclass(frozen=True)
class Book:
    """A finished atlas; ``looks`` is a sheet in whose way all swatches are drawn."""

    title: Text
    subtitle: Text
    issued: str
    lang: str
    size: tuple[float, float]
    looks: Sheet
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True)
class Park:
    """A park, platform or facility that a plan names; ``known`` says how its place is known.

    ``host`` is the area of the map that it lies in, ``city`` its prefecture.
    """

    key: str
    name: Text
    host: str
    city: str
    known: Text


def site_key(found: Symbol | UnplottedCarrier) -> str:
    """The key of a park in the index: the place's id, or name and host where it has no place."""
    if isinstance(found, Symbol):
        return found.id.rpartition(":")[2]
    return f"{found.label.zh}@{found.host}"


def parks_of(grounds: Iterable[PlanGround]) -> list[Park]:
    """Every carrier, park and facility of the plans once, city by city in the order of codes."""
    found: dict[str, Park] = {}
    for ground in grounds:
        for park in parks_among(ground, ground.plan.carriers, ground.table.site_rows):
            found.setdefault(park.key, park)
    return sorted(found.values(), key=lambda park: (park.city, park.name.zh))


def parks_among(
    ground: PlanGround, carriers: Sequence[Carrier], rows: Sequence[Statement]
) -> list[Park]:
    """Some carriers of a plan and the sites of some rows, as they come up."""
    register, found = ground.world.register, []
    symbols, listed = carrier_symbols(ground.table, register, ground.world.theme, carriers, rows)
    sites: list[Symbol | UnplottedCarrier] = [*symbols, *listed]
    for site in sites:
        grade = site.grade if isinstance(site, Symbol) else "none"
        city = register.host_prefecture(site.host) or site.host
        known = say(f"grades.{grade}")
        found.append(Park(site_key(site), site.label, site.host, city, known))
    return found


def shown_on(
    sheet: Sheet, register: Register, clauses: Iterable[tuple[str, str]], cities: Sequence[str] = ()
) -> Shown:
    """What stands on a map sheet; ``cities`` where the map itself colours none."""
    scene = sheet.scene
    named = (a.adcode for a in scene.areas if a.state.startswith(_STATED))
    codes = (register.host_prefecture(code) for code in named)
    sites = {site_key(item): _page_of(sheet, item.label) for item in scene.listed}
    return Shown(
        sites={**sites, **{site_key(symbol): 0 for symbol in scene.symbols}},
        clauses=frozenset(clauses),
        cities=tuple(cities) or tuple(dict.fromkeys(filter(None, codes))),
    )


def _page_of(sheet: Sheet, label: Text) -> int:
    """Which page of a sheet lists a name, from 0 on."""
    name = label.in_(sheet.lang)
    for number, page in enumerate(sheet.pages):
        boxes = [piece for piece in page if isinstance(piece, TextBox)]
        tables = (piece for piece in page if isinstance(piece, Table))
        boxes += [cell for table in tables for row in table.rows for cell in row]
        if any(name in box.text for box in boxes):
            return number
    return 0


def plan_sheet(sheet: Sheet, ground: PlanGround) -> Shown:
    """What stands on a map of one plan, with the clauses behind its areas, points and bands."""
    scene, spec = sheet.scene, sheet.scene.spec
    told = [symbol.statements for symbol in scene.symbols]
    told += [entry.statements for entry in scene.listed]
    told += [band.statements for band in scene.bands]
    clauses = {line.clause for lines in told for line in lines}
    clauses |= set(KINDS[spec.kind].clauses(ground, spec.subject))
    key = ground.plan.key
    return shown_on(sheet, ground.world.register, ((key, c) for c in clauses if c))
