"""A plan on the ground as data frames, and a user's own table joined to them."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cached_property
from typing import TYPE_CHECKING

from geo.build.own_table import Joined
from geo.join.table import AreaTable
from geo.scene.world import World

if TYPE_CHECKING:
    import geopandas
    import pandas as pd


class Framed:
    """A plan joined to its areas, which shows itself as data frames."""

    table: AreaTable
    world: World

    @cached_property
    def areas(self) -> geopandas.GeoDataFrame:
        """One row per area by ``adcode`` in ascending order, EPSG:4490.

        Columns: ``plan``, ``name``, ``name_en``, ``level``, ``parent_adcode``,
        ``n_sectors``, ``n_subsectors``, ``zones_named``, ``zones``, then per sector its state
        (named by the sector's id), count and terms, and ``geometry``.

        Examples
        --------
        >>> from geo import lay_out, load_plan
        >>> areas = lay_out(load_plan("future2024")).areas
        >>> areas.loc["440100", ["name", "space", "space_terms"]].tolist()
        ['广州市', 'named-3', '深海空间;网络空间;低空经济']
        """
        return self._mapped("areas", "adcode")

    @cached_property
    def carriers(self) -> geopandas.GeoDataFrame:
        """One row per carrier as the plan lists it, by ``city_adcode``; a point where it is known.

        Examples
        --------
        >>> from geo import lay_out, load_plan
        >>> parks = lay_out(load_plan("future2024")).carriers
        >>> parks.loc["440400", "carrier"].tolist()
        ['横琴粤澳深度合作区', '珠海高新区']
        """
        return self._mapped("carriers", "city_adcode")

    @cached_property
    def assignments(self) -> pd.DataFrame:
        """One row per statement in the plan's order, by ``adcode`` (empty for regions).

        Examples
        --------
        >>> from geo import lay_out, load_plan
        >>> rows = lay_out(load_plan("future2024")).assignments
        >>> rows.loc["440100"].query("sector == 'space'").term.tolist()
        ['未来空间', '深海空间', '网络空间', '低空经济']
        """
        return self._framed("assignments", "adcode")

    @cached_property
    def structure(self) -> pd.DataFrame:
        """One row per member of each element of the spatial structure, by ``member_adcode``.

        Examples
        --------
        >>> from geo import lay_out, load_plan
        >>> lay_out(load_plan("future2024")).structure.query("kind == 'core'").member.tolist()
        ['广州', '深圳']
        """
        return self._framed("structure", "member_adcode")

    @cached_property
    def taxonomy(self) -> pd.DataFrame:
        """Sectors with their sub-sectors in the plan's order, then printed variants, by ``id``.

        Examples
        --------
        >>> from geo import lay_out, load_plan
        >>> lay_out(load_plan("future2024")).taxonomy.loc["space.low_altitude", "zh"]
        '低空经济'
        """
        return self._framed("taxonomy", "id")

    def _framed(self, kind: str, index: str) -> pd.DataFrame:
        """A table of ``geo export`` in the types of its columns, under its codes."""
        from geo.export.frames import data_frame, told
        from geo.export.table import export_table

        table = export_table(kind, self.table, self.world)
        return told(data_frame(table).set_index(index), [self.table.plan])

    def _mapped(self, kind: str, index: str) -> geopandas.GeoDataFrame:
        """The same with a shape per row, EPSG:4490."""
        from geopandas import GeoDataFrame

        from geo.export.shapes import CRS, geometries
        from geo.export.table import export_table

        shapes = geometries(export_table(kind, self.table, self.world), self.world)
        plain = self._framed(kind, index)
        frame = GeoDataFrame(plain, geometry=shapes, crs=CRS)
        frame.attrs = plain.attrs
        return frame

    def join(
        self, df: pd.DataFrame | pd.Series, on: Hashable | None = None, *, suffix: str = "_own"
    ) -> Joined:
        """A table of one's own laid on the areas, with a report of both sides.

        Parameters
        ----------
        df
            A row per area, or a Series of values; two rows for one area are a fault.
        on
            The column that names the areas; the index if None. Names may be Chinese, Traditional,
            short or English, with the areas above before them; codes may be numbers, whole or not.
        suffix
            What is put after those of your columns that are named as one of ours.

        Returns
        -------
        Joined
            ``frame`` has every area with your columns; ``unmatched`` your rows that went to none,
            with why and the nearest valid names; ``areas_without`` the areas without a row.

        Raises
        ------
        CallError
            There is no such column, the table is empty, several rows go to one area: all at once.
        UnknownNameError
            No row at all names an area of the plan.

        Examples
        --------
        >>> import pandas as pd
        >>> from geo import lay_out, load_plan
        >>> mine = pd.DataFrame({"city": ["广州", 440300, "Zhuhai"], "firms": [12, 34, 5]})
        >>> joined = lay_out(load_plan("future2024")).join(mine, on="city")
        >>> joined.frame.loc[["440100", "440300"], "firms"].tolist()
        [12, 34]
        >>> print(joined.card.head)
        3 行对到 21 个区域：对上 3 行 / 3 rows against 21 areas: 3 joined
        """
        from geo.build.own_table import join_table

        return join_table(self.table, self.world.register, self.areas, df, on, suffix)
