"""Units of every province, today's and those that are no more: what an unregistered name may be.

For messages only: nothing is resolved by these tables. See DECISIONS 34.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice

from geo.sources.places.country import chain, country_areas, packaged_rows
from geo.sources.places.names import normalise_key, normalised_keys

_KIND = re.compile(r"(?:(?:壮族|回族|维吾尔)?自治区|特别行政区|地区|[省市区县盟])$")
_STEM = 2  # characters that a name keeps without its kind


@dataclass(frozen=True)
class Unit:
    """A unit of administration: in use, or until a year.

    Parameters
    ----------
    until
        The year in which it was abolished or renamed; empty for a unit in use.
    successors
        Codes in use today, the one of the same name first; an empty one where no source tells.
    """

    adcode: str
    name_zh: str
    until: str = ""
    successors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Units:
    """Units by their names, with and without the units above before them.

    Parameters
    ----------
    in_use
        Names of the areas of the country, by code.
    former
        Units that are no more.
    """

    in_use: Mapping[str, str]
    former: tuple[Unit, ...]

    def find(self, name: str) -> tuple[Unit, ...]:
        """Units, today's first, that a name or a code may mean.

        Examples
        --------
        >>> units = load_units()
        >>> [(u.until, units.path(u.successors[0])) for u in units.find("萝岗区")]
        [('2014', '广东省广州市黄埔区')]
        >>> [(u.name_zh, u.until) for u in units.find("江西赣州")]
        [('赣州市', ''), ('赣州地区', '1998'), ('赣州市', '1998')]
        """
        key, (units, own) = normalise_key(name), self._own
        ends = {n for start in range(len(key)) for n in own.get(key[start:], ())}
        return tuple(units[n] for n in sorted(ends) if key in self._keys(units[n]))

    @cached_property
    def _own(self) -> tuple[tuple[Unit, ...], Mapping[str, list[int]]]:
        """All units, and by key of a name without those above which of them bear it."""
        found: dict[str, list[int]] = defaultdict(list)
        units = (*(Unit(code, name) for code, name in self.in_use.items()), *self.former)
        called = [[*own, *alone] for own, alone in map(_called, units)]
        keys = normalised_keys(name for names in called for name in names)
        for n, names in enumerate(called):
            for key in set(islice(keys, len(names))):
                found[key].append(n)
        return units, found

    def _keys(self, unit: Unit) -> set[str]:
        """Keys of all that a unit is called: its names, alone and after the units above; its code.

        Of units with names before them there are seventy thousand: they are made when asked for.
        """
        own, alone = _called(unit)
        return {*map(normalise_key, alone), *_names(own, self.above(unit.adcode))}

    def abolished(self) -> dict[str, Unit]:
        """Units that are no more, by their full names."""
        return {unit.name_zh: unit for unit in self.former}

    def merged(self, name: str, adcode: str) -> str:
        """The year in which the unit of a name became part of an area; empty if it is none such.

        Examples
        --------
        >>> load_units().merged("萝岗区", "440112"), load_units().merged("莱芜市", "370116")
        ('2014', '2018')
        >>> load_units().merged("黄埔区", "440112"), load_units().merged("莱芜市", "370102")
        ('', '')
        """
        key, above = normalise_key(name), set(chain(adcode))
        units = [u for u in self.former if not above.isdisjoint(u.successors)]
        units = [unit for unit in units if key in self._keys(unit)]
        if not any(adcode in unit.successors for unit in units):
            return ""
        if key in self._keys(Unit(adcode, self.in_use[adcode])):
            return ""
        return max(unit.until for unit in units)

    def path(self, adcode: str) -> str:
        """The name of a unit in use after those above it."""
        return "".join(self.above(adcode)) + self.in_use[adcode]

    def above(self, adcode: str) -> tuple[str, ...]:
        """Names of the units in use above a code, from the province down."""
        codes = (f"{adcode[:2]}0000", f"{adcode[:4]}00")
        return tuple(
            self.in_use[c] for c in dict.fromkeys(codes) if c in self.in_use and c != adcode
        )


@lru_cache(maxsize=1)
def load_units() -> Units:
    """Units in use are the areas of the country; the others have a table of their own."""
    in_use = {code: area.name_zh for code, area in country_areas().items()}
    former = (
        Unit(code, name, until, tuple(filter(None, heirs.split(";"))))
        for code, name, _level, until, heirs in packaged_rows("former")
    )
    return Units(in_use, tuple(former))


def _called(unit: Unit) -> tuple[list[str], list[str]]:
    """What a unit is called with or without those above before it, and what only by itself."""
    own, alone = [*_forms(unit.name_zh)], [unit.adcode]
    if not unit.until:
        area = country_areas()[unit.adcode]
        own += [area.short_zh, *area.aliases]
        alone += [area.name_en, area.short.en]
    return own, alone


def _names(forms: Iterable[str], above: tuple[str, ...]) -> Iterator[str]:
    """Keys of a name's forms, alone, after the unit above and after all units above."""
    heads, own = [""], dict.fromkeys(map(normalise_key, forms))
    for name in above:
        heads += [f"{head}{normalise_key(form)}" for head in heads for form in _forms(name)]
    for head in heads:
        yield from (f"{head}{key}" for key in own)


def _forms(name: str) -> tuple[str, ...]:
    stem = _KIND.sub("", name)
    return (name, stem) if _STEM <= len(stem) < len(name) else (name,)
