"""Script, work and time to the first map in a browser: our pages beside the peers' on the same areas.

``python -m tools.bench_cases.browser [SITE]`` prints JSON by page: milliseconds of nine interleaved
starts, each in a browser of its own with an empty profile, everything from the disk. Until the first
map has been painted: ``first_map_ms`` (from the request on), ``script_ms`` and ``task_ms`` of the
page's main thread; ``all_ms`` is its work until it rests. SITE is a built site with the plan; without
one it is built. The peers show no tiles, and their libraries stand beside them (npm).
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tools.bench import PLAN, ROOT, areas_file, feature, written

STARTS, REST_MS = 9, 700
OURS = {"structure": f"zh/plan/{PLAN}/index.html", "topic": f"zh/topic/{PLAN}.energy.html"}
LIBRARIES = {
    "leaflet@1.9.3": ("dist/leaflet.js", "dist/leaflet.css"),
    "jquery@3.7.1": ("dist/jquery.min.js",),
    "jquery-ui-dist@1.12.1": ("jquery-ui.js",),
    "bootstrap@5.2.2": ("dist/js/bootstrap.bundle.min.js", "dist/css/bootstrap.min.css"),
    "leaflet.awesome-markers@2.0.5": (
        "dist/leaflet.awesome-markers.js",
        "dist/leaflet.awesome-markers.css",
    ),
    "@fortawesome/fontawesome-free@6.2.0": ("css/all.min.css",),
    "d3@3.5.5": ("d3.min.js",),
}
_LINKED = re.compile(r'(?:<script src|<link rel="stylesheet" href)="https?://([^"]+)"[^>]*>(?:</script>)?')
_TRACED = ["disabled-by-default-devtools.timeline", "devtools.timeline", "blink.user_timing", "v8"]
_SCRIPT = {"EvaluateScript", "FunctionCall", "v8.compile", "RunMicrotasks", "FireAnimationFrame"}
#: Marks the end of the first frame that shows a map: ours ready with its names, the peers' areas.
PROBE = """(() => {
  const there = () => document.documentElement && document.querySelector(
    ".leaflet-pane path");
  function look() {
    if (!there()) return requestAnimationFrame(look);
    const after = new MessageChannel();
    after.port1.onmessage = () => performance.mark("first-map");
    after.port2.postMessage(0);
  }
  requestAnimationFrame(look);
})();"""


def libraries(folder: Path) -> set[str]:
    """The peers' scripts and styles, packed by npm into a folder; the names of those that are there."""
    folder.mkdir()
    for package, files in LIBRARIES.items():
        done = subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True,
                              capture_output=True, text=True)  # fmt: skip
        with tarfile.open(folder / done.stdout.split()[-1]) as packed:
            for name in files:
                found = packed.extractfile(f"package/{name}")
                if found:
                    (folder / Path(name).name).write_bytes(found.read())
    return {path.name for path in folder.iterdir()}


def alone(page: Path, beside: Iterable[str]) -> None:
    """Let a page of a peer ask for its libraries beside it; what is not there it does without."""

    def linked(match: re.Match[str]) -> str:
        name = Path(match[1]).name.replace("jquery-3.7.1", "jquery")
        there = f'"vendor/{name}"'
        return re.sub(r'"https?://[^"]+"', there, match[0]) if name in beside else ""

    page.write_text(_LINKED.sub(linked, page.read_text("utf-8")), "utf-8")


def peers(folder: Path) -> dict[str, Path]:
    """One sector's map by each peer: the areas, county lines and neighbours that we draw."""
    import folium
    import geopandas

    from geo.sources.boundaries.shapes import load_boundaries

    made = load_boundaries()
    paths = [areas_file(folder)]
    for layer in ("counties", "neighbours"):
        shapes = made.layers[layer].items()
        paths.append(written(folder / f"{layer}.geojson",
                             [feature(s, {"adcode": c, "name": made.names[c]}) for c, s in shapes]))  # fmt: skip
    areas, counties, around = (geopandas.read_file(path) for path in paths)
    explored = around.explore(color="#f3f1eb", tiles=None)
    areas.explore(m=explored, column="state_energy", categorical=True)
    counties.explore(m=explored, style_kwds={"fill": False})
    chosen = folium.Map(location=[23, 113.5], zoom_start=7, tiles=None)
    folium.GeoJson(around).add_to(chosen)
    folium.Choropleth(areas, data=areas, columns=["adcode", "count_energy"], bins=5,
                      key_on="feature.properties.adcode").add_to(chosen)  # fmt: skip
    folium.GeoJson(counties).add_to(chosen)
    plain = areas.explore(column="state_energy", categorical=True, tiles=None)
    found = {"explore": explored, "explore_areas": plain, "choropleth": chosen}
    beside = libraries(folder / "vendor")
    for name, page in found.items():
        page.save(str(folder / f"{name}.html"))
        alone(folder / f"{name}.html", beside)
    return {name: folder / f"{name}.html" for name in found}


def start(browser: Browser, page: Path) -> dict[str, float]:
    """Milliseconds of one start of a page in a browser that is new."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    context.add_init_script(PROBE)
    tab = context.new_page()
    browser.start_tracing(page=tab, categories=_TRACED)
    tab.goto(page.resolve().as_uri())
    tab.wait_for_function("performance.getEntriesByName('first-map').length")
    tab.wait_for_timeout(REST_MS)
    first = tab.evaluate("performance.getEntriesByName('first-map')[0].startTime")
    return {"first_map_ms": first, **spent(json.loads(browser.stop_tracing())["traceEvents"])}


def spent(events: list[dict[str, Any]]) -> dict[str, float]:
    """Milliseconds of script until the first map, of all work until then, and until the page rests."""
    mark = next(e for e in events if e.get("name") == "first-map" and "blink.user_timing" in e["cat"])
    begun = max(e["ts"] for e in events if e.get("name") == "navigationStart" and e["ts"] < mark["ts"]
                and e["pid"] == mark["pid"])  # fmt: skip
    ours = [e for e in events if e.get("ph") == "X" and (e["pid"], e["tid"]) == (mark["pid"], mark["tid"])
            and e["ts"] >= begun]  # fmt: skip
    tasks = [e for e in ours if e["name"] == "RunTask"]
    scripts = outermost([e for e in ours if e["name"] in _SCRIPT])
    before = [e for e in tasks if e["ts"] < mark["ts"]]
    return {
        "script_ms": sum(e["tdur"] for e in scripts if e["ts"] < mark["ts"]) / 1e3,
        "task_ms": sum(e["tdur"] for e in before) / 1e3,
        "all_ms": sum(e["tdur"] for e in tasks) / 1e3,
    }


def outermost(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The events that lie in no other."""
    found: list[dict[str, Any]] = []
    end = 0.0
    for event in sorted(events, key=lambda e: (e["ts"], -e["dur"])):
        if event["ts"] >= end:
            found.append(event)
            end = event["ts"] + event["dur"]
    return found


def measured(pages: dict[str, Path], starts: int = STARTS) -> dict[str, dict[str, list[float]]]:
    """All starts of all pages, by turns."""
    found: dict[str, dict[str, list[float]]] = {name: {} for name in pages}
    with sync_playwright() as browsers:
        for _ in range(starts):
            for name, page in pages.items():
                browser = browsers.chromium.launch(executable_path=shutil.which("chromium"),
                                                   args=["--no-sandbox", "--disable-quic"])  # fmt: skip
                for key, value in start(browser, page).items():
                    found[name].setdefault(key, []).append(round(value, 1))
                browser.close()
    return found


def main() -> None:
    """Make the pages, start them, tell."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        site = Path(sys.argv[1]) if len(sys.argv) > 1 else folder / "site"
        if len(sys.argv) == 1:
            subprocess.run([sys.executable, "-m", "geo", "build", "--plan", PLAN, "--out", str(site)],
                           cwd=ROOT, check=True, capture_output=True)  # fmt: skip
        ours = {key: site / path for key, path in OURS.items()}
        print(json.dumps(measured({**ours, **peers(folder)})))


if __name__ == "__main__":
    main()
