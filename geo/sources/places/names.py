"""Keys of names: how a name is compared, what a place is called, which names two places share."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from geo.domain.places import Area, Outside, Place, Region, Zone
from geo.errors import Fault
from geo.sources.places.tables import PlaceTables
from geo.sources.texts.paragraphs import normalise

Index = Mapping[str, tuple[str, ...]]
_QUOTES = re.compile("[\"'《》]")
_ENGLISH_KIND = re.compile(r" (District|County|City|Province)$")


def normalise_key(text: str) -> str:
    r"""The form in which names are compared; never printed.

    As :func:`geo.sources.texts.paragraphs.normalise` (NFKC, simplified characters, no white space),
    without quotation marks and case.

    Examples
    --------
    >>> [normalise_key(name) for name in (" 廣 州\u00a0市 ", "「環五山」", "４４０１００")]
    ['广州市', '环五山', '440100']
    """
    return _QUOTES.sub("", normalise(text)).casefold()


def name_index(places: Mapping[str, Place]) -> Index:
    """Ids by key of every registered name, short name, alias, adcode and id."""
    names: dict[str, list[str]] = defaultdict(list)
    for place in places.values():
        for key in dict.fromkeys(filter(None, map(normalise_key, _names(place)))):
            names[key].append(place.id)
    return _frozen(names)


def shared_names(tables: PlaceTables, names: Index) -> Iterator[Fault]:
    """A fault for a name of two places; a zone and the hub that marks it may share one."""
    for key, ids in names.items():
        marks = {p.hub for p in map(tables.places.__getitem__, ids) if isinstance(p, Zone)}
        rest = [place_id for place_id in ids if place_id not in marks]
        if len(rest) > 1:
            first = tables.addresses[rest[0]]
            yield Fault(
                tables.addresses[rest[1]],
                f"这个名称已属于 {first} 的另一地点",
                f"this name already belongs to another place, in {first}",
                key,
            )


def derived_names(places: Mapping[str, Place], names: Index) -> Index:
    """Ids by key of names with the areas above before them, and of English names without the kind.

    A registered name is never a derived one of another place.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for place in places.values():
        for key in dict.fromkeys(map(normalise_key, _variations(place, places))):
            if key not in names:
                found[key].append(place.id)
    return _frozen(found)


def _frozen(index: Mapping[str, list[str]]) -> Index:
    return {key: tuple(ids) for key, ids in index.items()}


def _names(place: Place) -> Iterator[str]:
    yield from (place.id, place.name_zh, place.name_hant, place.name_en, *place.aliases)
    if isinstance(place, Area):
        yield place.short_zh


def _variations(place: Place, places: Mapping[str, Place]) -> Iterator[str]:
    """The name after its province, its prefecture or both, and English without the kind."""
    if isinstance(place, Region | Outside):
        return
    own = [place.name_zh, *place.aliases]
    if isinstance(place, Area):
        own.append(place.short_zh)
        yield _ENGLISH_KIND.sub("", place.name_en)
    above = places.get(place.parent if isinstance(place, Area) else place.prefecture)
    if isinstance(above, Area):
        heads = [above.name_zh, above.short_zh]
        top = places.get(above.parent)
        if isinstance(top, Area):
            heads += [f"{far}{near}" for far in (top.name_zh, top.short_zh) for near in heads]
            heads.append(top.name_zh)
        yield from (f"{head}{name}" for head in heads for name in own)
