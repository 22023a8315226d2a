"""Benchmarks: our maps beside their peers in one run, on the same geometry and data.

``python tools/bench.py`` prints the table and writes it to docs/benchmarks.md and between the marks
in README.md. Peers: geopandas.explore(), folium.Choropleth, matplotlib.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

ROOT = Path(__file__).resolve().parents[1]
PLAN = "future2024"
FONT = ROOT / "geo/sheet/fonts/NotoSansSC-Regular.ttf"
MARKS = ("<!-- bench -->", "<!-- /bench -->")
Result = dict[str, Any]


def environment(cache: Path) -> dict[str, str]:
    """The environment of the cases: modules stay compiled in a folder, as installed ones do."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(cache)}


def case(cache: Path, name: str, *args: str | Path) -> Result:
    """Run one case in a fresh process, twice, so that its modules are compiled; what it tells."""
    command = [sys.executable, "-m", f"tools.bench_cases.{name}", *map(str, args)]
    for _ in range(2):
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True,
                              env=environment(cache))  # fmt: skip
    return json.loads(done.stdout)


def command_seconds(cache: Path, *args: str) -> float:
    """Wall seconds of a ``geo`` command, the best of five."""
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-m", "geo", *args], cwd=ROOT, check=True,
                       capture_output=True, env=environment(cache))  # fmt: skip
        times.append(time.perf_counter() - begun)
    return min(times)


def areas_file(folder: Path) -> Path:
    """GeoJSON of the plan's areas with a state and a count per sector: what the peers are given."""
    import geo
    from geo.sources.boundaries.shapes import load_boundaries

    plan = geo.load_plan(PLAN)
    table = geo.lay_out(plan).table
    shapes = load_boundaries().layers["prefectures"]
    features = []
    for area in table.areas:
        cells = {s.id: table.cell(area.adcode, s.id) for s in plan.taxonomy}
        values = {f"state_{key}": cell.state for key, cell in cells.items()}
        values |= {f"count_{key}": cell.count for key, cell in cells.items()}
        row = {"adcode": area.adcode, "name": area.short_zh, **values}
        features.append(feature(shapes[area.adcode], row))
    return written(folder / "areas.geojson", features)


def feature(shape: BaseGeometry, row: dict[str, Any]) -> dict[str, Any]:
    """A GeoJSON feature."""
    return {"type": "Feature", "properties": row, "geometry": shape.__geo_interface__}


def written(path: Path, features: list[dict[str, Any]]) -> Path:
    """The file, with these features."""
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path


def measure(folder: Path) -> dict[str, Result]:
    """All cases, one after the other on the same machine."""
    from geo.sources.boundaries.shapes import load_boundaries

    areas, cache = areas_file(folder), folder / "compiled"
    made = load_boundaries()
    counties, around = (
        written(
            folder / f"{layer}.geojson",
            [
                feature(s, {"adcode": c, "name": made.names[c]})
                for c, s in made.layers[layer].items()
            ],
        )
        for layer in ("counties", "neighbours")
    )
    found = {}
    for name, args in (
        ("our_web", (PLAN, "sectors")),
        ("peer_explore", (areas, counties, around)),
        ("peer_choropleth", (areas, counties, around)),
    ):
        out = folder / name
        out.mkdir()
        found[name] = case(cache, name, *args, out)
    found["our_plan"] = case(cache, "our_web", PLAN, "all", folder / "our_plan")
    found["our_sheet"] = case(cache, "our_sheet", PLAN, folder / "ours.pdf")
    found["peer_sheet"] = case(cache, "peer_sheet", areas, around, FONT, folder / "peer.pdf")
    found["help"] = {"seconds": command_seconds(cache, "--help")}
    return found


def _ratio(ours: float, peer: float) -> str:
    return f"1/{peer / ours:.1f}" if ours < peer else f"{ours / peer:.1f} ×"


def table(found: dict[str, Result]) -> str:
    """The Markdown table: what, ours, peer, ratio, target."""
    web, explore = found["our_web"], found["peer_explore"]
    whole = found["our_plan"]
    maps = whole["pages"]
    drawn = explore["cpu"] - explore["each"]  # it draws the first map twice
    folium, sheet, peer = found["peer_choropleth"], found["our_sheet"], found["peer_sheet"]

    def line(what: str, ours: float, theirs: float, unit: str, target: str) -> str:
        shown = (f"{v:,.0f} {unit}" if unit == "kB" else f"{v:.3f} {unit}" for v in (ours, theirs))
        return f"| {what} | {' | '.join(shown)} | {_ratio(ours, theirs)} | {target} |"

    rows = [
        "| what | ours | peer | ratio | target |",
        "|---|---|---|---|---|",
        line("one more sector map, CPU (explore)", web["each"], explore["each"], "s", "1/50"),
        line("one more sector map, CPU (folium.Choropleth)", web["each"], folium["each"], "s", "–"),
        line("the sector maps, whole process, CPU (explore)", web["spent"], drawn, "s", "–"),
        line(f"all {maps:.0f} maps of the plan, whole process, CPU (explore: as many)",
             whole["spent"], drawn + (maps - explore["pages"]) * explore["each"], "s", "1/10"),
        line("bytes of the sector maps (explore)", web["bytes"] / 1e3, explore["bytes"] / 1e3,
             "kB", "–"),
        line("bytes of the sector maps (folium.Choropleth)", web["bytes"] / 1e3,
             folium["bytes"] / 1e3, "kB", "–"),
        line(f"bytes of all {maps:.0f} maps of the plan (explore: a map × as many)",
             whole["bytes"] / 1e3, explore["bytes"] / explore["pages"] * maps / 1e3, "kB", "1/40"),
        f"| outside requests | {web['requests']:.0f} | {explore['requests']:.0f} | – | 0 |",
        line("one more A3 sheet, CPU (matplotlib)", sheet["each"], peer["each"], "s", "1/5"),
        line("bytes of an A3 sheet (matplotlib)", sheet["bytes"] / 1e3, peer["bytes"] / 1e3, "kB",
             "60 %"),
        f"| `geo --help`, wall | {found['help']['seconds']:.2f} s | – | – | 0.5 s |",
    ]  # fmt: skip
    return "\n".join(rows) + "\n"


def publish(text: str) -> None:
    """Write the table to docs/benchmarks.md and between the marks of README.md."""
    head = "# Benchmarks\n\nMade by `make bench`; machines differ, ratios are what counts.\n\n"
    (ROOT / "docs/benchmarks.md").write_text(head + text, "utf-8")
    readme = ROOT / "README.md"
    before, _, rest = readme.read_text("utf-8").partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    if rest:
        readme.write_text(f"{before}{MARKS[0]}\n{text}{MARKS[1]}{after}", "utf-8")


def main() -> None:
    """Measure, print, write."""
    with tempfile.TemporaryDirectory() as folder:
        text = table(measure(Path(folder)))
    print(text)
    publish(text)


if __name__ == "__main__":
    main()
