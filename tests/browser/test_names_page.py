"""Names of the first view of a web map: all there, none on another or on a symbol, with sign."""

from __future__ import annotations

import pytest

from geo.build.mapped_plan import lay_out
from geo.design.theme import contrast
from geo.render.web.map_page import page_files, shared_files
from geo.scene.resolve import resolve
from geo.scene.theme_map import resolve_theme, theme_spec
from geo.site.plan_set import Cross
from geo.sources.boundaries.shapes import load_boundaries
from geo.sources.places.view import load_register
from geo.sources.plans.folder import load_plan
from tests.browser.conftest import NARROW, WIDE, tab_of
from tests.sweeps import sweep

pytestmark = pytest.mark.browser

PLANS = (
    *("future2024", "space2024", "modern2025", "photonics2024", "biomed2024"),
    *("gzhtz2021", "gz_dualchain2022", "qianhai2024"),
)
MUST = {"810000", "820000", "dongsha"}  # what stands on the map besides the cities
SEEN = """() => {
  const box = (node) => { const b = node.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; };
  const words = (node) => { const range = document.createRange(); range.selectNodeContents(node); return box(range); };
  const said = (node) => node ? node.textContent : "";
  return {
    frame: box(document.getElementById("map_atlas")),
    areas: geoAtlas.data.scene.areas.map((area) => [area.adcode, area.level, area.state, area.style.mark || ""]),
    belts: (geoAtlas.data.scene.belts || []).map((belt) => belt.id),
    names: [...document.querySelectorAll(".label")].map((node) => ({
      key: node.dataset.label, box: words(node), text: said(node), mark: said(node.querySelector(".label-mark")),
      bold: Number(getComputedStyle(node).fontWeight) > 500, color: getComputedStyle(node).color, belt: node.matches(".label-belt"),
    })),
    symbols: [...document.querySelectorAll("#map_atlas .symbol")].filter((node) => node.closest(".leaflet-pane")).map((node) => {
      const badge = node.querySelector(".badge"), number = node.querySelector("text");
      const kind = badge ? "count" : number ? "number" : node.className.replace("symbol symbol-", "");
      return { id: node.dataset.id, kind, box: box(badge || node.querySelector("svg g g")) };
    }),
  };
}"""  # noqa: E501
KEPT_FREE = {"core", "pole", "count", "number"}


def meet(a: list[float], b: list[float], room: float = 0.75) -> bool:
    return a[0] < b[2] - room and b[0] < a[2] - room and a[1] < b[3] - room and b[1] < a[3] - room


def inside(box: list[float], frame: list[float]) -> bool:
    left, top, right, bottom = frame
    return box[0] >= left - 1 and box[1] >= top - 1 and box[2] <= right + 1 and box[3] <= bottom + 1


def covered(seen) -> list[str]:
    """Names on each other or on what must stay free, and numbers on numbers."""
    names = seen["names"]
    found = [
        f"{a['key']} on {b['key']}"
        for i, a in enumerate(names)
        for b in names[i + 1 :]
        if meet(a["box"], b["box"])
    ]
    free = [s for s in seen["symbols"] if s["kind"] in KEPT_FREE]
    found += [
        f"{n['key']} on {s['kind']} {s['id']}"
        for n in names
        for s in free
        if meet(n["box"], s["box"], 1.5)
    ]
    numbers = [s for s in free if s["kind"] == "number"]
    found += [
        f"{a['id']} on {b['id']}"
        for i, a in enumerate(numbers)
        for b in numbers[i + 1 :]
        if meet(a["box"], b["box"], 2.5)
    ]
    return found


def ill_named(seen) -> list[str]:
    """Cities without a name in the window, without their sign, or not set as their state asks."""
    by_key = {name["key"]: name for name in seen["names"]}
    found = []
    for code, level, state, mark in seen["areas"]:
        name = by_key.get(code)
        if level != "prefecture":
            continue
        if name is None or not inside(name["box"], seen["frame"]):
            found.append(f"{code} is not named in the window")
        elif name["mark"] != mark:
            found.append(f"{code} bears {name['mark']!r}, not {mark!r}")
        elif name["bold"] is not (state == "focus" or state.startswith("named")):
            found.append(f"{code} is {state} and bold {name['bold']}")
    provincial = any(level == "prefecture" for _, level, _, _ in seen["areas"])
    if provincial:
        found += [f"{key} is missing" for key in sorted(MUST - set(by_key))]
        found += [
            f"{key} leaves the window {by_key[key]['box']} {seen['frame']}"
            for key in sorted(MUST & set(by_key))
            if not inside(by_key[key]["box"], seen["frame"])
        ]
    return found


def offenders(tab, address: str) -> list[str]:
    found = []
    for lang in ("zh", "en"):
        seen = tab.open(f"{address}#lang={lang}").evaluate(SEEN)
        wide = round(seen["frame"][2] - seen["frame"][0])
        found += [f"{address} {lang} {wide}: {fault}" for fault in covered(seen) + ill_named(seen)]
    return found


PAGES = [[screen, page] for screen in ("wide", "narrow")
         for page in ("structure", "sector-space", "carriers")]  # fmt: skip


@pytest.mark.parametrize(("screen", "page"), sweep(PAGES, {0, 5}))
def test_names_keep_off_each_other_and_off_symbols(on, screen, page):
    assert offenders(on[screen], f"{page}.html") == []


@pytest.mark.slow
def test_names_of_every_map_keep_off_each_other_and_off_symbols(browser, tmp_path):
    layouts = tuple(lay_out(load_plan(key)) for key in PLANS)
    cross, files = Cross(layouts), dict(shared_files(load_boundaries(), load_register()))
    pages = []
    made = [(a.plan.key, resolve(spec, a.ground)) for a in layouts for spec in a.specs]
    for theme in cross.themes.mapped:
        scene = resolve_theme(theme_spec(theme, "zh"), cross.themes.table(theme), cross.world)
        made.append(("themes", scene))
    for folder, scene in made:
        files |= {f"{folder}/{name}": data for name, data in page_files(scene).items()}
        pages.append(f"{folder}/{scene.spec.slug}.html")
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    found = []
    for screen in (WIDE, NARROW):
        tab = tab_of(browser, f"{tmp_path.as_uri()}/", screen)
        found += [fault for page in pages for fault in offenders(tab, page)]
        tab.close()
    assert found == []


def test_quiet_names_are_legible(wide):
    """On white, on the ground of a layout and on the sea; names of provinces on their land."""
    page = wide.open("structure.html")
    ground = page.evaluate(
        "() => Object.fromEntries(['paper', 'layout', 'sea', 'land'].map((name) =>"
        " [name, getComputedStyle(document.documentElement).getPropertyValue('--' + name)]))"
    )
    under = {"sea": ["sea"], "province": ["land"], "area": ["paper", "layout"], "sar": ["paper"]}
    for kind, names in under.items():
        shown = page.evaluate(
            "(kind) => getComputedStyle(document.querySelector('.label-' + kind)).color", kind
        )
        parts = [int(part) for part in shown[4:-1].split(",")]
        color = "#" + "".join(f"{part:02x}" for part in parts)
        assert all(contrast(color, ground[name].strip()) >= 4.5 for name in names), kind


@pytest.mark.parametrize("lang", sweep(["zh", "en"], {1}))
def test_belts_are_named_on_their_ground_and_only_while_they_are_shown(wide, made, lang):
    page = wide.open(f"structure.html#lang={lang}")
    named = {n["key"]: n["text"] for n in page.evaluate(SEEN)["names"] if n["belt"]}
    wanted = {belt.id: belt.name.in_(lang) for belt in made["structure"].belts}
    assert set(named) == set(wanted)
    for key, text in named.items():
        assert text.replace(" ", "") == wanted[key].replace(" ", "")
    page.evaluate("geoAtlas.set({ layers: { structure: false } })")
    assert not any(name["belt"] for name in page.evaluate(SEEN)["names"])


def test_numbers_of_a_corridor_give_way_to_dots_where_there_is_no_room(narrow, wide):
    near = wide.open("structure.html").evaluate(SEEN)["symbols"]
    far = narrow.open("structure.html").evaluate(SEEN)["symbols"]
    assert {s["id"] for s in near} == {s["id"] for s in far}
    assert sum(s["kind"] == "number" for s in near) >= 6
    assert not any(s["kind"] == "number" for s in far)


def test_numbers_of_a_corridor_give_way_to_each_other(browser, site, wide):
    """In a window in which they can be read and have no room for all."""
    tab = tab_of(browser, f"{site.as_uri()}/future2024/", {"width": 1200, "height": 768})
    near, far = (of.open("structure.html").evaluate(SEEN) for of in (wide, tab))
    tab.close()
    all_numbers, numbers = (sum(s["kind"] == "number" for s in x["symbols"]) for x in (near, far))
    assert 2 < numbers < all_numbers
    assert covered(far) == []


def test_a_name_off_its_area_is_led_to_it(narrow):
    """The line starts at the name's box and ends well within the area of that name."""
    page = narrow.open("sector-space.html#lang=en")
    led = page.evaluate(
        """() => [...document.querySelectorAll(".label-set")].filter((node) => node.querySelector(".leader")).map((node) => {
      const dot = node.querySelector("circle").getBoundingClientRect(), code = node.querySelector(".label").dataset.label;
      const path = document.querySelector(`path[data-adcode="${code}"]`), at = path.getScreenCTM().inverse();
      const point = new DOMPoint(dot.left + dot.width / 2, dot.top + dot.height / 2).matrixTransform(at);
      return [code, path.isPointInFill(point)];
    })"""  # noqa: E501
    )
    assert led
    assert [code for code, hit in led if not hit and code.startswith("44")] == []
