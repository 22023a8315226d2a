"""A plan on the ground: its areas as a table with geometry, and any of its maps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from geo.ask.choices import Which, chosen_spec
from geo.build.framed import Framed
from geo.domain.card import Card, Carded
from geo.domain.plan import Plan
from geo.join.attach import attach, check_corridors
from geo.join.table import AreaTable
from geo.scene.map_kind import PlanGround
from geo.scene.resolve import presets, resolve
from geo.scene.scene import Scene
from geo.scene.world import World, load_world
from geo.spec.mapspec import MapSpec
from geo.spec.publisher import approval

if TYPE_CHECKING:
    import folium


@dataclass(frozen=True, repr=False)
class Layout(Framed, Carded):
    """A plan joined to the areas of its territory.

    Parameters
    ----------
    plan
        The plan.
    world
        Register with the plan's own places, boundaries (EPSG:4490), theme.
    table
        One row per area of the level, whether or not the plan names it.
    numbers
        The user's approval numbers that count today, by slug of the map.

    Examples
    --------
    >>> from geo import lay_out, load_plan
    >>> layout = lay_out(load_plan("future2024"))
    >>> len(layout.table.areas), layout.table.cell("440100", "space").count
    (21, 3)
    """

    plan: Plan
    world: World
    table: AreaTable
    numbers: Mapping[str, str] = field(default_factory=dict)

    @property
    def card(self) -> Card:
        """The layout in a few lines, and what it is asked for."""
        asked = (
            ".areas · .assignments · .carriers · .join(df, on=…) · .map(sector=…) · .sheet(FILE, …)"
        )
        return replace(self.table.card, lines=(*self.table.card.lines, asked))

    @cached_property
    def ground(self) -> PlanGround:
        """What all maps of the plan share."""
        return PlanGround(self.table, self.world)

    @cached_property
    def specs(self) -> tuple[MapSpec, ...]:
        """The maps that a build makes of the plan, in reading order."""
        given = self.numbers
        return tuple(
            spec.with_(approval=given.get(spec.slug, "")) for spec in presets(self.plan, self.table)
        )

    def scene(self, *, lang: str = "zh", approved: str = "", **which: Unpack[Which]) -> Scene:
        """One finished map, engine-free: areas with their states and styles, legend, texts.

        Parameters
        ----------
        lang
            ``zh``, ``en`` or ``both``: the language of paper.
        approved
            The user's map approval number for this very map; without one it is marked as internal.
        **which
            One of ``sector="space"`` (id, Chinese or English name), ``subsector=…``,
            ``structure=True``, ``breadth=True``, ``carriers=True``.

        Raises
        ------
        SpecError
            None or several maps are asked for.
        UnknownNameError
            The plan has no such sector.

        Examples
        --------
        >>> from geo import lay_out, load_plan
        >>> scene = lay_out(load_plan("future2024")).scene(sector="未来空间")
        >>> scene.area("440100").state
        'named-3'
        """
        spec = chosen_spec(self.plan, which, lang, self.table.level)
        return resolve(spec.with_(approval=approval(approved)), self.ground)

    def map(self, *, lang: str = "zh", **which: Unpack[Which]) -> folium.Map:
        """A folium map that shows inline in Jupyter without a network; arguments as `scene`.

        Examples
        --------
        >>> import folium
        >>> from geo import lay_out, load_plan
        >>> isinstance(lay_out(load_plan("future2024")).map(structure=True), folium.Map)
        True
        """
        from geo.render.web.inline import notebook_map

        return notebook_map(self.scene(lang=lang, **which), self.world.boundaries)

    def sheet(  # noqa: PLR0913  (one option each)
        self,
        path: str | Path,
        *,
        paper: str = "",
        lang: str = "zh",
        orientation: str = "",
        bleed: float = 0.0,
        crop_marks: bool = False,
        approved: str = "",
        figure: bool = False,
        titled: bool = True,
        transparent: bool = False,
        dpi: int = 0,
        width: int = 0,
        long: bool = False,
        outlined: bool = False,
        beside: tuple[str, ...] = (),
        single: bool = False,
        replace: bool = False,
        **which: Unpack[Which],
    ) -> Path:
        """Write one map to a file, in the format of its suffix.

        Parameters
        ----------
        path
            ``.pdf``, ``.svg``, ``.png`` or ``.html`` (with a folder named after it).
        paper, orientation
            ``A0`` to ``A4`` (A3); ``landscape`` or ``portrait``, by default as the map needs.
        lang
            ``zh``, ``en`` or ``both``.
        bleed, crop_marks
            What a printer cuts off a PDF (mm); whether lines tell where.
        approved
            The user's map approval number for this very map, printed in place of the mark.
        figure, titled, transparent
            Whether it is a figure for a document, with its title, without a ground.
        dpi, width
            Dots of a PNG: per inch (300 by default), or across.
        long
            A PNG for a phone: 1080 dots wide, with who carries what.
        outlined
            Whether the letters of an SVG are shapes, for printers and programs without the fonts.
        beside
            Formats in which a page offers its map on paper as well: ``pdf``, ``svg``.
        single
            Whether a page has everything inside and needs no folder.
        replace
            Whether files are replaced that geo did not write.
        **which
            As :meth:`scene`.

        Returns
        -------
        Path
            The file written.

        Raises
        ------
        CallError, UnknownNameError, SpecError, OutputError
            The format or paper is unknown, there is no such map, a file is not ours to replace.

        Examples
        --------
        >>> import tempfile
        >>> from geo import lay_out, load_plan
        >>> layout = lay_out(load_plan("future2024"))
        >>> file = layout.sheet(Path(tempfile.mkdtemp()) / "space.svg", sector="space", paper="A4")
        >>> file.read_bytes()[:5]
        b'<?xml'
        """
        from geo.build.map_files import Delivery, write_product
        from geo.sheet.asked import Dots, asked_page, figure_of
        from geo.sheet.page import PageChoice

        alone = figure_of(figure, titled=titled, transparent=transparent)
        wish = PageChoice(paper, orientation, lang, bleed, crop_marks, figure=alone)
        page = asked_page(wish, long=long)
        scene = self.scene(lang=lang, approved=approved, **which)
        how = Delivery(single, replace, Dots(dpi, width), outlined, beside=beside)
        return write_product(Path(path), scene, self.world, page, how)[0]


def lay_out(plan: Plan, level: str = "", world: World | None = None) -> Layout:
    """Join a plan to the areas of its territory.

    Parameters
    ----------
    plan
        A plan from :func:`geo.load_plan`.
    level
        ``prefecture`` or ``county``; the plan's own level by default.
    world
        Places, shapes and theme to share between plans; those of its territory by default.

    Examples
    --------
    >>> from geo import load_plan
    >>> layout = lay_out(load_plan("future2024"))
    >>> layout.table.sectors_of("441200")
    ('energy',)
    """
    world = plan_world(plan, world or load_world(plan.territory))
    check_corridors(plan, world.register, world.boundaries)
    return Layout(plan, world, attach(plan, world.register, level))


def plan_world(plan: Plan, world: World) -> World:
    """The world with the places and outlines that the plan adds to the register."""
    from geo.sources.plans.places import plan_register

    register = plan_register(plan, world.register)
    return world if register is world.register else replace(world, register=register)
