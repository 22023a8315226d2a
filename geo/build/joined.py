"""A user's own table joined to the areas of a plan, with what became of every row and area."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.domain.card import Card, Carded
from geo.texts.catalogue import say

if TYPE_CHECKING:
    import geopandas
    import pandas as pd

_NAMED = 8  # names that a line has room for


@dataclass(frozen=True, repr=False, eq=False)
class Joined(Carded):
    """A user's table on the areas of a plan: the areas with its columns, and both sides told.

    Parameters
    ----------
    frame
        One row per area of the plan, as :attr:`Layout.areas`, with the user's columns after ours;
        an area without a row of the user has nothing in them.
    rows
        One row per row of the user, in the user's order and under the user's index: ``written``
        (the name or code), ``adcode`` and ``name`` of the area that it went to (empty if none),
        ``why`` it went to none, ``nearest`` valid names.
    renamed
        The user's columns whose name is one of ours, with the name that they have in ``frame``.

    Examples
    --------
    >>> import geo, pandas as pd
    >>> layout = geo.lay_out(geo.load_plan("future2024"))
    >>> mine = pd.DataFrame({"city": ["广州", "Shenzhen"], "gdp": [3.0, 3.5]})
    >>> joined = layout.join(mine, on="city")
    >>> joined.frame.loc["440300", ["name", "space"]].tolist(), float(joined.frame.gdp.sum())
    (['深圳市', 'named-1'], 6.5)
    >>> len(joined.unmatched), len(joined.areas_without)
    (0, 19)
    """

    frame: geopandas.GeoDataFrame
    rows: pd.DataFrame
    renamed: Mapping[Hashable, str]

    @property
    def unmatched(self) -> pd.DataFrame:
        """The rows of the user that went to no area, with why and the nearest valid names."""
        return self.rows[self.rows["adcode"] == ""]

    @property
    def areas_without(self) -> pd.DataFrame:
        """The areas that no row of the user went to: ``name``, by ``adcode``."""
        bare = ~self.frame.index.isin(self.rows["adcode"])
        return self.frame.loc[bare, ["name"]]

    @property
    def card(self) -> Card:
        """Both sides in a few lines."""
        lost, bare = self.unmatched["written"], self.areas_without["name"]
        n, areas = len(self.rows), len(self.frame)
        head = say("joined.head", rows=n, areas=areas, joined=n - len(lost))
        lines = [
            _line(f"joined.{'rows' if len(lost) else 'all_rows'}", lost),
            _line(f"joined.{'areas' if len(bare) else 'all_areas'}", bare),
        ]
        if self.renamed:
            names = [f"{old} → {new}" for old, new in self.renamed.items()]
            lines.append(_line("joined.renamed", names))
        return Card(f"{head.zh} / {head.en}", (*lines, say("joined.asked").zh))


def _line(key: str, names: Collection[object]) -> str:
    """Words of the catalogue in both languages, and the things that they count, the first few."""
    said = say(key, n=len(names))
    return f"{said.zh} / {said.en}" + (f": {first_of(names)}" if len(names) else "")


def first_of(names: Collection[object]) -> str:
    """The first few of some names, ``—`` for an empty one, and that there are more.

    Examples
    --------
    >>> first_of("abcdefghij")
    'a、b、c、d、e、f、g、h…'
    """
    return "、".join(str(name) or "—" for name in [*names][:_NAMED]) + (
        "…" if len(names) > _NAMED else ""
    )
