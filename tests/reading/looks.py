"""How a state looks and what it is called: the theme's colours, and the words that readers see.

Colours come from theme.toml, which owns them; the words are written out here once more, so that a
word that changes or goes to the wrong state is seen.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field

from tests.reading.rows import ROOT, Plan

(_FILE,) = (ROOT / "geo").rglob("theme.toml")
THEME = tomllib.loads(_FILE.read_text("utf-8"))
GROUND = THEME["ground"]
MARKS = {"named-1": "1", "named-2": "2", "named-3": "3", "named-4": "4+", "focus": "○"}
BREADTH_MARKS = ("1–3", "4–6", "7–9", "10+")


@dataclass(frozen=True)
class Look:
    """Fill, hatch colour (or none) and the mark that survives a black-and-white copy.

    ``dots`` is the colour of what paper has over the fill besides.
    """

    fill: str
    hatch: str = ""
    mark: str = ""
    dots: str = field(default="", compare=False)


def ramp(plan: Plan, kind: str, subject: str = "") -> list[str]:
    """Shades of a map: of its sector's hue, or of its kind."""
    if kind in THEME["kinds"]:
        return THEME["ramps"][THEME["kinds"][kind]]
    sector = plan.terms[subject]["parent"] if kind == "subsector" else subject
    return THEME["ramps"][_hue(plan, sector)]


def _hue(plan: Plan, sector: str) -> str:
    """The hue that the theme gives the sector by name; the others share the rest of the cycle."""
    own = {s: THEME["sectors"].get(plan.terms[s]["zh"], "") for s in plan.sectors}
    cycle = THEME["hue_cycle"]["order"]
    left = [hue for hue in cycle if hue not in own.values()] or cycle
    others = [s for s in plan.sectors if not own[s]]
    return own[sector] or left[others.index(sector) % len(left)]


def look(plan: Plan, kind: str, subject: str, state: str) -> Look:
    """The look of a state on a kind of map; all areas of a structure map are of one tint."""
    if kind == "structure":
        return Look(GROUND["layout"])
    shades = ramp(plan, kind, subject)
    light = kind == "carriers"
    fills = {"focus": shades[0], **{f"named-{n}": shades[0 if light else n] for n in range(1, 5)}}
    fill = fills.get(state, GROUND["not_named"])
    hatch = shades[3] if state == "collective" else ""
    mark = _mark(kind, state)
    dots = {shades[step]: shades[over] for step, over in enumerate((4, 4, 3, 1))}
    return Look(fill, hatch, mark, "" if hatch else dots.get(fill, ""))


def _mark(kind: str, state: str) -> str:
    if kind == "breadth" and state.startswith("named"):
        return BREADTH_MARKS[int(state[-1]) - 1]
    if kind in ("carriers", "subsector"):
        return "✓" if state == "named-1" else ""
    return MARKS.get(state, "")


ORDER = ("named-4", "named-3", "named-2", "named-1", "focus", "collective", "not_named")
STATE_WORDS = {
    "zh": {
        "named-1": "点名 1 项细分产业",
        "named-2": "点名 2 项细分产业",
        "named-3": "点名 3 项细分产业",
        "named-4": "点名 4 项及以上",
        "focus": "聚焦领域，未列细分产业",
        "collective": "区域统筹（整体表述，未逐市点名）",
        "not_named": "未点名",
        "outside": "特别行政区（规划范围外）",
        "subsector": "点名该细分产业",
        "carriers": "点名载体的市",
        "carriers county": "点名载体的区县",
        "structure": "布局中单独点名",
        "structure collective": "只在带、片区或区域表述中（未单独点名）",
        "breadth named-1": "1–3 项细分产业",
        "breadth named-2": "4–6 项细分产业",
        "breadth named-3": "7–9 项细分产业",
        "breadth named-4": "10 项及以上细分产业",
        "breadth focus": "有领域，未列细分产业",
    },
    "en": {
        "named-1": "Sub-sectors named: 1",
        "named-2": "Sub-sectors named: 2",
        "named-3": "Sub-sectors named: 3",
        "named-4": "4 or more sub-sectors named",
        "focus": "Sector named, no sub-sector listed",
        "collective": "Stated for a region as a whole",
        "not_named": "Not named",
        "outside": "Special administrative region (outside the plan)",
        "subsector": "Sub-sector named",
        "carriers": "Cities with named carriers",
        "carriers county": "Districts with named carriers",
        "structure": "Named on its own in the layout",
        "structure collective": "Only as part of a belt, zone or region",
        "breadth named-1": "1–3 sub-sectors",
        "breadth named-2": "4–6 sub-sectors",
        "breadth named-3": "7–9 sub-sectors",
        "breadth named-4": "10 or more sub-sectors",
        "breadth focus": "Sectors named, no sub-sector listed",
    },
}


def state_word(kind: str, level: str, state: str, lang: str) -> str:
    """What the legend calls a state."""
    words = STATE_WORDS[lang]
    if state == "named-1" and f"{kind} {level}" in words:
        return words[f"{kind} {level}"]
    if state == "named-1" and kind in words:
        return words[kind]
    return words.get(f"{kind} {state}") or words[state]


FLAGS = {
    "zh": ("原文以“等”结尾", "推断", "区域统筹表述", "设施"),
    "en": ("open-ended list", "inferred", "regional statement", "facility"),
}
