"""What nobody took, what hangs on one place and where all crowd, as lines of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from geo.analysis.gaps import Gaps, Held, Term, gaps
from geo.analysis.matrix import Unit
from geo.analysis.overlap import overlap
from geo.domain.plan import Plan
from geo.domain.text import NOTHING, Text, joined
from geo.join.placing import Reach
from geo.site.address import city, topic
from geo.site.plan_set import Cross
from geo.texts.catalogue import say

#: The lists of a page, in order; the first tells of terms that no single place took.
NOBODY, SINGLE, CROWDED = "nobody", "single", "crowded"
LISTS = (NOBODY, SINGLE, CROWDED)
LEAST_CROWD = 4
_NOBODY = (
    *("unassigned_sectors", "unassigned_subsectors", "whole_only_sectors"),
    *("whole_only_subsectors", "collective_only_sectors", "collective_only_subsectors"),
)
_TAKEN = (Reach.DIRECT, Reach.PART, Reach.SITE)  # a city itself, or its district or park
Link = tuple[Text, str]


@dataclass(frozen=True)
class GapLine:
    """One line: a term of a plan, or a theme of all (``plan`` None), with what is said of it.

    ``count`` is the number of places that take it; ``where`` the clauses.
    """

    plan: Plan | None
    term: Link
    sector: Text
    said: Text
    count: int
    places: tuple[Link, ...] = ()
    where: Text = NOTHING

    @property
    def key(self) -> str:
        """Key of the plan, or ``*``."""
        return self.plan.key if self.plan else "*"


Lines = Mapping[str, Sequence[GapLine]]


def plan_lines(cross: Cross, key: str) -> Lines:
    """The lists of one plan."""
    found = plan_gaps(cross, key)
    single = [_line(cross, key, held, say("tables.single_place_subsectors")) for held in
              found.single_place_subsectors]  # fmt: skip
    return {NOBODY: list(_nobody(cross, key, found)), SINGLE: single,
            CROWDED: list(_crowded(cross, key))}  # fmt: skip


def plan_gaps(cross: Cross, key: str) -> Gaps:
    """The gaps of a plan, looked up in all others of the build."""
    others = [la.ground.analysis for la in cross.layouts if la.plan.key != key]
    return gaps(cross.layout(key).ground.analysis, others)


def theme_lines(cross: Cross) -> Lines:
    """The same lists of the themes, over all plans: cities that any names, or a part of which."""
    made: dict[str, list[GapLine]] = {name: [] for name in LISTS}
    for one in cross.topics:
        if not (one.theme and cross.several):
            continue
        table = cross.themes.table(one.id)
        held = [a for a in table.areas if table.cell(a.adcode).plans(*_TAKEN)]
        name = NOBODY if not held else SINGLE if len(held) == 1 else CROWDED
        if name == CROWDED and len(held) < LEAST_CROWD:
            continue
        plans = joined(dict.fromkeys(cross.layout(m.plan).plan.short for m in one.stating))
        places = tuple((cross.world.register.short_name(a.adcode), city(a.adcode)) for a in held)
        said = say("site.gap_theme", plans=plans)
        made[name].append(
            GapLine(None, (one.name, topic(one.id)), NOTHING, said, len(held), places)
        )
    made[CROWDED].sort(key=lambda line: -line.count)
    return made


def _nobody(cross: Cross, key: str, found: Gaps) -> Iterator[GapLine]:
    elsewhere = {e.term.id: e for e in found.open_here_assigned_elsewhere}
    for name in _NOBODY:
        for entry in getattr(found, name):
            held = entry if isinstance(entry, Held) else Held(entry, ())
            said = head_of(name)
            if other := elsewhere.get(held.term.id):
                said = joined((said, say("site.gap_elsewhere", plan=other.plan_name)), "；", "; ")
            line = _line(cross, key, held, said)
            yield replace(line, count=0)  # regions and the whole are no place that took it


def _crowded(cross: Cross, key: str) -> Iterator[GapLine]:
    found = overlap(cross.layout(key).ground.analysis)
    for crowd in sorted(found.subsectors, key=lambda c: -c.count):
        if crowd.count >= LEAST_CROWD:
            yield _line(cross, key, Held(crowd.term, crowd.places), NOTHING)


def _line(cross: Cross, key: str, held: Held, said: Text) -> GapLine:
    layout = cross.layout(key)
    matrix, plan = layout.ground.analysis.matrix, layout.plan
    clauses = dict.fromkeys(c for u in held.places for c in matrix.cell(u, held.term.id).clauses)
    home = cross.topics.home(key, held.term.id)
    return GapLine(
        plan=plan,
        term=(held.term.name, topic(home.id)),
        sector=_sector(plan, held.term),
        said=said,
        count=len(held.places),
        places=tuple(unit_links(cross, held.places)),
        where=plan.locators(clauses),
    )


def _sector(plan: Plan, term: Term) -> Text:
    return NOTHING if term.id == term.sector else plan.taxonomy.name(term.sector)


def unit_links(cross: Cross, units: Iterable[Unit]) -> Iterator[Link]:
    """Names of rows of a matrix with their pages."""
    short = cross.world.register.short_name
    for unit in units:
        name = short(unit.id) if unit.kind == "area" else unit.name
        yield name, cross.place_page(unit.id)


def head_of(name: str) -> Text:
    """What a list of :class:`Gaps` is called."""
    return say(f"tables.{name}")
