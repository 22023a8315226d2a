"""The yardstick: what a plan's own tables say, counted by the documented rules and no code of ours.

Rules: docs/plan-format.md (columns), docs/limits.md (what colours a place and what only hatches
it). Tables are read with the csv module; nothing of the product is imported.
"""

from __future__ import annotations

import csv
import re
import tomllib
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
CLAUSE = re.compile(r"(.+)#(\d+)\.(\d+)")


def table(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@cache
def places(name: str, key: str) -> dict[str, dict[str, str]]:
    """A table of data/places by its key column."""
    return {row[key]: row for row in table(DATA / "places" / f"{name}.csv")}


def areas(level: str, inside: str) -> list[str]:
    """Adcodes of a level in a territory, in order."""
    listed = places("areas", "adcode")
    return sorted(
        code
        for code, row in listed.items()
        if level in (row["level"], row["also_level"]) and inside in chain(code)
    )


def chain(code: str) -> list[str]:
    """An area and all that contain it."""
    listed, found = places("areas", "adcode"), []
    while code in listed:
        found.append(code)
        code = listed[code]["parent"]
    return found


def members(place: str) -> list[str]:
    """Areas that a region or zone stands for; an area stands for itself; a park for none."""
    if place in places("regions", "region_id"):
        return places("regions", "region_id")[place]["members"].split(";")
    if place in places("zones", "zone_id"):
        return [c for c in places("zones", "zone_id")[place]["county_adcode"].split(";") if c]
    return [place] if place in places("areas", "adcode") else []


def homes(place: str) -> set[str]:
    """Areas in which a place lies, itself included."""
    if place in places("areas", "adcode"):
        return set(chain(place))
    for name, key in (("zones", "zone_id"), ("gazetteer", "id")):
        if row := places(name, key).get(place):
            counties = [c for c in row["county_adcode"].split(";") if c]
            return {code for c in (*counties, row["prefecture_adcode"]) for code in chain(c)}
    return set()


def name(place: str, lang: str = "zh", *, short: bool = False) -> str:
    """Registered name of a place."""
    for of, key in (("areas", "adcode"), ("regions", "region_id"), ("zones", "zone_id"),
                    ("gazetteer", "id"), ("outside", "id")):  # fmt: skip
        if row := places(of, key).get(place):
            shorter = row.get("short_zh", "") if short and lang == "zh" else ""
            return shorter or row[f"name_{lang}"]
    raise KeyError(place)


class Plan:
    """The tables of one plan folder."""

    def __init__(self, folder: str | Path):
        self.folder = DATA / "plans" / folder if isinstance(folder, str) else folder
        self.meta = tomllib.loads((self.folder / "plan.toml").read_text("utf-8"))
        self.level, self.territory = self.meta["level"], self.meta["territory"]
        self.areas = areas(self.level, self.territory)

    @cached_property
    def rows(self) -> list[dict[str, str]]:
        return table(self.folder / "assignments.csv")

    @cached_property
    def carriers(self) -> list[dict[str, str]]:
        return table(self.folder / "carriers.csv")

    @cached_property
    def structure(self) -> list[dict[str, str]]:
        return table(self.folder / "structure.csv")

    @cached_property
    def terms(self) -> dict[str, dict[str, str]]:
        """Sectors and sub-sectors by id, in the plan's order."""
        return {r["id"]: r for r in table(self.folder / "taxonomy.csv") if r["kind"] != "variant"}

    @cached_property
    def sectors(self) -> list[str]:
        return [i for i, row in self.terms.items() if row["kind"] == "sector"]

    def subsectors(self, sector: str = "") -> list[str]:
        """Ids of the sub-sectors of a sector, or of all."""
        subs = [i for i, row in self.terms.items() if row["kind"] == "subsector"]
        return [i for i in subs if not sector or self.terms[i]["parent"] == sector]

    def reach(self, row: dict[str, str]) -> tuple[list[str], bool]:
        """Areas of which a binding row speaks, and whether only of a wider place around them.

        An area named itself is spoken of directly; the members of a region, and the areas inside
        a wider one, collectively; parks and zones are points and colour nothing, but a zone taken
        as a whole speaks collectively of its counties.
        """
        place, wide = row["place_id"], row["scope"] == "collective"
        finer = places("areas", "adcode").get(place, {}).get("level") == "county"
        if place in self.areas or finer:
            return [place], wide
        zone = place in places("zones", "zone_id")
        if (zone and not wide) or place in places("gazetteer", "id"):
            return [], True
        return [a for a in self.areas if set(members(place)) & set(chain(a))], True

    def spoken(self, **wanted: str) -> tuple[dict[str, list], dict[str, list]]:
        """Binding rows by area: those about itself, those about a wider place around it."""
        own: dict[str, list] = {}
        wider: dict[str, list] = {}
        for row in self.rows:
            if row["class"] == "binding" and all(row[k] == v for k, v in wanted.items()):
                found, wide = self.reach(row)
                for code in found:
                    (wider if wide else own).setdefault(code, []).append(row)
        return own, wider

    def shown(self, own: dict[str, list]) -> list[str]:
        """Areas of the level, and the finer ones of which a row with a sector speaks itself."""
        finer = {a for a, rows in own.items() if any(r["sector"] for r in rows)}
        return [*self.areas, *sorted(finer - set(self.areas))]

    def sector_states(self, sector: str) -> dict[str, tuple[str, int]]:
        """State and number of sub-sectors named, for each area of the level and each finer one."""
        own, wider = self.spoken(sector=sector)
        return {
            a: _state({r["subsector"] for r in own.get(a, ())}, a in own, a in wider)
            for a in self.shown(own)
        }

    def subsector_states(self, sub: str) -> dict[str, tuple[str, int]]:
        """The same for a sub-sector: named, covered or not."""
        own, wider = self.spoken(subsector=sub)
        return {a: _state({sub} if a in own else set(), False, a in wider) for a in self.shown(own)}

    def breadth(self) -> dict[str, tuple[str, int]]:
        """The class of an area by how many sub-sectors are named for it: 1–3, 4–6, 7–9, 10+."""
        own, wider = self.spoken()
        found = {}
        for area in self.shown(own):
            mine = [r for r in own.get(area, ()) if r["sector"]]
            n = len({r["subsector"] for r in mine} - {""})
            state, _ = _state(set(), bool(mine), any(r["sector"] for r in wider.get(area, ())))
            found[area] = (f"named-{1 + (n > 3) + (n > 6) + (n > 9)}" if n else state, n)
        return found

    def carrier_states(self) -> dict[str, tuple[str, int]]:
        """Whether an area has carriers, parks or facilities in it, and how many places."""
        found = {}
        for area in self.areas:
            here = [c for c in self.carriers if area in homes(c["hub"] or c["place_id"])]
            sites = {
                r["place_id"] for r in self.rows if self.is_site(r) and area in homes(r["place_id"])
            }
            n = len({c["hub"] or c["carrier"] for c in here} | sites)
            found[area] = ("named-1" if n else "not_named", n)
        return found

    def structure_states(self) -> dict[str, tuple[str, int]]:
        """Whether the layout names an area itself, or only a wider place or by inference."""
        own, wider = self.spoken()
        sector = {
            a for side in (own, wider) for a, rows in side.items() if any(r["sector"] for r in rows)
        }
        found = {}
        for area in self.shown(own):
            parts = [m for m in self.structure if area in self.standing(m) and m["kind"] != "other"]
            stated = sum(m["inferred"] != "yes" for m in parts)
            direct = any(r["sector"] and r["scope"] == "direct" for r in own.get(area, ()))
            named = bool(stated) or direct
            found[area] = _state(set(), False, bool(parts) or area in sector)
            if named:
                found[area] = ("named-1", stated)
        return found

    @staticmethod
    def standing(member: dict[str, str]) -> set[str]:
        """Areas that a member of the structure stands for or stands in."""
        place = member["member_id"]
        if place in places("regions", "region_id"):
            return set()
        return homes(place)

    def is_site(self, row: dict[str, str]) -> bool:
        """Whether a row is about a park, a zone or a facility, which stand as points."""
        if row["class"] == "context":
            return False
        points = row["place_id"] in {**places("zones", "zone_id"), **places("gazetteer", "id")}
        return points or row["class"] == "facility"

    def groups(self) -> dict[str, list[str]]:
        """Belts and zones that are sets of several areas: element id to areas, in plan order."""
        found: dict[str, list[str]] = {}
        for row in self.structure:
            if row["kind"] in ("belt", "zone") and row["member_id"] not in places(
                "zones", "zone_id"
            ):
                inside = [a for a in self.areas if set(members(row["member_id"])) & set(chain(a))]
                found.setdefault(row["element"], []).extend(inside)
        return {element: codes for element, codes in found.items() if len(set(codes)) > 1}


def _state(subs: set[str], own: bool, wide: bool) -> tuple[str, int]:
    n = len(subs - {""})
    if n:
        return f"named-{min(n, 4)}", n
    return ("focus" if own else "collective" if wide else "not_named"), 0


def locator(clause: str, lang: str = "zh") -> str:
    """A clause as a reader is told to find it."""
    section, paragraph, sentence = CLAUSE.fullmatch(clause).groups()
    if lang == "zh":
        printed = section.translate(str.maketrans("()", "（）"))
        gap = "" if printed.endswith("）") else " "
        return f"{printed}{gap}第{paragraph}段第{sentence}句"
    return f"Part {_western(section)}, paragraph {paragraph}, sentence {sentence}"


DIGITS = {sign: n for n, sign in enumerate("一二三四五六七八九", 1)}


def _western(section: str) -> str:
    """Chinese numerals of a section in Western digits: 二/(七)/6 is 2/(7)/6."""

    def number(found: re.Match[str]) -> str:
        tens, ten, ones = found.group().rpartition("十")
        return str((DIGITS.get(tens, 1) * 10 if ten else 0) + DIGITS.get(ones, 0))

    text = re.sub("[一二三四五六七八九十]+", number, section)
    return (
        text.replace("第", "")
        .replace("章", " (chapter)")
        .replace("条", " (article)")
        .replace("序", "preamble")
    )
