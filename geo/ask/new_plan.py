"""A template of a plan folder: small, complete, and accepted as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path

from geo.domain.places import Area, Hub, Region
from geo.errors import BoundaryError, Fault, OutputError
from geo.files.staging import write_files
from geo.join.attach import territory_areas
from geo.sources.places.register import Register
from geo.sources.places.view import load_register
from geo.sources.plans.checks import fitting_level
from geo.sources.territory_codes import JOIN, territory_code

FILES = (
    "plan.toml",
    "taxonomy.csv",
    "assignments.csv",
    "carriers.csv",
    "structure.csv",
    "README.md",
)
_PLACEHOLDER = "my-plan"
_TOKEN = re.compile(r"\{(\w+)\}")
_WHOLE = 3  # areas that the example's core, poles and belt need
_STRUCTURE = re.compile(r"\[structure\]\n.*?\n\n", re.DOTALL)


def write_template(folder: Path, territory: str = "") -> list[Path]:
    """Write the template into a folder that is new or empty; its name becomes the plan's key.

    A folder with hidden files only, such as a new repository, counts as empty. The example's rows
    have places of the territory; a row for which it has none is left out.

    Parameters
    ----------
    territory
        As :func:`geo.sources.territory.territory_code` reads it; the one that is meant where none
        is named by default.

    Raises
    ------
    OutputError
        The folder has files already, or cannot be written.
    BoundaryError
        There is no such territory, or it has no areas to map.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp()) / "river_plan"
    >>> _ = write_template(folder, "湖南省")
    >>> from geo import load_plan
    >>> plan = load_plan(folder)
    >>> plan.key, plan.territory, plan.statements[0].place
    ('river_plan', '430000', '长沙市')
    """
    taken = folder.is_dir() and any(not path.name.startswith(".") for path in folder.iterdir())
    if taken or (folder.exists() and not folder.is_dir()):
        zh, en = "已存在且不是空文件夹", "exists already and is not an empty folder"
        raise OutputError(Fault("", zh, en, str(folder)))
    code = territory_code(territory)
    register = load_register(code)
    code = code or register.territory
    level = fitting_level(register, code)
    areas = territory_areas(register, code, level)
    if not areas:
        zh, en = "这个范围没有分市县的资料", "nothing is held of the parts of this territory"
        raise BoundaryError(Fault("--territory", zh, en, territory))
    places = {str(n): _cells(area) for n, area in enumerate(areas, 1)}
    places |= _region(register, code, level) | _hub(register, areas)
    codes = code.split(JOIN)
    places["level"] = level
    template = resources.files("geo.ask.plan_template")
    texts = {name: template.joinpath(name).read_text("utf-8") for name in FILES}
    own = {
        _PLACEHOLDER: plan_key(folder.resolve().name),
        '"{territory}"': json.dumps(codes if len(codes) > 1 else code),
    }
    for written, value in own.items():
        texts["plan.toml"] = texts["plan.toml"].replace(written, value)
    if len(areas) < _WHOLE:
        texts["plan.toml"] = _STRUCTURE.sub("", texts["plan.toml"])
        texts["structure.csv"] = texts["structure.csv"].partition("\n")[0]
    files = {folder / name: _filled(text, places).encode() for name, text in texts.items()}
    write_files(files)
    return list(files)


def _filled(text: str, places: Mapping[str, str]) -> str:
    """A file of the template with a territory's places; lines that it has no place for go."""
    kept = (line for line in text.splitlines() if set(_TOKEN.findall(line)) <= set(places))
    return "".join(f"{_TOKEN.sub(lambda m: places[m[1]], line)}\n" for line in kept)


def _cells(place: Area | Region) -> str:
    """The two cells of a place: its name and its code."""
    return f"{place.name_zh},{place.id}"


def _region(register: Register, territory: str, level: str) -> dict[str, str]:
    """The first registered region that is a part of the territory, if there is one."""
    ours = {area.adcode for area in territory_areas(register, territory, level)}
    for place in register.places.values():
        if isinstance(place, Region) and set(place.members) < ours:
            return {"region": _cells(place)}
    return {}


def _hub(register: Register, areas: Sequence[Area]) -> dict[str, str]:
    """The first registered point in the areas, if there is one: its area, its name, its id."""
    codes = {area.adcode: area for area in areas}
    for hub in register.places.values():
        if isinstance(hub, Hub) and hub.plotted:
            for host in set(codes) & set(register.hosts(hub.id)):
                return {"hub": f"{_cells(codes[host])},{hub.name_zh},{hub.id}"}
    return {}


def plan_key(name: str) -> str:
    """A key from a folder's name; the template's own where nothing of it can be used.

    Examples
    --------
    >>> plan_key("My Plan 2025"), plan_key("规划")
    ('my-plan-2025', 'my-plan')
    """
    key = re.sub(r"[^a-z0-9_-]+", "-", name.lower()).strip("-_")[:40]
    return key or _PLACEHOLDER
