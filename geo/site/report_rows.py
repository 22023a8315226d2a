"""Every row of a plan as a line of its report: statements by place, carriers, the layout."""

from __future__ import annotations

from collections.abc import Iterable

from geo.analysis.cities import plan_lines
from geo.analysis.plan_analysis import PlanAnalysis
from geo.domain.lines import CARRIER, REACHES, CityLine
from geo.domain.places import Hub
from geo.domain.plan import Carrier, Plan
from geo.domain.statement import Force
from geo.domain.text import NOTHING, Text, joined, same
from geo.render.pages.report import Cell, Group, Line, Listing, Part
from geo.sources.places.register import Register
from geo.texts.catalogue import head, say


def anchor(place_id: str, sector: str) -> str:
    """Where the rows of a place and a sector begin."""
    return f"r-{place_id}-{sector}"


def row_anchors(plan: Plan) -> set[str]:
    """The anchors that the table of all rows has: of what binds or is built, not of context."""
    rows = (r for r in plan.statements if r.force != Force.CONTEXT and r.sector)
    return {anchor(row.place_id, row.sector) for row in rows}


def rows_part(base: PlanAnalysis) -> Part:
    """All statements, a line per clause, place and sector, under the area that they lie in."""
    register, seen = base.register, set[str]()
    groups: dict[str, list[tuple[tuple[int, str], CityLine]]] = {
        area.adcode: [] for area in base.table.areas
    }
    for home, line in plan_lines(base.plan, register):
        if line.force != CARRIER:
            at = _home(base, home, line)
            order = ([*REACHES, "outside"].index(line.reach), line.place_id)
            groups.setdefault(at, []).append((order, line))
    made = []
    for key, lines in groups.items():
        lines.sort(key=lambda pair: pair[0])
        told = tuple(_line(line, seen) for _, line in lines)
        made += [Group(told, _name(register, key), f"p-{key}")] if told else []
    names = ("page.column_where", "page.column_sector", "page.column_terms", "page.column_kind")
    heads = (*map(say, names), say("page.column_clause"))
    made_of = say("onefile.rows_note", n=len(base.plan.statements))
    listing = Listing(say("onefile.rows_by_place"), heads, tuple(made))
    return Part("rows", say("onefile.rows"), (listing,), (made_of,))


def _home(base: PlanAnalysis, home: str, line: CityLine) -> str:
    """The area of the plan's level that a line lies in, else its city, else a word."""
    if line.reach in ("wide", "outside"):
        return line.reach
    drawn = {area.adcode for area in base.table.areas}
    inside = [code for code in base.register.hosts(line.place_id) if code in drawn]
    return inside[0] if len(inside) == 1 else home


def _name(register: Register, key: str) -> Text:
    return say(f"onefile.rows_{key}") if key in ("wide", "outside") else register.name(key)


def _line(line: CityLine, seen: set[str]) -> Line:
    """A line with its anchor, if it is the first of its place and sector."""
    said, name = line.line, anchor(line.place_id, line.sector_id)
    binds = line.sector_id and line.force != Force.CONTEXT and name not in seen
    if binds:
        seen.add(name)
    worded = [same(word) for word in line.worded]
    flags = [say(f"page.flag_{flag}") for flag in said.flags]
    kind = joined((say(f"page.class_{line.force}"), *worded, *flags), " · ", " · ")
    told = (line.place, said.heading, joined(said.terms), kind, said.locator)
    return Line(tuple(map(Cell, told)), name if binds else "")


def carriers_part(base: PlanAnalysis) -> Part:
    """Every carrier: what the plan calls it, where it is, how that is known, its clause."""
    names = ("columns.carrier", "onefile.role", "page.column_where", "onefile.known")
    heads = (*map(say, names), say("page.column_clause"))
    lines = tuple(_carrier(base, carrier) for carrier in base.plan.carriers)
    made = Listing(say("onefile.carriers"), heads, (Group(lines),))
    return Part("carriers", say("onefile.carriers"), (made,))


def _carrier(base: PlanAnalysis, carrier: Carrier) -> Line:
    register = base.register
    place = register.place(carrier.hub or carrier.place_id)
    hosts = [register.host_prefecture(place.id)]
    known = say("onefile.not_plotted")
    if isinstance(place, Hub):
        hosts.append(place.county)
        if place.plotted:
            known = joined(_known(place), " · ", " · ")
    where = [register.name(code) for code in dict.fromkeys(hosts) if code]
    told = (
        Text(carrier.name, register.name(place.id).en if carrier.hub else carrier.name),
        same(carrier.role),
        joined(where or [register.name(place.id)], "", ", "),
        known,
        base.plan.locator(carrier.clause),
    )
    return Line(tuple(map(Cell, told)), counted="carriers")


def _known(hub: Hub) -> Iterable[Text]:
    """The grade of a point, its degrees, and how far off it may be."""
    yield say(f"page.grade_{hub.grade}")
    yield same(f"{hub.lon:.3f}, {hub.lat:.3f}")
    if hub.radius_m:
        yield say("page.radius", n=f"{hub.radius_m / 1000:.1f}".removesuffix(".0"))


def structure_part(base: PlanAnalysis) -> Part:
    """Every element of the layout with its members; what is ours and not the text's is marked."""
    plan = base.plan
    lines = []
    for element in plan.structure.elements:
        members = [_member(base.register.name(m.place_id), m.name, inferred=m.inferred)
                   for m in element.members]  # fmt: skip
        told = (element.name, joined(members), plan.locator(element.clause))
        lines.append(Line(tuple(map(Cell, told)), counted=element.kind))
    motto = plan.structure.motto
    heads = (head("element"), say("onefile.members"), say("page.column_clause"))
    made = Listing(say("onefile.structure"), heads, (Group(tuple(lines)),))
    notes = (motto,) if motto else ()
    return Part("structure", say("onefile.structure"), (made,), notes)


def _member(name: Text, printed: str, *, inferred: bool) -> Text:
    mark = say("page.flag_inferred") if inferred else NOTHING
    en = f"{name.en} ({mark.en})" if inferred else name.en
    return Text(f"{printed}（{mark.zh}）" if inferred else printed, en)
