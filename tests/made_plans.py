"""Made-up plans of any territory: three sectors, a core, poles, a belt, a carrier."""

from __future__ import annotations

from pathlib import Path

from geo.domain.places import Area
from geo.join.attach import territory_areas
from geo.sources.places.view import load_register
from geo.sources.plans.checks import fitting_level

HEAD = """key = "{key}"
territory = "{code}"
level = "{level}"
[title]
zh = "示例规划"
en = "A sample plan"
short_zh = "示例规划"
short_en = "Sample plan"
[document]
issuer_zh = "示例单位"
issuer_en = "A sample office"
number = ""
issued = 2025-01-01
period = "2025-2030"
status = "draft"
redacted = false
[structure]
slogan_zh = "示例结构"
slogan_en = "A sample structure"
declared = {{ core = 1{more} }}
"""
SECTORS = {
    "robots": ("机器人", "Robotics", "服务机器人", "Service robots"),
    "energy": ("新型储能", "New energy storage", "电池材料", "Battery materials"),
    "biomed": ("生物医药", "Biomedicine", "创新药", "Innovative drugs"),
}
ROW = (
    "place,place_id,scope,class,relation,worded,strength,sector,subsector,term,carrier,"
    "open_ended,open_places,inferred,set,clause,note"
)
MEMBER = "element,kind,name,role,order,member,member_id,optional,inferred,basis,clause"
_POLES, _BELT = 2, 3


def made_plan(code: str, folder: Path, level: str = "") -> Path:
    """A plan of a territory in a folder; at the level that tells its parts apart by default.

    Of every area the sectors are told by its number, so that all states occur: sub-sectors named,
    a sector alone, nothing.
    """
    register = load_register(code)
    level = level or fitting_level(register, code)
    areas = territory_areas(register, code, level)
    more = f", pole = {_POLES}, belt = 1" if len(areas) > _BELT else ""
    key = "made-" + code.replace("+", "-")
    tables = {
        "plan.toml": HEAD.format(key=key, code=code, level=level, more=more).splitlines(),
        "taxonomy.csv": _taxonomy(),
        "assignments.csv": _assignments(areas),
        "carriers.csv": [
            "place,place_id,carrier,hub,role,open_ended,clause,note",
            f"{_cells(areas[0])},示例产业园,,载体,,,",
        ],
        "structure.csv": _structure(areas),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in tables.items():
        (folder / name).write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return folder


def _cells(area: Area) -> str:
    return f"{area.name_zh},{area.adcode}"


def _taxonomy() -> list[str]:
    found = ["id,kind,parent,zh,en,variant_of,basis"]
    for key, (zh, en, part_zh, part_en) in SECTORS.items():
        found += [f"{key},sector,,{zh},{en},,", f"{key}.a,subsector,{key},{part_zh},{part_en},,"]
    return found


def _assignments(areas: tuple[Area, ...]) -> list[str]:
    found = [ROW]
    for n, area in enumerate(areas):
        for k, (key, (zh, _, part, _)) in enumerate(SECTORS.items()):
            head = f"{_cells(area)},direct,binding"
            if (n + k) % 3 == 0:
                found.append(f"{head},focus,聚焦,assign,{key},,{zh},,,,,,,")
            if (n * 2 + k) % 5 == 0:
                found.append(f"{head},develop,重点发展,assign,{key},{key}.a,{part},,,,,,,")
    return found


def _structure(areas: tuple[Area, ...]) -> list[str]:
    found = [MEMBER, f"core,core,一核,核心,1,{_cells(areas[0])},,,,"]
    if len(areas) > _BELT:
        poles, belt = areas[1 : 1 + _POLES], areas[1 + _POLES :][:_BELT]
        belt = belt if len(belt) > 1 else areas[:_BELT]
        for k, area in enumerate(poles, 1):
            found.append(f"poles,pole,两极,极点,{k},{_cells(area)},,,,")
        for k, area in enumerate(belt, 1):
            found.append(f"belt,belt,示例产业带,,{k},{_cells(area)},,,,")
    return found
