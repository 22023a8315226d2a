"""What a reader can look for on the site: every thing that has a page, under all of its names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from geo.domain.places import Area, Hub, Place
from geo.domain.plan import Plan
from geo.domain.text import NOTHING, Text, joined, same
from geo.site import address
from geo.site.plan_set import Cross
from geo.site.topics import Topic
from geo.sources.places.register import Register
from geo.texts.catalogue import say

#: Kinds of parks that have a word of their own; the register may hold others.
PLACE_KINDS = (
    *("science_city", "hightech_zone", "industrial_park", "lab", "base"),
    *("new_area", "university_town", "coop_zone"),
)


class Find(StrEnum):
    """Kinds of what is found; of equally good names the earlier kind is shown first."""

    PREFECTURE = "prefecture"
    COUNTY = "county"
    THEME = "theme"
    SECTOR = "sector"
    SUBSECTOR = "subsector"
    PLACE = "place"
    PLAN = "plan"
    TERM = "term"


@dataclass(frozen=True)
class Entry:
    """One thing that can be found.

    Parameters
    ----------
    find
        What it is.
    href
        Its page below the folder of a language.
    name
        What it is called.
    note
        What tells it from others of the same name: where it lies, which plan prints it.
    also
        Its other names, codes and numbers, in any language.
    around
        Names of the city that it is a part of, which may stand before its own: 广州黄埔区.
    """

    find: Find
    href: str
    name: Text
    note: Text = NOTHING
    also: tuple[str, ...] = ()
    around: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, once."""
        return tuple(dict.fromkeys((self.name.zh, self.name.en, *self.also)))


def things(cross: Cross) -> list[Entry]:
    """Every thing with a page of its own, the best kind first and each kind in reading order.

    Examples
    --------
    >>> from geo.build.mapped_plan import lay_out
    >>> from geo.sources.plans.folder import load_plan
    >>> found = things(Cross((lay_out(load_plan("space2024")),)))
    >>> found[0].href, found[0].names
    ('city/440100.html', ('广州市', 'Guangzhou', '广州', '440100', 'Guangzhou City'))
    """
    register = cross.world.register
    topics = sorted((_topic(cross, topic) for topic in cross.topics), key=_order)
    return [
        *_prefectures(register),
        *_counties(register),
        *topics,
        *_places(cross),
        *map(_plan, cross.plans),
    ]


def _order(entry: Entry) -> int:
    return list(Find).index(entry.find)


def _prefectures(register: Register) -> Iterator[Entry]:
    note = say("finds_notes.prefecture")
    for area in register.areas("prefecture"):
        yield Entry(Find.PREFECTURE, address.city(area.adcode), area.name, note, _names(area))


def _counties(register: Register) -> Iterator[Entry]:
    for area in register.areas("county"):
        if area.level != "county":  # a city without districts stands for both levels
            continue
        above = register.place(area.parent)
        around = (above.name_zh, above.short.zh)
        page = address.city(area.adcode)
        yield Entry(Find.COUNTY, page, area.name, above.name, _names(area), around)


def _names(area: Area) -> tuple[str, ...]:
    return (area.short_zh, area.short.en, area.adcode, *area.aliases)


def _topic(cross: Cross, topic: Topic) -> Entry:
    """A topic under its own name and those of the terms that are told on its page."""
    names: list[str] = []
    for member in topic.own:
        variants = cross.layout(member.plan).plan.taxonomy.variants
        names += (member.name.zh, member.name.en)
        names += (name for v in variants if v.of == member.term_id for name in (v.zh, v.en))
    find, note = Find.THEME, say("finds_notes.theme", n=len({m.plan for m in topic.stating}))
    if not topic.theme:
        (member,) = topic.members
        plan = cross.layout(member.plan).plan
        above = plan.taxonomy.sector_of(member.term_id)
        find = Find.SECTOR if above == member.term_id else Find.SUBSECTOR
        note = dotted((plan.taxonomy.name(above), plan.short)[find is Find.SECTOR :])
    return Entry(find, address.topic(topic.id), topic.name, note, tuple(names))


def _places(cross: Cross) -> Iterator[Entry]:
    """Parks and zones with the city that they lie in and their kind; zones first."""
    register = cross.world.register
    places = [register.place(place_id) for place_id in cross.place_ids]
    for place in sorted(places, key=lambda p: isinstance(p, Hub)):
        host = register.host_prefecture(place.id)
        note = dotted((register.name(host) if host else NOTHING, place_kind(place)))
        also = () if isinstance(place, Area) else place.aliases
        yield Entry(Find.PLACE, address.place(place.id), place.name, note, also)


def place_kind(place: Place) -> Text:
    """What kind of park or zone a place is.

    Examples
    --------
    >>> from geo.sources.places.view import load_register
    >>> place_kind(load_register().place("gz_lab")).zh
    '实验室与科研设施'
    """
    if not isinstance(place, Hub):
        return say(f"place_kinds.{place.levels[0]}")
    return say(f"place_kinds.{place.kind if place.kind in PLACE_KINDS else 'other'}")


def _plan(plan: Plan) -> Entry:
    made = plan.document
    told = (same(made.number), made.issuer, same(made.issued_text))
    also = (made.title.zh, made.title.en, made.number, made.issuer.zh, made.issuer.en, plan.key)
    named = tuple(filter(None, also))
    return Entry(Find.PLAN, address.plan(plan.key), plan.short, dotted(told), named)


def dotted(texts: Iterable[Text]) -> Text:
    """Notes in one line, without those that say nothing.

    Examples
    --------
    >>> dotted([Text("甲", "A"), NOTHING, Text("乙", "B")]).zh
    '甲 · 乙'
    """
    return joined([text for text in texts if text.zh], " · ", " · ")
