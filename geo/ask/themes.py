"""Answers across plans as reports: the themes with their counts, the terms without a theme."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from geo.analysis.report.columns import column_names
from geo.analysis.report.model import Report, Table, Value
from geo.ask.check import one_territory
from geo.domain.plan import Plan
from geo.domain.text import joined
from geo.errors import Fault, UnknownNameError
from geo.join.themes import ThemeTable, theme_table
from geo.nearest import nearest
from geo.scene.symbol_points import site_of
from geo.scene.world import load_world
from geo.sources.crosswalk.themes import Crosswalk, Unmapped, load_crosswalk
from geo.sources.places.register import Register
from geo.sources.plans.folder import load_plan, packaged_plans
from geo.sources.plans.places import plan_register
from geo.texts.catalogue import say

LEAST_PLANS = 2
Row = dict[str, Value]


class Themes:
    """The themes of some plans, each laid on the prefectures when it is first asked for.

    ``plans`` are in the order in which they are listed; ``register`` has the places of all.

    Examples
    --------
    >>> themes = themes_of()
    >>> themes.is_mapped("commercial_space"), themes.table("commercial_space").naming()
    (True, ('space2024',))
    """

    def __init__(self, plans: Sequence[Plan], register: Register) -> None:
        self.plans = tuple(plans)
        self.register = register
        self.walk: Crosswalk = load_crosswalk(self.plans)
        self._tables: dict[str, ThemeTable] = {}

    def table(self, theme_id: str) -> ThemeTable:
        """A theme laid on the prefectures; SpecError if there is none of this id."""
        if theme_id not in self._tables:
            made = theme_table(theme_id, self.plans, self.register, self.walk)
            self._tables[theme_id] = made
        return self._tables[theme_id]

    def stating(self, theme_id: str) -> tuple[str, ...]:
        """Keys of the plans with a term that states the theme."""
        return self.table(theme_id).stating

    def is_mapped(self, theme_id: str) -> bool:
        """Whether the theme gets a map: two plans or more state it, one names what it can show."""
        enough = len(self.stating(theme_id)) >= LEAST_PLANS
        return enough and bool(self.table(theme_id).naming()) and self._shows(theme_id)

    def _shows(self, theme_id: str) -> bool:
        """Whether a map has an area with a colour or hatch, or a point: a zone alone has none."""
        table = self.table(theme_id)
        if any(table.cell(area.adcode).state != "not_named" for area in table.areas):
            return True
        stated = (place for place, rows in table.sites.items() if any(s.link.states for s in rows))
        return any(site_of(self.register, place) for place in stated)

    @cached_property
    def mapped(self) -> tuple[str, ...]:
        """Ids of the themes with a map, in the crosswalk's order."""
        return tuple(t.id for t in self.walk.themes if self.is_mapped(t.id))

    @cached_property
    def listed(self) -> tuple[str, ...]:
        """Ids of the themes that are listed only: some plan of these states them."""
        return tuple(
            t.id for t in self.walk.themes if t.id not in self.mapped and self.stating(t.id)
        )

    def find(self, name: str) -> str:
        """Id of the theme that a person calls by its id, Chinese or English name.

        Raises
        ------
        UnknownNameError
            There is none; the nearest are named.
        """
        themes = self.walk.themes
        forms = {form.casefold(): t for t in themes for form in (t.en, t.zh, t.id)}
        wanted = name.strip().casefold()
        if wanted in forms:
            return forms[wanted].id
        near = (forms[form] for form in nearest(wanted, forms, 6))
        listed = tuple(dict.fromkeys(f"{t.id} {t.zh}" for t in near))[:3]
        zh, en = "没有这个主题（见 geo themes）", "no such theme (see geo themes)"
        raise UnknownNameError(Fault("", zh, en, name, listed))


def themes_of(asked: Sequence[str | Path | Plan] = ()) -> Themes:
    """The themes of plans of one territory; of the packaged ones if none."""
    plans = plans_asked(asked)
    return Themes(plans, joint_register(plans, load_world(one_territory(plans)).register))


def plans_asked(asked: Sequence[str | Path | Plan]) -> list[Plan]:
    """Plans by key or folder, or as they are; the packaged ones if none."""
    read = (plan if isinstance(plan, Plan) else load_plan(plan) for plan in asked)
    return list(read) or packaged_plans()


def joint_register(plans: Sequence[Plan], register: Register) -> Register:
    """The register with the own places of all plans; PlaceError where two give one id twice."""
    for plan in plans:
        register = plan_register(plan, register)
    return register


def themes_report(themes: Themes) -> Report:
    """Every theme with its counts, then every term that no theme holds."""
    rows: list[Row] = []
    data = []
    for theme in themes.walk.themes:
        table = themes.table(theme.id)
        counts = {
            "plans": len(table.plans),
            "naming": len(table.naming()),
            "cities": sum(table.cell(a.adcode).state == "named" for a in table.areas),
            "statements": table.total,
        }
        shown = say("basis.mapped" if theme.id in themes.mapped else "basis.listed")
        row: Row = {"theme": theme.name, "theme_id": theme.id, **counts}
        rows.append({**row, "shown": shown, "list": joined(p.short for p in table.plans)})
        keys = [p.key for p in table.plans]
        data.append({**counts, "id": theme.id, "zh": theme.zh, "en": theme.en, "keys": keys})
    unmapped = [(plan, term) for plan in themes.plans for term in themes.walk.unmapped(plan)]
    loose = [_loose(plan, term, themes) for plan, term in unmapped]
    tables = (
        Table("themes", column_names("themes"), tuple(rows)),
        Table("unmapped", column_names("unmapped"), tuple(loose)),
    )
    plain = [{"plan": p.key, "id": t.term_id, "zh": t.zh, "en": t.en} for p, t in unmapped]
    everything = {"themes": data, "unmapped": plain}
    return Report("themes", say("report.themes"), (say("basis.theme"),), tables, everything)


def _loose(plan: Plan, term: Unmapped, themes: Themes) -> Row:
    """A term without a theme, with the themes that hold its sector."""
    through = [themes.walk.theme(theme) for theme in term.through]
    return {
        "plan": plan.key,
        "term_id": term.term_id,
        "term": term.name,
        "through": joined([theme.name for theme in through]),
    }
