"""What the web data say is what the Scene says: fills, patterns, states, legend, for every map."""

from __future__ import annotations

import json

import pytest

from geo.design.presets import presets
from geo.layout import lay_out
from geo.render.leaflet import page_files
from geo.scene.resolve import resolve
from geo.sources.plans import load_plan

PLANS = ("future2024", "space2024", "photonics2024")


@pytest.fixture(scope="module", params=PLANS)
def pairs(request):
    """Every scene of a plan with the values that a browser would read."""
    plan = load_plan(request.param)
    layout = lay_out(plan)
    made = [resolve(spec, layout.table, layout.world) for spec in presets(plan)]
    read = []
    for scene in made:
        script = page_files(scene)[f"{scene.spec.slug}.data.js"].decode()
        body = script.removeprefix("geoAtlas.scene(").removesuffix(");\n")
        read.append((scene, json.loads(body)))
    assert len(read) > 5
    return read


def both(data, ref):
    value = data["texts"][ref]
    return (value, value) if isinstance(value, str) else tuple(value)


def test_every_area_has_its_state_and_style(pairs):
    for scene, data in pairs:
        drawn = (*scene.areas, *scene.context)
        rows = [*data["areas"], *data.get("context", [])]
        assert len(drawn) == len(rows) >= 21
        for area, row in zip(drawn, rows, strict=True):
            style = data["styles"][row["style"]]
            assert (row["adcode"], row["state"], row["count"]) == (
                area.adcode,
                area.state,
                area.count,
            )
            assert style["fill"] == area.style.fill
            assert style.get("pattern", "") == area.style.pattern
            assert style.get("mark", "") == area.style.mark
            assert both(data, row["name"]) == (area.name.zh, area.name.en)


def test_the_legend_has_the_same_entries_in_the_same_order(pairs):
    for scene, data in pairs:
        assert len(scene.legend) == len(data["legend"]) > 0
        for block, shown in zip(scene.legend, data["legend"], strict=True):
            assert both(data, shown["title"]) == (block.title.zh, block.title.en)
            assert [(e["key"], both(data, e["label"])) for e in shown["entries"]] == [
                (entry.key, (entry.label.zh, entry.label.en)) for entry in block.entries
            ]
            styles = [data["styles"][e["style"]]["fill"] for e in shown["entries"] if "style" in e]
            assert styles == [e.style.fill for e in block.entries if e.style]


def test_symbols_and_bands_stand_where_the_scene_puts_them(pairs):
    for scene, data in pairs:
        looks = data["looks"]
        symbols = [
            (s["id"], looks[s["look"]]["shape"], looks[s["look"]]["fill"], s["at"])
            for s in data.get("symbols", [])
        ]
        assert symbols == [
            (s.id, s.shape, s.fill, [round(s.lon, 4), round(s.lat, 4)]) for s in scene.symbols
        ]
        bands = [(b["id"], b["color"], len(b["points"])) for b in data.get("bands", [])]
        assert bands == [(b.id, b.color, len(b.points)) for b in scene.bands]
