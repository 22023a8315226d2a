"""The page of a city, district or county: what every plan says of it, whom it resembles, its map.

See DECISIONS 57.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from markupsafe import Markup

from geo.analysis.cities import part_of
from geo.build.city_files import city_report
from geo.build.map_files import BuildOptions, printed, spec_bytes
from geo.build.reviewing import map_id
from geo.domain.lines import CityPage
from geo.domain.places import Area
from geo.domain.statement import Force
from geo.domain.text import NOTHING, Text
from geo.files.cache import kept
from geo.render.pages.area_map import area_maps, marks_of
from geo.scene.place import place_scene, place_spec
from geo.scene.scene import Scene
from geo.sheet.page import PageChoice
from geo.site import said
from geo.site.address import CITIES, COMPARE, LANGUAGES
from geo.site.address import city as city_address
from geo.site.among_others import Stand, comparable, stand
from geo.site.frame import Frame
from geo.site.pictures import pictures
from geo.site.plan_set import Cross
from geo.site.row_files import PageRows
from geo.texts.catalogue import say

Files = dict[str, bytes]
DATA = "data/city"
MAPS = "cities"


@dataclass(frozen=True)
class Told:
    """A city, district or county with its lines and its map."""

    area: Area
    page: CityPage
    scene: Scene


def subjects(cross: Cross) -> list[str]:
    """The adcodes of the cities; each makes its districts and counties too."""
    return list(cross.book.pages)


def files(cross: Cross, subject: str, wanted: BuildOptions) -> Files:
    """The pages and rows of a city and of its districts and counties, and the city's sheet."""
    links, made = said.Links(cross), Files()
    places, lines = comparable(cross), cross.said_in(subject)
    for area in areas(cross, subject):
        own = stand(cross, area.adcode, places)
        make = partial(_area_files, cross, area, wanted, links, own)
        made |= kept(("city", area.adcode, wanted, lines, own.told), make)
    return made


def _area_files(
    cross: Cross, area: Area, wanted: BuildOptions, links: said.Links, own: Stand
) -> Files:
    """The pages and rows of a city, district or county; of a city its sheet too."""
    told, code = area_told(cross, area), area.adcode
    subject = cross.world.register.host_prefecture(code)
    made = sheet_files(cross, told, wanted) if code == subject else {}
    rows = area_rows(cross, told, subject)
    made |= cross.row_files.files(rows) if rows.table.rows else {}
    values = _values(cross, told, own)
    maps = _pictures(cross, told.scene)
    for lang in LANGUAGES:
        frame = _frame(cross, told, lang)
        made |= frame.html(
            "city.html.j2",
            told=told,
            picture=maps[lang],
            tables=frame.file(rows.stem),
            count=len(rows.table.rows),
            sheet=frame.file(f"{MAPS}/{subject}"),
            city=cross.world.register.name(subject),
            around=frame.to(city_address(subject)) if code != subject else "",
            suffixes=wanted.suffixes,
            compare=frame.to(COMPARE),
            **values,
            **links.values(frame),
        )
    return made


def area_rows(cross: Cross, told: Told, subject: str) -> PageRows:
    """The rows of a city; of a district those about it alone, for the others are its city's."""
    code = told.area.adcode
    page = told.page if code == subject else told.page.near
    maps = {f"{MAPS}/{subject}": cross.numbers.get(map_id(place_spec(subject)), "")}
    return PageRows(f"{DATA}/{code}", city_report(page, cross.plans), maps)


def sheet_files(cross: Cross, told: Told, wanted: BuildOptions) -> Files:
    """The sheet of a city on the first paper, as `geo map --city` makes it."""
    scene = replace(told.scene, spec=told.scene.spec.with_(lang=wanted.lang))
    page = PageChoice(wanted.papers[0], "portrait", wanted.lang)
    suffixes = [f".{suffix}" for suffix in wanted.suffixes]
    made = printed(scene, cross.world, page, suffixes, wanted.dots)
    made[".spec.json"] = spec_bytes(scene)
    return {f"{MAPS}/{told.area.adcode}{suffix}": data for suffix, data in made.items()}


def areas(cross: Cross, subject: str) -> Iterator[Area]:
    """The city, then its districts and counties."""
    register = cross.world.register
    own = [a for a in register.areas("county", subject) if a.adcode != subject]
    for area in (register.place(subject), *own):
        assert isinstance(area, Area)  # noqa: S101  (a code of the register's areas)
        yield area


def area_told(cross: Cross, area: Area) -> Told:
    """A city, district or county with its part of what is said, and its map."""
    register = cross.world.register
    host = register.host_prefecture(area.adcode)
    whole = cross.book.pages[host]
    page = whole if area.adcode == host else part_of(whole, register, area.adcode)
    spec = cross.numbered(place_spec(area.adcode))
    page = page.without_addresses
    return Told(area, page, place_scene(page, cross.plans, cross.world, spec))


def _pictures(cross: Cross, scene: Scene) -> dict[str, Markup]:
    """The map of a page by language; what the page tells in words does not change it."""
    scene = replace(scene, subtitle=NOTHING, key_numbers=(), told=())
    parts = ("area map", scene, cross.world.territory)
    return pictures(parts, lambda: area_maps(scene, cross.world.boundaries, LANGUAGES))


def _frame(cross: Cross, told: Told, lang: str) -> Frame:
    area, register = told.area, cross.world.register
    crumbs = [(say("site.menu_cities"), CITIES)]
    host = register.host_prefecture(area.adcode)
    if host != area.adcode:
        crumbs.append((register.name(host), city_address(host)))
    address = city_address(area.adcode)
    return Frame(lang, address, area.name, told.scene.subtitle, "cities", tuple(crumbs))


def _values(cross: Cross, told: Told, own: Stand) -> Mapping[str, object]:
    """What the page tells besides rows and map."""
    adcode = told.area.adcode
    marks, listed = marks_of(told.scene), _listed(cross, told.scene)
    shown = {i for mark in marks for i, _ in mark.at} | {i for _, i in listed}
    return {
        "sections": said.sections(told.page, cross.plans),
        "carried": said.carried(cross, told.page),
        "marks": marks,
        "listed": listed,
        "further": [i for i in _within(cross, adcode) if i not in shown],
        "name": cross.world.register.name,
        "districts": _districts(cross, told),
        "alike": own.alike,
        "missing": own.missing,
        "others": [(code, cross.world.register.short_name(code)) for code in own.others],
    }


def _listed(cross: Cross, scene: Scene) -> list[tuple[Text, str]]:
    """What is named without a point, with its id where it is registered by that name."""
    ids = {cross.world.register.name(i).zh: i for i in cross.place_ids}
    return [(one.label, ids.get(one.label.zh, "")) for one in scene.listed]


def _within(cross: Cross, adcode: str) -> Iterator[str]:
    """Ids of the places with a page that lie in a city, district or county."""
    register = cross.world.register
    for place_id in cross.place_ids:
        if adcode in (register.host_prefecture(place_id), *register.hosts(place_id)):
            yield place_id


def _districts(cross: Cross, told: Told) -> list[tuple[Text, str, int]]:
    """Districts and counties of a city: name, adcode, statements of each and of what is in it."""
    register = cross.world.register
    own = register.areas("county", told.area.adcode)
    counted = [
        line
        for line in told.page.lines
        if line.reach in ("district", "park") and line.force != Force.CONTEXT
    ]
    return [
        (a.name, a.adcode, sum(a.adcode in register.hosts(x.place_id) for x in counted))
        for a in own
        if a.adcode != told.area.adcode
    ]
