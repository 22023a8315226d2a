"""Plans seen together: laid on the ground, the sheet of one place over them, the map of a theme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from geo.analysis.cities import CityBook, city_book, part_of
from geo.ask.check import checked, one_territory, raise_together
from geo.ask.themes import joint_register, plans_asked, themes_of
from geo.build.map_files import CAREFUL, Delivery, check_page, write_product
from geo.build.mapped_plan import Layout, lay_out
from geo.domain.lines import CityPage
from geo.domain.places import Area, Match
from geo.domain.plan import Plan
from geo.errors import CallError, Fault, GeoError, UnknownNameError
from geo.scene.place import place_scene, place_spec
from geo.scene.scene import Scene
from geo.scene.theme_map import resolve_theme, theme_spec
from geo.scene.world import World, load_world
from geo.sheet.page import PageChoice
from geo.sources.places.missing import missing
from geo.sources.plans.folder import load_plan
from geo.spec.publisher import approval

LEVELS = ("prefecture", "county")


@dataclass(frozen=True)
class Places:
    """Plans read together, ready for the sheet of any place.

    Examples
    --------
    >>> from geo.sources.plans.folder import load_plan
    >>> places = Places.of([load_plan("space2024")])
    >>> places.scene(places.find("阳江")).title.zh
    '阳江市'
    """

    plans: tuple[Plan, ...]
    world: World

    @classmethod
    def of(cls, plans: Sequence[Plan], world: World | None = None) -> Places:
        """Plans with one register that has the own places of all of them."""
        world = world or load_world(one_territory(plans))
        joint = joint_register(plans, world.register)
        return cls(tuple(plans), replace(world, register=joint))

    @cached_property
    def book(self) -> CityBook:
        """What the plans say of every city."""
        return city_book(self.plans, self.world.register)

    def find(self, name: str) -> str:
        """The adcode of a city, district or county by Chinese or English name or adcode.

        Raises
        ------
        UnknownNameError
            There is none in the territory, or several; the nearest are named.
        """
        register = self.world.register
        for level in LEVELS:
            found = register.find(name, level)
            if not (isinstance(found, Match) and isinstance(found.place, Area)):
                continue
            inside = self.world.territory.code in register.hosts(found.id)
            if level in found.place.levels and inside:
                return found.id
        known = [p for p in register.candidates(name) if isinstance(p, Area)]
        if not register.candidates(name):
            raise UnknownNameError(missing(register, name))
        zh, en = "不是本省的一个市、区或县", "not one city, district or county of the province"
        near = tuple(f"{p.id} {p.name.zh}" for p in known) if len(known) > 1 else ()
        raise UnknownNameError(Fault("", zh, en, name, near or register.nearest(name)))

    def scene(self, adcode: str, *, lang: str = "zh", approved: str = "") -> Scene:
        """The finished sheet of a place."""
        spec = place_spec(adcode, lang).with_(approval=approval(approved))
        return place_scene(self.page(adcode), self.plans, self.world, spec)

    def page(self, adcode: str) -> CityPage:
        """What the plans say of a place; of a district or county its part of its city's page."""
        register = self.world.register
        host = register.host_prefecture(adcode)
        whole = self.book.pages[host]
        return whole if adcode == host else part_of(whole, register, adcode)


def city_sheet(
    name: str,
    path: str | Path,
    plans: Sequence[str | Path] = (),
    *,
    page: PageChoice | None = None,
    approved: str = "",
    how: Delivery = CAREFUL,
) -> tuple[Path, ...]:
    """Write the sheet of one place: its map, and what every plan says of it.

    Parameters
    ----------
    name
        Chinese or English name, or adcode, of a city, district or county.
    path
        ``.pdf``, ``.svg`` or ``.png`` (the first page).
    plans
        Keys or folders; all packaged plans by default.
    page
        Paper and language; A3 in Chinese by default, standing.
    approved
        The user's map approval number for this very sheet.
    how
        Whether files are replaced that geo did not write.

    Returns
    -------
    tuple of Path
        Every file written, the one asked for first.

    Raises
    ------
    UnknownNameError, CallError, OutputError
        There is no such place (the nearest are named); the format or paper is unknown; the file
        cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "dongguan.svg"
    >>> [made.name for made in city_sheet("东莞", file, ["space2024"])]
    ['dongguan.svg', 'dongguan.svg.spec.json', '.geo-files.json']
    """
    path = Path(path)
    page = page or PageChoice("A3", "portrait")
    check_page(path.suffix, page, how)
    if path.suffix.lower() == ".html":
        zh, en = "一市一图只有纸面", "the sheet of a place is for paper"
        raise CallError(Fault("-o", zh, en, path.name, (".pdf", ".svg", ".png")))
    places = Places.of(plans_asked(plans))
    scene = places.scene(places.find(name), lang=page.lang, approved=approved)
    return write_product(path, scene, places.world, page, how)


def write_theme(
    theme: str, path: Path, page: PageChoice, how: Delivery = CAREFUL
) -> tuple[Path, ...]:
    """Write the map of a theme of the packaged plans in the format of the file's suffix.

    Parameters
    ----------
    theme
        Id, Chinese or English name.
    path
        ``.html`` (with its files in a folder named after it), ``.pdf``, ``.svg`` or ``.png``.
    page
        Paper and language.
    how
        Whether a page is a single file, and whether files are replaced that geo did not write.

    Raises
    ------
    UnknownNameError, OutputError
        There is no such theme (the nearest are named); the file cannot be written.
    """
    world, themes = load_world(), themes_of()
    spec = theme_spec(themes.find(theme), page.lang)
    scene = resolve_theme(spec, themes.table(spec.subject), world)
    return write_product(path, scene, world, page, how)


def load_layouts(plans: Sequence[str]) -> list[Layout]:
    """Plans of one territory joined to their areas; the faults of all of them at once."""
    read: list[Plan] = []
    errors: list[tuple[str, GeoError]] = []
    for plan in plans:
        try:
            read.append(load_plan(plan))
        except GeoError as error:
            errors.append((Path(plan).name if len(plans) > 1 else "", error))
    raise_together(errors)
    checked(read)
    territory = one_territory(read)
    return [lay_out(plan, world=load_world(territory)) for plan in read]
