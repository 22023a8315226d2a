"""The one owner of colours, patterns, marks and symbols: theme.toml as typed values.

See DECISIONS 25, and 52 for dark screens.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import Any

from geo.domain.card import Brief
from geo.domain.plan import Plan

FOCUS, NAMED_1, NAMED_4 = 0, 1, 4
#: Sections of the file that are fields as they stand.
_AS_WRITTEN = (
    *("ground", "page", "workbook", "lines", "symbols", "outlines", "bands", "belts", "plots"),
    *("kinds", "sectors"),
)


@dataclass(frozen=True)
class Hatch:
    """Parallel lines or a grid of dots: lengths in mm, ``angle`` in degrees anticlockwise.

    ``dot`` is a diameter; a pattern of lines has none. One for ``paper`` is on no screen. ``dash``
    is on, off … along lines, which ``shift`` moves by a share of their spacing.

    Examples
    --------
    >>> Hatch(spacing=1.5, angle=45, dot=0.4).times(2)  # doctest: +NORMALIZE_WHITESPACE
    Hatch(spacing=3.0, angle=45, width=0.0, dot=0.8, color='', paper=False, dash=(),
          shift=0.0)
    """

    spacing: float
    angle: float
    width: float = 0.0
    dot: float = 0.0
    color: str = ""
    paper: bool = False
    dash: tuple[float, ...] = ()
    shift: float = 0.0

    def times(self, scale: float) -> Hatch:
        """The same pattern with all lengths larger or smaller."""
        lengths = (self.spacing, self.width, self.dot)
        spacing, width, dot = (length * scale for length in lengths)
        dash = tuple(length * scale for length in self.dash)
        return replace(self, spacing=spacing, width=width, dot=dot, dash=dash)


@dataclass(frozen=True, repr=False, eq=False)
class Theme(Brief):
    """Colours (``#rrggbb``), line widths (pt; px on a screen), patterns (mm), symbols, typefaces.

    Every map, chart, page and table has its colours and weights from here and from nowhere else.
    ``dark`` has what a dark screen shows in place of each colour; ``office`` is the typeface of
    workbooks and slides.

    Examples
    --------
    >>> theme = load_theme()
    >>> len(theme.ramp("teal")), theme.ground["sea"][0]
    (5, '#')
    """

    ground: dict[str, str]
    page: dict[str, str]
    workbook: dict[str, str]
    lines: dict[str, float]
    screen: dict[str, dict[str, Any]]
    patterns: dict[str, Hatch]
    symbols: dict[str, dict[str, Any]]
    outlines: dict[str, dict[str, Any]]
    bands: dict[str, Any]
    belts: dict[str, Any]
    plots: dict[str, Any]
    ramps: dict[str, tuple[str, ...]]
    kinds: dict[str, str]
    families: tuple[str, ...]
    office: str
    sectors: dict[str, str]
    hue_cycle: tuple[str, ...]
    dark: dict[str, str]

    def ramp(self, name: str) -> tuple[str, ...]:
        """Five colours: focus tint, named-1 … named-4."""
        return self.ramps[name]

    def hatches(self, scale: float, *, paper: bool) -> dict[str, Hatch]:
        """The patterns of paper or of screens, larger or smaller."""
        return {
            name: hatch.times(scale)
            for name, hatch in self.patterns.items()
            if paper or not hatch.paper
        }

    def hue(self, plan: Plan, sector_id: str) -> str:
        """Name of the ramp of a sector: by its Chinese name, else by the cycle in their order."""
        sector = plan.taxonomy.sector(sector_id)
        if sector.zh in self.sectors:
            return self.sectors[sector.zh]
        taken = {self.sectors[s.zh] for s in plan.taxonomy if s.zh in self.sectors}
        free = [t for t in self.hue_cycle if t not in taken] or list(self.hue_cycle)
        unnamed = [s.id for s in plan.taxonomy if s.zh not in self.sectors]
        return free[unnamed.index(sector_id) % len(free)]

    def ink_on(self, fill: str) -> str:
        """Label colour with the better contrast on a fill."""
        return max(self._inks, key=lambda ink: contrast(fill, ink))

    def ink_on_dark(self, fill: str) -> str:
        """Label colour on what a dark screen shows in place of a fill."""
        inks = [self.dark[ink] for ink in self._inks]
        return max(inks, key=lambda ink: contrast(self.dark[fill], ink))

    @property
    def _inks(self) -> tuple[str, str]:
        return self.ground["ink"], self.ground["paper"]


@lru_cache(maxsize=1)
def load_theme() -> Theme:
    """The theme that ships with the package."""
    raw = tomllib.loads(resources.files("geo.design").joinpath("theme.toml").read_text("utf-8"))
    return Theme(
        **{name: raw[name] for name in _AS_WRITTEN},
        screen={
            name: {**line, "color": raw["ground"][line["color"]]}
            for name, line in raw["screen"].items()
        },
        patterns={name: Hatch(**hatch) for name, hatch in raw["patterns"].items()},
        ramps={name: tuple(colors) for name, colors in raw["ramps"].items()},
        families=tuple(raw["type"]["families"]),
        office=raw["type"]["office"],
        hue_cycle=tuple(raw["hue_cycle"]["order"]),
        dark=_pairs(raw),
    )


def _pairs(raw: dict[str, Any]) -> dict[str, str]:
    """Each colour of a light screen with its partner on a dark one."""
    dark, pairs = raw["dark"], dict(raw["dark"]["signs"])
    for table in ("ground", "page"):
        pairs |= {raw[table][name]: partner for name, partner in dark[table].items()}
    for name, partners in dark["ramps"].items():
        pairs |= dict(zip(raw["ramps"][name], partners, strict=True))
    return pairs


def _luminance(color: str) -> float:
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (``#rrggbb``), 1 to 21, as WCAG counts it.

    Examples
    --------
    >>> contrast("#000000", "#ffffff")
    21.0
    """
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
