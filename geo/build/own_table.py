"""A user's own table, by whatever names or codes its rows have, laid on the areas of a plan.

What became of every row and every area is told.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from geo.domain.card import Card, Carded
from geo.errors import CallError, Fault, UnknownNameError, notice
from geo.join.table import AreaTable, Meant, area_meant
from geo.nearest import nearest
from geo.sources.places.register import Register
from geo.texts.catalogue import say

if TYPE_CHECKING:
    import geopandas
    import pandas as pd


_SHOWN = 8  # columns that a message has room for
#: What a column of whole numbers or of truths becomes where some areas have none.
_WITH_GAPS = {"i": "Int64", "u": "UInt64", "b": "boolean"}
_NAMED = 8  # names that a line has room for


def join_table(
    table: AreaTable,
    register: Register,
    areas: geopandas.GeoDataFrame,
    given: pd.DataFrame | pd.Series,
    on: Hashable | None,
    suffix: str,
) -> Joined:
    """A user's table joined to areas; :meth:`geo.Layout.join` tells the rest."""
    mine = _checked(given, on)
    written = [_written(v) for v in (mine.index if on is None else mine[on])]
    known = {word: area_meant(table, register, word) for word in dict.fromkeys(written)}
    meant = [known[word] for word in written]
    labels = [f"{'index' if on is None else on}:{label}" for label in mine.index]
    _refuse_none(meant, labels, mine, on)
    _refuse_several(meant, labels, areas["name"])
    ours = {*areas.columns, areas.index.name}
    renamed: dict[Hashable, str] = {c: f"{c}{suffix}" for c in mine.columns if c in ours}
    taken = {*areas.columns, *mine.columns}.intersection(renamed.values())
    if taken:
        zh, en = "改名之后仍与别的列同名", "is the name of a column even so"
        raise CallError(Fault("suffix", zh, en, n) for n in renamed.values() if n in taken)
    rows = _rows(mine.index, meant, areas["name"])
    _say_lost(rows, labels)
    return Joined(_beside(areas, mine.rename(columns=renamed), rows["adcode"]), rows, renamed)


def _checked(given: object, on: Hashable | None) -> pd.DataFrame:
    """The user's table, if it is one that can be joined by a column or by its index."""
    import pandas as pd

    if isinstance(given, pd.Series) and on is None:
        given = given.to_frame(given.name if given.name is not None else "value")
    if not isinstance(given, pd.DataFrame):
        zh = "要 DataFrame；Series 以索引为键，不给 on"
        en = "takes a DataFrame, or a Series without on"
        raise CallError(Fault("df", zh, en, type(given).__name__))
    frame = pd.DataFrame(given)
    faults = []
    if given.columns.nlevels > 1 or (on is None and given.index.nlevels > 1):
        zh, en = "索引或列名有多层，请先化为一层", "has several levels of index or columns"
        faults.append(Fault("df", zh, en))
    if not len(frame):
        faults.append(Fault("df", "没有一行数据", "has no row"))
    columns = [str(c) for c in frame.columns]
    faults += [
        Fault("df", "有几列同名", "several columns have this name", name)
        for name in dict.fromkeys(c for c in columns if columns.count(c) > 1)
    ]
    if on is not None and on not in frame.columns:
        near = nearest(str(on), columns) or tuple(columns[:_SHOWN])
        faults.append(Fault("on", "没有这一列", "there is no such column", str(on), near))
    if faults:
        raise CallError(faults)
    return frame


def _written(value: Any) -> str:  # noqa: ANN401  (a cell may hold anything)
    """A name or code as it stands in a cell; empty for none."""
    import pandas as pd

    return "" if pd.api.types.is_scalar(value) and pd.isna(value) else str(value).strip()


def _refuse_none(
    meant: Sequence[Meant], labels: Sequence[str], mine: pd.DataFrame, on: Hashable | None
) -> None:
    """A fault for every row, where not one of them names an area."""
    if any(one.adcode for one in meant):
        return
    if on is None and mine.index.equals(mine.reset_index(drop=True).index):
        zh, en = "索引只是行号，请用 on 指明哪一列是地名", "the index only numbers rows; give on="
        raise CallError(Fault("on", zh, en, "", tuple(map(str, mine.columns[:_SHOWN]))))
    said = [(one.said, label) for one, label in zip(meant, labels, strict=True) if one.said]
    raise UnknownNameError(replace(fault, address=label) for fault, label in said)


def _refuse_several(meant: Sequence[Meant], labels: Sequence[str], names: pd.Series) -> None:
    """A fault for every area that several rows go to: only the user knows which one counts."""
    found: dict[str, list[str]] = {}
    for one, label in zip(meant, labels, strict=True):
        found.setdefault(one.adcode, []).append(f"{label} {one.written}")
    faults = [
        Fault(
            labels[0].partition(":")[0],
            f"有 {len(same)} 行，请先合成一行（如 groupby）：{first_of(same)}",
            f"has {len(same)} rows; make them one first (groupby): {first_of(same)}",
            names[adcode],
        )
        for adcode, same in found.items()
        if adcode and len(same) > 1
    ]
    if faults:
        raise CallError(faults)


def _rows(index: pd.Index, meant: Sequence[Meant], names: pd.Series) -> pd.DataFrame:
    """What became of every row of the user, under the user's index."""
    import pandas as pd

    said = [one.said for one in meant]
    columns = {
        "written": [one.written for one in meant],
        "adcode": [one.adcode for one in meant],
        "name": [names[one.adcode] if one.adcode else "" for one in meant],
        "why": [f"{fault.zh} / {fault.en}" if fault else "" for fault in said],
        "nearest": ["、".join(fault.nearest) if fault else "" for fault in said],
    }
    return pd.DataFrame(columns, index=index, dtype=str)


def _say_lost(rows: pd.DataFrame, labels: Sequence[str]) -> None:
    """A notice of the rows that went to no area: nothing is left out unsaid."""
    lost = [f"{label} {word}".strip() for label, word, code
            in zip(labels, rows["written"], rows["adcode"], strict=True) if not code]  # fmt: skip
    if lost:
        zh = f"{len(lost)} 行没有对上任何区域，见 .unmatched"
        en = f"{len(lost)} row{'s' * (len(lost) > 1)} went to no area, see .unmatched"
        notice("", zh, en, first_of(lost))


def _beside(
    areas: geopandas.GeoDataFrame, mine: pd.DataFrame, adcodes: pd.Series
) -> geopandas.GeoDataFrame:
    """The areas with the user's columns before the geometry; whole numbers stay whole."""
    went = (adcodes != "").to_numpy()
    own = mine[went].set_axis(adcodes[went].to_numpy(), axis="index")
    if len(own) < len(areas):
        kinds = {
            c: _WITH_GAPS.get(getattr(kind, "kind", ""), kind) for c, kind in own.dtypes.items()
        }
        own = own.astype(kinds)
    own = own.reindex(areas.index)
    shape = areas.geometry.name
    names = [c for c in areas.columns if c != shape]
    return areas[[*names, shape]].join(own)[[*names, *own.columns, shape]]


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
