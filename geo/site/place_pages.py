"""The page of every park, zone, facility and region that a plan names: where, and for what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial

from markupsafe import Markup

from geo.analysis.report.model import Value
from geo.build.city_files import city_report
from geo.build.map_files import BuildOptions
from geo.domain.lines import CARRIER, CityLine, CityPage
from geo.domain.places import Area, Hub, Place, Region, Zone
from geo.domain.statement import Force
from geo.domain.text import NOTHING, Text, joined
from geo.files.cache import kept
from geo.scene.credits import review_line
from geo.scene.place import place_scene, place_spec
from geo.scene.scene import Scene
from geo.scene.symbol_points import Standing, site_of
from geo.scene.symbols import anchor_group
from geo.site import said
from geo.site.address import CITIES, LANGUAGES, city, place
from geo.site.city_pages import MAPS as SHEETS
from geo.site.frame import Crumb, Frame
from geo.site.place_pictures import PlacePictures
from geo.site.plan_set import Cross
from geo.site.row_files import PageRows
from geo.site.search_entries import place_kind
from geo.texts.catalogue import say

Files = dict[str, bytes]
DATA = "data/place"
MAPS = "places"  # the maps of all places, in the user's table of approval numbers


@dataclass(frozen=True)
class Named:
    """A place with what plans say of it; ``host`` is its city, or empty for a region."""

    place: Place
    page: CityPage
    site: Standing | None
    source: str
    host: str
    adcodes: tuple[str, ...]

    @property
    def kind(self) -> Text:
        """What kind of place it is."""
        return place_kind(self.place)

    @property
    def zone(self) -> bool:
        """Whether it is an area of some districts, not a point."""
        return isinstance(self.place, Zone)

    @property
    def stated(self) -> bool:
        """Whether a plan lists the members of a region."""
        return isinstance(self.place, Region) and self.place.basis == "stated"

    @property
    def roles(self) -> tuple[str, ...]:
        """What carriers and lines without a sector call it or ask of it, as printed."""
        words: list[str] = []
        for line in self.page.lines:
            if line.force == CARRIER:
                words += line.worded
            elif line.force != Force.CONTEXT and not line.sector_id:
                words += [term.zh for term in line.line.terms]
        return tuple(dict.fromkeys(words))


@dataclass(frozen=True)
class Told:
    """What plans give to a place, and the elements of their structure that it is in."""

    carried: list[said.Carried]
    structure: list[tuple[Text, str, Text]]


def files(cross: Cross, subject: str, wanted: BuildOptions) -> Files:  # noqa: ARG001
    """The pages of all places, and their rows."""
    return Gazetteer(cross).files(wanted)


def place_rows(cross: Cross, one: Named) -> PageRows:
    """What plans say of a place as rows that tell in which city it lies."""
    report = city_report(one.page, cross.plans)
    host = cross.world.register.name(one.host) if one.host else NOTHING
    own: dict[str, Value] = {
        "city": host,
        "city_adcode": one.host,
        "reach": say(f"reaches.{'park' if one.host else 'wide'}"),
    }
    rows = tuple({**row, **own} for row in report.tables[0].rows)
    shown = replace(report.tables[0], rows=rows)
    flat = report.flat and replace(report.flat, rows=rows)
    return PageRows(f"{DATA}/{one.place.id}", replace(report, tables=(shown,), flat=flat))


class Gazetteer:
    """All places of a build that have a page, with the maps that they share."""

    def __init__(self, cross: Cross) -> None:
        self.cross = cross
        self.register = cross.world.register
        self.places = {place_id: self._named(place_id) for place_id in cross.place_ids}
        self._pictures = PlacePictures(cross.world, self._bare)

    def files(self, wanted: BuildOptions) -> Files:
        """Their pages in both languages, and their rows."""
        links = said.Links(self.cross)
        made: Files = {}
        for one in self.places.values():
            own = Told(said.carried(self.cross, one.page), list(self._structure(one)))
            topics = [(each.topic.id, each.plans) for each in own.carried]
            parts = ("place", one, topics, own.structure, wanted, self.cross.shared)
            made |= kept(parts, partial(self._made, one, own, links, wanted))
        return made

    def _made(self, one: Named, own: Told, links: said.Links, wanted: BuildOptions) -> Files:
        rows = place_rows(self.cross, one)
        made = self.cross.row_files.files(rows)
        for lang in LANGUAGES:
            frame = self._frame(one, own, lang)
            made |= frame.html(
                "place.html.j2",
                one=one,
                picture=self._picture(one, lang),
                review=self._review,
                above=self._above(one),
                name=self.register.name,
                beside=self._beside(one),
                members=() if one.host else one.adcodes,
                structure=own.structure,
                sections=said.sections(one.page, self.cross.plans),
                carried=own.carried,
                count=len(rows.table.rows),
                tables=frame.file(rows.stem),
                sheet=frame.file(f"{SHEETS}/{one.host}") if one.host else "",
                suffixes=wanted.suffixes,
                **links.values(frame),
            )
        return made

    @cached_property
    def _lines(self) -> dict[str, list[CityLine]]:
        """Every line by its place, each once, as if the place were what it is about."""
        book = self.cross.book
        found: dict[str, dict[CityLine, None]] = {}
        for line in [x for page in book.pages.values() for x in page.lines]:
            found.setdefault(line.place_id, {})[replace(line, reach="city")] = None
        return {place_id: list(lines) for place_id, lines in found.items()}

    def _named(self, place_id: str) -> Named:
        place = self.register.place(place_id)
        point = place.hub if isinstance(place, Zone) and place.hub else place_id
        lines = [line for i in dict.fromkeys((place_id, point)) for line in self._lines.get(i, ())]
        site, hub = site_of(self.register, place_id), self.register.place(point)
        return Named(
            place=place,
            page=CityPage(place_id, place.name, tuple(lines)).without_addresses,
            site=site,
            source=hub.source if site and isinstance(hub, Hub) else "",
            host=self.register.host_prefecture(place_id),
            adcodes=self._members(place),
        )

    def _members(self, place: Place) -> tuple[str, ...]:
        if isinstance(place, Area):
            return tuple(area.adcode for area in self.register.areas("prefecture", place.adcode))
        return self.register.members(place.id)

    def _above(self, one: Named) -> list[str]:
        """The city that it lies in, and its districts where these are known."""
        return list(dict.fromkeys((one.host, *one.adcodes))) if one.host else []

    def _beside(self, one: Named) -> list[tuple[Text, str]]:
        """Other places at the same point."""
        if not one.site:
            return []
        at = anchor_group(one.site)
        return [
            (other.place.name, place(other.place.id))
            for other in self.places.values()
            if other.site and other is not one and anchor_group(other.site) == at
        ]

    def _structure(self, one: Named) -> Iterator[tuple[Text, str, Text]]:
        """Elements of the spatial structure that it is in: plan, its key, element with clause."""
        for plan in self.cross.plans:
            for element in plan.structure.elements:
                if any(m.place_id == one.place.id for m in element.members):
                    told = joined((element.name, plan.locator(element.clause)), " · ", " · ")
                    yield plan.short, plan.key, told

    def _picture(self, one: Named, lang: str) -> Markup:
        if not one.host:
            return self._pictures.region(one.adcodes)
        tinted = [code for code in one.adcodes if code != one.host]
        return self._pictures.place(one.host, tinted, one.site, lang)

    def _bare(self, host: str) -> Scene:
        """A city without statements: another drawing than that of its own page."""
        page = CityPage(host, self.register.name(host), ())
        spec = place_spec(host).with_(approval=self._number)
        return place_scene(page, self.cross.plans, self.cross.world, spec)

    def drawn(self) -> tuple[list[Scene], object]:
        """What the maps of all places show: the cities under them, and what is on each.

        The outlines in the list of cities belong to the set.
        """
        hosts = dict.fromkeys(one.host for one in self.places.values() if one.host)
        on = [(key, one.host, one.adcodes, one.site) for key, one in self.places.items()]
        on += [(code, "", (code,), None) for code in self.cross.book.pages]  # the list of cities
        return [self._bare(host) for host in hosts], on

    @property
    def _number(self) -> str:
        """The user's number for the maps of all places, which are reviewed as one set."""
        return self.cross.numbers.get(("*", MAPS), "")

    @property
    def _review(self) -> Text:
        """Whether the maps of regions were reviewed."""
        return review_line(self._number)

    def _frame(self, one: Named, own: Told, lang: str) -> Frame:
        crumbs: tuple[Crumb, ...] = ((say("site.menu_cities"), CITIES),)
        if one.host:
            crumbs = (*crumbs, (self.register.name(one.host), city(one.host)))
        terms = [c.topic.name for c in own.carried][:6]
        about = joined((one.kind, *terms), " · ", " · ")
        return Frame(lang, place(one.place.id), one.place.name, about, "cities", crumbs)
