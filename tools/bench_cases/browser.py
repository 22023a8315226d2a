"""Script, work and time to the first map in a browser: our pages beside the peers', by turns.

Called with the folder of inputs and, if there is one, of a built site with the plan. Prints lists
of milliseconds by page: every start is a browser of its own with an empty profile, all files are on
the disk. Up to the frame that first shows the areas: ``first_map_ms`` since the page was asked for,
``script_ms`` and ``task_ms`` of CPU of its main thread (scripts without the layouts that they
force; everything). ``all_ms`` is that CPU until the page rests, ``whole_map_ms`` the time to the
frame with all names of ours; the peers have none. The peers' libraries come from npm and stand
beside their pages; no tiles and two small style sheets less are to their advantage.
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

from playwright.sync_api import Browser, Page, sync_playwright

from tools.bench_cases.meter import ROOT

STARTS, REST_MS = 9, 700
PLAN = "future2024"
OURS = {"structure": f"zh/plan/{PLAN}/index.html", "topic": f"zh/topic/{PLAN}.energy.html"}
PEERS = {"explore": "explore", "explore_areas": "areas", "choropleth": "choropleth"}
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
PROBE = Path(__file__).with_name("browser.probe.js")
_LINKED = re.compile(r'(?:<script src|<link rel="stylesheet" href)="https?://([^"]+)".*?>')
_TILES = re.compile(r"^\s*tile_layer_\w+\.addTo\(.*\);$", re.MULTILINE)
_TRACED = ["disabled-by-default-devtools.timeline", "devtools.timeline", "blink.user_timing", "v8"]
_SCRIPT = ("EvaluateScript", "FunctionCall", "v8.compile", "RunMicrotasks", "FireAnimationFrame")
_LAYOUT = ("Layout", "UpdateLayoutTree")
Event = dict[str, Any]


def libraries(folder: Path) -> None:
    """The peers' scripts and styles, packed by npm, in a folder."""
    folder.mkdir()
    for package, files in LIBRARIES.items():
        command = ["npm", "pack", "--silent", package]
        done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
        with tarfile.open(folder / done.stdout.split()[-1]) as packed:
            for name in files:
                found = packed.extractfile(f"package/{name}")
                assert found is not None  # noqa: S101  (these are files)
                (folder / Path(name).name).write_bytes(found.read())


def peers(inputs: Path, folder: Path) -> dict[str, Path]:
    """One map by each peer with its libraries beside it."""
    libraries(folder / "vendor")

    def linked(match: re.Match[str]) -> str:
        name = Path(match[1]).name.replace("jquery-3.7.1", "jquery")
        if not (folder / "vendor" / name).exists():
            return ""
        return re.sub(r'"https?://[^"]+"', f'"vendor/{name}"', match[0])

    pages = {}
    for name, kind in PEERS.items():
        out = folder / name
        out.mkdir()
        command = [sys.executable, "-m", "tools.bench_cases.peer_pages", kind, inputs, "1", out]
        subprocess.run([*map(str, command)], cwd=ROOT, check=True, capture_output=True)
        pages[name] = folder / f"{name}.html"
        html = _LINKED.sub(linked, (out / "0.html").read_text("utf-8"))
        pages[name].write_text(_TILES.sub("", html), "utf-8")
    return pages


def site(folder: Path) -> Path:
    """A built site with the plan."""
    command = [sys.executable, "-m", "geo", "build", "--plan", PLAN, "--out", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder


def start(browser: Browser, page: Path) -> dict[str, float]:
    """Milliseconds of one start of a page in a browser that is new."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    context.add_init_script(path=PROBE)
    tab = context.new_page()
    browser.start_tracing(page=tab, categories=_TRACED)
    tab.goto(page.resolve().as_uri())
    tab.wait_for_function("performance.getEntriesByName('whole-map').length")
    tab.wait_for_timeout(REST_MS)
    found = {f"{name}_map_ms": marked(tab, f"{name}-map") for name in ("first", "whole")}
    return {**found, **cpu(json.loads(browser.stop_tracing())["traceEvents"])}


def marked(tab: Page, name: str) -> float:
    """When the page was so far, from the request on."""
    found: float = tab.evaluate(f"performance.getEntriesByName('{name}')[0].startTime")
    return found


def cpu(events: list[Event]) -> dict[str, float]:
    """CPU of the main thread: scripts and all tasks until the first map; all tasks."""
    mark = next(e for e in events if e.get("name") == "first-map" and e.get("ph") in ("I", "R"))
    begun = max(
        e["ts"]
        for e in events
        if e.get("name") == "navigationStart" and e["pid"] == mark["pid"] and e["ts"] < mark["ts"]
    )
    thread = (mark["pid"], mark["tid"])
    own = [
        e
        for e in events
        if e.get("ph") == "X" and (e["pid"], e["tid"]) == thread and e["ts"] >= begun
    ]
    before = [e for e in own if e["ts"] < mark["ts"]]
    scripts = outermost(e for e in before if e["name"] in _SCRIPT)
    layouts = outermost(e for e in before if e["name"] in _LAYOUT)
    forced = [e for e in layouts if any(holds(script, e) for script in scripts)]
    return {
        "script_ms": total(scripts) - total(forced),
        "task_ms": total(e for e in before if e["name"] == "RunTask"),
        "all_ms": total(e for e in own if e["name"] == "RunTask"),
    }


def total(events: Iterable[Event]) -> float:
    """Milliseconds of CPU."""
    return sum(float(e.get("tdur", 0)) for e in events) / 1e3


def holds(outer: Event, inner: Event) -> bool:
    """Whether an event lies within another."""
    return bool(outer["ts"] <= inner["ts"] < outer["ts"] + outer["dur"])


def outermost(events: Iterable[Event]) -> list[Event]:
    """The events that lie in no other."""
    found: list[Event] = []
    for event in sorted(events, key=lambda e: (e["ts"], -e["dur"])):
        if not (found and holds(found[-1], event)):
            found.append(event)
    return found


def measured(pages: dict[str, Path], starts: int = STARTS) -> dict[str, dict[str, list[float]]]:
    """All starts of all pages, by turns."""
    found: dict[str, dict[str, list[float]]] = {name: {} for name in pages}
    quiet = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    names = ("chromium", "google-chrome", "chromium-headless-shell")
    chromium = next(filter(None, map(shutil.which, names)), None)
    with sync_playwright() as browsers:
        for _ in range(starts):
            for name, page in pages.items():
                browser = browsers.chromium.launch(executable_path=chromium, args=quiet)
                for key, value in start(browser, page).items():
                    found[name].setdefault(key, []).append(round(value, 1))
                browser.close()
    return found


def main() -> None:
    """Make the pages, start them, tell."""
    with tempfile.TemporaryDirectory() as name:
        folder, inputs = Path(name), Path(sys.argv[1])
        built = Path(sys.argv[2]) if len(sys.argv) > 2 else site(folder / "site")
        ours = {key: built / path for key, path in OURS.items()}
        print(json.dumps(measured({**ours, **peers(inputs, folder)})))


if __name__ == "__main__":
    main()
