"""Plan folders as plans: read, checked as a whole, refused with every fault at once."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from geo.domain.plan import Clause, Plan
from geo.domain.statement import Statement
from geo.errors import Fault, PlaceError, PlanError
from geo.sources.paths import data_dir
from geo.sources.places.register import Register, load_register
from geo.sources.plans import checks
from geo.sources.plans.meta import Meta, read_meta
from geo.sources.plans.places import OWN_COLUMNS, Finder, with_own_places
from geo.sources.plans.rows import COLUMNS, carrier, clause, paragraph, statement
from geo.sources.plans.structure import structure
from geo.sources.plans.taxonomy import taxonomy
from geo.sources.tables.plan_tables import CLAUSE_TABLES, FolderTables
from geo.sources.tables.table import Row, column_faults, plain
from geo.sources.territory import territory_codes

_NEEDED = ("taxonomy", "assignments")


def plan_keys() -> tuple[str, ...]:
    """Keys of the packaged plans, sorted.

    Examples
    --------
    >>> "future2024" in plan_keys()
    True
    """
    plans = data_dir() / "plans"
    return tuple(sorted(p.parent.name for p in plans.glob("*/plan.toml")))


def plan_folder(key_or_folder: str | Path) -> Path:
    """Folder of a packaged plan, or the folder itself.

    Raises
    ------
    PlanError
        It is neither.
    """
    keys = plan_keys()
    if str(key_or_folder) in keys:
        return data_dir() / "plans" / str(key_or_folder)
    folder = Path(key_or_folder)
    if folder.is_dir():
        return folder
    near = tuple(get_close_matches(str(key_or_folder), keys, 3)) or keys
    raise PlanError(
        Fault(
            "",
            "没有这个规划,也没有这个文件夹",
            "no such plan and no such folder",
            str(folder),
            near,
        )
    )


def plan_register(key_or_folder: str | Path, register: Register | None = None) -> Register:
    """The register with the plan's own places (``places.csv``), if it has any.

    Raises
    ------
    PlaceError
        The plan's own places are at fault.
    """
    faults: list[Fault] = []
    tables = _Tables(plan_folder(key_or_folder))
    found = with_own_places(register or load_register(), tables.rows("places"), faults)
    if faults or tables.faults:
        raise PlaceError([*tables.faults, *faults])
    return found


def load_plan(key_or_folder: str | Path, register: Register | None = None) -> Plan:
    """A plan by key, or from a folder in the form of docs/plan-format.md.

    Parameters
    ----------
    key_or_folder
        Key of a packaged plan, or a folder.
    register
        Places; the packaged register if None. The folder's own ``places.csv`` is added to it.

    Raises
    ------
    PlanError
        Missing files or columns, bad values, unknown terms or clauses, repeated or conflicting
        rows, counts that differ from the slogan: every fault, those of places included.
    PlaceError
        Only places are at fault: unknown, ambiguous, of a wrong level, or outside the territory.

    Examples
    --------
    >>> plan = load_plan("future2024")
    >>> len(plan.taxonomy), len(plan.taxonomy.subsectors), plan.structure.slogan_zh
    (7, 29, '两核双廊多极点')
    """
    folder = plan_folder(key_or_folder)
    meta = read_meta(folder)
    reader = _Reader(folder, meta, register or load_register())
    plan = reader.plan()
    if reader.faults:
        raise PlanError([*reader.faults, *reader.place_faults])
    if reader.place_faults:
        raise PlaceError(reader.place_faults)
    return plan


class _Tables:
    """Rows of the folder's tables with the faults of their form."""

    def __init__(self, folder: Path) -> None:
        self.tables = FolderTables(folder)
        self.faults: list[Fault] = list(self.tables.faults)
        self.read: dict[str, int] = {}

    def rows(self, name: str) -> tuple[Row, ...]:
        """Rows of a table; only the needed tables have to be there."""
        table = self.tables.table(name)
        if table is None:
            if name in _NEEDED:
                en = f"{name}.csv (or a sheet of this name) is missing"
                self.faults.append(Fault(f"{name}.csv", f"缺少 {name}.csv(或同名工作表)", en))
            return ()
        self.faults += table.faults
        self.faults += column_faults(table, *(OWN_COLUMNS if name == "places" else COLUMNS[name]))
        self.read[name] = len(table.rows)
        return table.rows


class _Reader:
    """One reading of a folder; collects the faults of every step."""

    def __init__(self, folder: Path, meta: Meta, register: Register) -> None:
        self.folder = folder
        self.meta = meta
        self.tables = _Tables(folder)
        self.cell_faults: list[Fault] = list(meta.faults)
        self.place_faults: list[Fault] = []
        own = self.tables.rows("places")
        self.register = with_own_places(register, own, self.place_faults)
        self.own_places_fit = not self.place_faults
        self.finder = Finder(self.register, meta.level, self.place_faults)
        if meta.territory and meta.territory not in self.register.places:
            zh, en = "登记表里没有这个编号", "no such id in the register"
            near = territory_codes()
            self.place_faults.append(Fault("plan.toml:territory", zh, en, meta.territory, near))

    @property
    def faults(self) -> list[Fault]:
        """Faults of the tables and of their cells, in that order."""
        return [*self.tables.faults, *self.cell_faults]

    def plan(self) -> Plan:
        """The plan as read; only good if there are no faults."""
        found = self.cell_faults
        terms = taxonomy(self.tables.rows("taxonomy"), found)
        rows = tuple(statement(row, self.finder, found) for row in self.tables.rows("assignments"))
        carriers = tuple(carrier(row, self.finder, found) for row in self.tables.rows("carriers"))
        form = structure(self.tables.rows("structure"), self.meta, self.finder, found)
        clauses = {c.id: c for c in (clause(r, found) for r in self.tables.rows("clauses"))}
        paragraphs = tuple(paragraph(row, found) for row in self.tables.rows("paragraphs"))
        found += checks.term_faults(rows, terms)
        found += checks.repeated_faults(_readable(rows, found))
        found += checks.carrier_faults(carriers)
        if self.own_places_fit and self.meta.territory in self.register.places:
            self.place_faults += checks.level_faults(rows, self.meta, self.register)
        if self._has_text(clauses):
            found += checks.clause_faults(self._clauses_in_use(), clauses)
            found += checks.paragraph_faults(paragraphs, clauses)
        return Plan(
            key=self.meta.key,
            territory=self.meta.territory,
            level=self.meta.level,
            document=self.meta.document,
            taxonomy=terms,
            statements=rows,
            carriers=carriers,
            structure=form,
            clauses=clauses,
            paragraphs=paragraphs,
            focus=self._focus(),
            folder=self.folder,
            wishes=self.meta.wishes,
            read=dict(self.tables.read),
        )

    def _focus(self) -> str:
        """The territory, unless it is a province."""
        code = self.meta.territory
        place = self.register.places.get(code)
        return "" if place is None or "province" in place.levels else code

    def _clauses_in_use(self) -> list[tuple[str, str]]:
        """Every clause id that a row or the slogan names, with its address."""
        used = [
            (row.at("clause"), plain(row["clause"]))
            for name in CLAUSE_TABLES
            for row in self.tables.tables.rows(name)
        ]
        if self.meta.clause:
            used.append(("plan.toml:[structure] clause", self.meta.clause))
        return used

    def _has_text(self, clauses: dict[str, Clause]) -> bool:
        """Whether the plan leans on a text; then its clauses have to be there."""
        return bool(clauses or self.meta.document.text_files)


def _readable(rows: Sequence[Statement], faults: Sequence[Fault]) -> list[Statement]:
    """Rows whose keywords could all be read: only these can be compared with each other."""
    known = {fault.address for fault in faults}
    words = ("scope", "class", "relation", "strength", "inferred")
    return [r for r in rows if not known & {f"{r.address}:{word}" for word in words}]
