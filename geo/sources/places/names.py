"""Keys of names: how a name is compared, what a place is called, which names two places share."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice

from geo.domain.places import AREA_LEVELS, Area, Hub, Outside, Place, Region, Zone
from geo.errors import Fault
from geo.sources.places.tables import PlaceTables
from geo.sources.texts.paragraphs import normalise

Index = Mapping[str, tuple[str, ...]]
_BETWEEN = "\0"  # in no name: every table refuses it
_QUOTES = re.compile("[\"'《》]")


@lru_cache(maxsize=2**16)
def normalise_key(text: str) -> str:
    r"""The form in which names are compared; never printed.

    As :func:`geo.sources.texts.paragraphs.normalise` (NFKC, simplified characters, no white space),
    without quotation marks and case.

    Examples
    --------
    >>> [normalise_key(name) for name in (" 廣 州\u00a0市 ", "「環五山」", "４４０１００")]
    ['广州市', '环五山', '440100']
    """
    return _key(text)


def normalised_keys(names: Iterable[str]) -> Iterator[str]:
    """The keys of many names in a row: twenty times as quick as one by one.

    Examples
    --------
    >>> [*normalised_keys(["廣州", "Hong Kong"])]
    ['广州', 'hongkong']
    """
    return iter(_key(_BETWEEN.join(names)).split(_BETWEEN))


def _key(text: str) -> str:
    return _QUOTES.sub("", normalise(text)).casefold()


def name_index(places: Mapping[str, Place]) -> Index:
    """Ids by key of every registered name, short name, alias, adcode and id.

    Beyond the maps is only what is nothing on them: 中关村 is a zone of Beijing there.
    """
    names: dict[str, list[str]] = defaultdict(list)
    called = [tuple(filter(None, _names(place))) for place in places.values()]
    keys = normalised_keys(chain.from_iterable(called))
    for place, own in zip(places.values(), called, strict=True):
        for key in dict.fromkeys(filter(None, islice(keys, len(own)))):
            names[key].append(place.id)
    beyond = {place.id for place in places.values() if isinstance(place, Outside)}
    return _frozen({key: [i for i in ids if i not in beyond] or ids for key, ids in names.items()})


def shared_names(tables: PlaceTables, names: Index) -> Iterator[Fault]:
    """A fault for a name of two places; a zone and the hub that marks it may share one.

    Areas may (a city and its county, districts of two cities), and places of two provinces, and a
    place beyond the maps, which is an area on others: whoever reads such a name tells them apart.
    """
    for key, ids in names.items():
        marks = {p.hub for p in map(tables.places.__getitem__, ids) if isinstance(p, Zone)}
        rest = [place_id for place_id in ids if place_id not in marks]
        if len(rest) > 1 and _confused(key, [tables.places[i] for i in rest], tables.places):
            first = tables.addresses[rest[0]]
            yield Fault(
                tables.addresses[rest[1]],
                f"这个名称已属于 {first} 的另一地点",
                f"this name already belongs to another place, in {first}",
                key,
            )


def _confused(key: str, sharing: Sequence[Place], places: Mapping[str, Place]) -> bool:
    """Whether a name may mean either of two places of a province: siblings, or not both areas.

    A city and a county of one stem (伊宁) are no siblings of one name by mistake.
    """
    inside = [place for place in sharing if not isinstance(place, Outside)]
    areas = [place for place in inside if isinstance(place, Area)]
    if len(areas) == len(inside):
        siblings = Counter((area.parent, area.level) for area in areas)
        if all(normalise_key(area.name_zh).startswith(key) for area in areas):
            return False
        return len(sharing) - len(inside) > 1 or max(siblings.values(), default=0) > 1
    tops = Counter(_top(place, places) for place in inside)
    return any(tops[_top(place, places)] > 1 for place in inside if place not in areas)


def _top(place: Place, places: Mapping[str, Place]) -> str:
    """The code of the province that a place lies in, as far as the areas above it are known."""
    code = place.members[0] if isinstance(place, Region) else place.id
    code = place.prefecture if isinstance(place, Zone | Hub) else code
    for _ in AREA_LEVELS:  # a chain of parents may be broken
        area = places.get(code)
        code = area.parent if isinstance(area, Area) and area.parent else code
    return code


def bare_names(places: Mapping[str, Place]) -> Index:
    """Ids by key of the English names of areas without the kind."""
    found: dict[str, list[str]] = defaultdict(list)
    for place in places.values():
        if isinstance(place, Area):
            found[normalise_key(place.short.en)].append(place.id)
    return _frozen(found)


def derived(key: str, places: Mapping[str, Place], names: Index, bare: Index) -> tuple[str, ...]:
    """Ids of the places whose name a key is after the areas above, or in English without the kind.

    Such names are several times as many as the registered ones, so that none is kept. A registered
    name is never a derived one of another place.
    """
    found = set(bare.get(key, ()))
    for start in range(1, len(key)):
        ends = names.get(key[start:], ())
        found |= {i for i in ends if _stands_after_those_above(key, places[i], places)}
    return tuple(place_id for place_id in places if place_id in found) if found else ()


def _stands_after_those_above(key: str, place: Place, places: Mapping[str, Place]) -> bool:
    """Whether a key is a name of a place after that of its province, its prefecture or both."""
    if isinstance(place, Region | Outside):
        return False
    own = [place.name_zh, *place.aliases]
    if isinstance(place, Area):
        own.append(place.short_zh)
    above = places.get(place.parent if isinstance(place, Area) else place.prefecture)
    if not isinstance(above, Area):
        return False
    heads = [above.name_zh, above.short_zh]
    top = places.get(above.parent)
    if isinstance(top, Area):
        heads += [f"{far}{near}" for far in (top.name_zh, top.short_zh) for near in heads]
        heads += [top.name_zh, top.short_zh]
    return any(normalise_key(f"{head}{name}") == key for head in heads for name in own)


def _frozen(index: Mapping[str, list[str]]) -> Index:
    return {key: tuple(ids) for key, ids in index.items()}


def _names(place: Place) -> Iterator[str]:
    yield from (place.id, place.name_zh, place.name_hant, place.name_en, *place.aliases)
    if isinstance(place, Area):
        yield place.short_zh
