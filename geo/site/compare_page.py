"""Any two or three cities side by side: a page whose script picks rows that the analysis made.

See DECISIONS 57.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from geo.analysis.compare import standings
from geo.analysis.matrix import Unit
from geo.build.map_files import BuildOptions
from geo.build.mapped_plan import Layout
from geo.domain.text import Text
from geo.render.templating import script_call, static
from geo.scene.credits import badge
from geo.site.address import COMPARE, LANGUAGES
from geo.site.among_others import alike, by_likeness, comparable, shared_counts
from geo.site.frame import Frame
from geo.site.plan_set import Cross
from geo.texts.catalogue import say

Files = dict[str, bytes]
SCRIPT, DATA = "assets/site.compare.js", "assets/compare.data.js"
NEAREST = 3


@dataclass(frozen=True)
class Near:
    """A place with those that share most sub-sectors with it over all plans, and how many."""

    code: str
    name: Text
    others: tuple[tuple[str, Text, int], ...]


def files(cross: Cross, _: str, wanted: BuildOptions) -> Files:  # noqa: ARG001
    """The page in both languages, its script and its data."""
    made: Files = {SCRIPT: static("site.compare.js"), DATA: script_call("compare", data(cross))}
    near, groups = nearest(cross), _groups(cross)
    for lang in LANGUAGES:
        lead = say("area.compare_lead")
        frame = Frame(lang, COMPARE, say("area.compare_title"), lead, "compare")
        values = {"groups": groups, "near": near, "first": first_pair(cross)}
        made |= frame.html("compare.html.j2", plans=cross.plans, **values)
    return made


def first_pair(cross: Cross) -> list[str]:
    """The two cities of which the plans say most, by code; districts where there is one city."""
    pages = sorted(cross.book.pages.values(), key=lambda page: -sum(page.counts.values()))
    if len(pages) > 1:
        return sorted(page.adcode for page in pages[:2])
    districts = [code for code in comparable(cross) if code not in cross.book.pages]
    return sorted((*districts, *cross.book.pages)[:2])


def nearest(cross: Cross) -> list[Near]:
    """Every place that can be compared and shares a sub-sector with another."""
    register, codes = cross.world.register, comparable(cross)
    found = []
    for code in codes:
        near = alike(cross, code)
        shared = shared_counts(near)
        others = [o for o in by_likeness(near, codes) if o != code and shared[o]][:NEAREST]
        if others:
            listed = tuple((o, register.short_name(o), shared[o]) for o in others)
            found.append(Near(code, register.short_name(code), listed))
    return found


def _groups(cross: Cross) -> list[tuple[Text, list[tuple[str, Text]]]]:
    """What the selectors offer: all cities, then the named districts of each."""
    register, codes = cross.world.register, comparable(cross)
    cities = [(code, register.name(code)) for code in cross.book.pages]
    groups = [(say("site.menu_cities"), cities)]
    for city, name in cities:
        inside = [c for c in codes if register.host_prefecture(c) == city and c != city]
        if inside:
            groups.append((name, [(c, register.name(c)) for c in inside]))
    return groups


def data(cross: Cross) -> dict[str, Any]:
    """What the script picks from: per plan its terms, and of each who stands how to it."""
    codes = comparable(cross)
    name = cross.world.register.short_name
    return {
        "places": [[code, name(code)] for code in codes],
        "plans": [_plan(cross, layout, codes) for layout in cross.layouts],
    }


def _plan(cross: Cross, layout: Layout, codes: Sequence[str]) -> dict[str, Any]:
    """One plan: clauses once, then terms; a cell is place, state, whether it takes it, clauses."""
    base, plan = layout.ground.analysis, layout.plan
    order = {code: n for n, code in enumerate(codes)}
    units = [u for u in base.matrix.of_kind("area", "region") if u.id in order]
    clauses: dict[str, int] = {}
    terms = []
    for one in standings(base, units):
        cells = list(_cells(order, units, one.states, one.holders))
        for cell, ids in zip(cells, one.clauses, strict=True):
            cell.append([clauses.setdefault(i, len(clauses)) for i in ids])
        cells = [cell for cell in cells if cell[1] != "not_named"]
        home = cross.topics.home(plan.key, one.term.id)
        terms.append([one.term.name, home.id, int(one.level == "sector"), cells])
    standing = badge(plan)
    return {
        "key": plan.key,
        "name": plan.short,
        "badge": [standing.label, int(standing.alert)],
        "clauses": [plan.locator(i) for i in clauses],
        "terms": terms,
    }


def _cells(
    order: dict[str, int], units: Sequence[Unit], states: Sequence[str], holders: Sequence[str]
) -> Iterator[list[Any]]:
    for unit, state in zip(units, states, strict=True):
        yield [order[unit.id], state, int(unit.id in holders)]
