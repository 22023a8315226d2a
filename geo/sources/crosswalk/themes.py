"""Terms of several plans that mean the same; national classes whose names they bear are checked.

The tables lie in ``data/crosswalk``: themes, links of terms to themes (each with its basis), the
used classes of the Classification of Strategic Emerging Industries (2018), links to those. What has
no link is computed, never stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from geo.domain.plan import Plan
from geo.domain.text import Bilingual, Text
from geo.errors import GeoError
from geo.sources.crosswalk.checks import BASES, COLUMNS, crosswalk_faults
from geo.sources.paths import data_dir
from geo.sources.tables.folder import read_tables
from geo.sources.tables.table import Row, Tables, plain


class CrosswalkError(GeoError):
    """The cross-plan tables are incomplete or name things that are not there."""


@dataclass(frozen=True)
class CrossTheme(Bilingual):
    """What several plans speak of under their own terms; ``parent`` a wider theme or empty."""

    id: str
    zh: str
    en: str
    parent: str = ""


@dataclass(frozen=True)
class Link:
    """One term of one plan that belongs to a theme, with the basis of the identity.

    Parameters
    ----------
    basis
        ``same_term``, ``narrower`` (the term is a kind of the theme), ``broader`` (the term holds
        the theme and more) or ``related``.
    states
        Whether a row with the term states the theme: the same or narrower, or broader with the
        theme's own name in print (智能与新能源汽车 states 新能源汽车, 汽车 does not).
    """

    theme: str
    plan: str
    term_id: str
    basis: str
    states: bool
    note: str = ""


@dataclass(frozen=True)
class Unmapped(Bilingual):
    """A term without a link of its own; ``through`` are the themes that its sector belongs to."""

    plan: str
    term_id: str
    zh: str
    en: str
    through: tuple[str, ...] = ()


@dataclass(frozen=True)
class NationalClass:
    """A class of the national classification whose name a term of a plan bears.

    ``basis``: ``same_term``, or ``broader`` where the term prints the class's name with more.
    """

    plan: str
    term_id: str
    code: str
    name: Text
    basis: str


@dataclass(frozen=True)
class Crosswalk:
    """Themes in reading order, links by theme and plan, national classes by term.

    Examples
    --------
    >>> walk = load_crosswalk()
    >>> [link.plan for link in walk.links_of("commercial_space")]
    ['future2024', 'modern2025', 'space2024']
    """

    themes: tuple[CrossTheme, ...]
    links: tuple[Link, ...]
    classes: tuple[NationalClass, ...] = ()

    def theme(self, theme_id: str) -> CrossTheme:
        """The theme with this id; KeyError if there is none."""
        return {theme.id: theme for theme in self.themes}[theme_id]

    def links_of(self, theme_id: str) -> tuple[Link, ...]:
        """Links of a theme, in the table's order."""
        return tuple(link for link in self.links if link.theme == theme_id)

    def themes_of(self, plan: str, term_id: str) -> tuple[str, ...]:
        """Ids of the themes that a term is linked to."""
        return tuple(x.theme for x in self.links if (x.plan, x.term_id) == (plan, term_id))

    def unmapped(self, plan: Plan) -> tuple[Unmapped, ...]:
        """Every sector and sub-sector of a plan that no link names, in the plan's order."""
        linked = {x.term_id for x in self.links if x.plan == plan.key}
        found = []
        for term in plan.taxonomy.in_order:
            if term.id not in linked:
                above = self.themes_of(plan.key, plan.taxonomy.sector_of(term.id))
                found.append(Unmapped(plan.key, term.id, term.zh, term.en, above))
        return tuple(found)


def load_crosswalk(plans: Iterable[Plan] | None = None, folder: Path | None = None) -> Crosswalk:
    """The cross-plan tables, checked against the plans.

    Parameters
    ----------
    plans
        Loaded plans whose terms the links must name; by default all packaged ones. Links to plans
        that are not among them are checked for form only.
    folder
        Folder with the four tables; the packaged one by default.

    Raises
    ------
    CrosswalkError
        Every fault at once, each with file, line and column: missing tables and columns, unknown
        themes, plans, terms, bases, classes (with the nearest), repeated or contradicting rows, a
        theme of fewer than two plans, a ``same_term`` under another name without a note.
    """
    from geo.sources.plans.folder import packaged_plans, plan_keys

    known = {p.key: p for p in (plans if plans is not None else packaged_plans())}
    tables = read_tables(folder or data_dir() / "crosswalk", COLUMNS)
    faults = list(tables.faults) or crosswalk_faults(tables, known, plan_keys())
    if faults:
        raise CrosswalkError(faults)
    return _crosswalk(tables, known)


def _crosswalk(tables: Tables, plans: Mapping[str, Plan]) -> Crosswalk:
    rows = tables.rows
    themes = tuple(
        CrossTheme(plain(r["theme_id"]), r["zh"], r["en"], plain(r["parent"]))
        for r in rows("themes")
    )
    names = {theme.id: theme.zh for theme in themes}
    links = tuple(_link(row, names, plans) for row in rows("links"))
    national = {r["code"]: Text(r["name_zh"], r["name_en"]) for r in rows("seis2018")}
    classes = tuple(
        NationalClass(
            plain(r["plan"]), plain(r["term_id"]), r["code"], national[r["code"]], plain(r["basis"])
        )
        for r in rows("seis_links")
    )
    return Crosswalk(themes, links, classes)


def _link(row: Row, names: Mapping[str, str], plans: Mapping[str, Plan]) -> Link:
    theme, plan, term_id = (plain(row[c]) for c in ("theme_id", "plan", "term_id"))
    basis = plain(row["basis"])
    printed = plans[plan].taxonomy.name(term_id).zh if plan in plans else ""
    states = basis in BASES[:2] or (basis == "broader" and names[theme] in printed)
    return Link(theme, plan, term_id, basis, states, row["note"])
