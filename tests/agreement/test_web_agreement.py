"""What the web data say is what the Scene says: fills, patterns, texts, legend, for every map."""

from __future__ import annotations

import pytest

from geo.build.mapped_plan import lay_out
from geo.render.web.data import plain
from geo.render.web.map_page import page_files
from geo.scene.resolve import resolve
from geo.sources.plans.folder import load_plan
from tests.web_reader import read_page

PLANS = ("future2024", "space2024", "photonics2024", "gzhtz2021")


@pytest.fixture(scope="module", params=PLANS)
def pairs(request):
    """Every scene of a plan with the values that a browser would read."""
    layout = lay_out(load_plan(request.param))
    scenes = [resolve(s, layout.ground) for s in layout.specs]
    read = [(s, read_page(page_files(s), s.spec.slug)) for s in scenes]
    assert len(read) > 5
    return read


def pair(text):
    return text.zh if text.zh == text.en else [text.zh, text.en]


def said(statements):
    return [
        (pair(s.heading), [pair(t) for t in s.terms], s.clause, pair(s.locator), list(s.flags))
        for s in statements
    ]


def read_said(row):
    return [
        (s["heading"], s.get("terms", []), s["clause"], s["locator"], s.get("flags", []))
        for s in row.get("statements", [])
    ]


def test_every_area_has_its_state_style_and_statements(pairs):
    for scene, data in pairs:
        drawn = (*scene.areas, *scene.context)
        rows = [*data["areas"], *data["context"]]
        assert len(drawn) == len(rows) >= 11
        for area, row in zip(drawn, rows, strict=True):
            style = row["style"]
            assert (row["adcode"], row["level"], row["state"], row["count"]) == (
                *(area.adcode, area.level, area.state, area.count),
            )
            assert (style["fill"], style["stroke"], style["ink"]) == (
                *(area.style.fill, area.style.stroke, area.style.ink),
            )
            assert style.get("pattern", "") == area.style.pattern
            assert style.get("pattern_color", "") == area.style.pattern_color
            assert style.get("mark", "") == area.style.mark
            assert (row["name"], row["short"], row["state_text"]) == (
                *map(pair, (area.name, area.short, area.state_text)),
            )
            assert row["anchor"] == [round(v, 4) for v in area.anchor]
            assert read_said(row) == said(area.statements)


def test_the_legend_has_the_same_entries_in_the_same_order(pairs):
    for scene, data in pairs:
        assert len(scene.legend) == len(data["legend"]) > 0
        for block, shown in zip(scene.legend, data["legend"], strict=True):
            assert shown["title"] == pair(block.title)
            assert [(e["key"], e["label"], e.get("members", [])) for e in shown["entries"]] == [
                (e.key, pair(e.label), [pair(m) for m in e.members]) for e in block.entries
            ]
            styles = [e["style"]["fill"] for e in shown["entries"] if "style" in e]
            assert styles == [e.style.fill for e in block.entries if e.style]
            looks = [e["symbol"]["drawing"] for e in shown["entries"] if "symbol" in e]
            assert looks == [plain(e.symbol.drawing) for e in block.entries if e.symbol]


def test_symbols_and_bands_stand_where_the_scene_puts_them(pairs):
    for scene, data in pairs:
        symbols = [
            (
                s["id"],
                s["label"],
                s["drawing"],
                [s["lon"], s["lat"]],
                s["host"],
                read_said(s),
            )
            for s in data["symbols"]
        ]
        assert symbols == [
            (
                *(s.id, pair(s.label), plain(s.drawing), [round(s.lon, 4), round(s.lat, 4)]),
                *(s.host, said(s.statements)),
            )
            for s in scene.symbols
        ]
        bands = [(b["id"], b["strokes"], len(b["points"])) for b in data["bands"]]
        assert bands == [(b.id, plain(b.strokes), len(b.points)) for b in scene.bands]


def test_the_words_round_the_map_are_the_scenes(pairs):
    for scene, data in pairs:
        for name in ("title", "subtitle", "plan_line", "alt"):
            assert data[name] == pair(getattr(scene, name))
        assert data["credits"]["source"] == pair(scene.credits.source)
        assert [(n["value"], n["label"]) for n in data["key_numbers"]] == [
            (n.value, pair(n.label)) for n in scene.key_numbers
        ]
        assert [(x["label"], x["host"], x["reason"], read_said(x)) for x in data["listed"]] == [
            (pair(x.label), x.host, pair(x.reason), said(x.statements)) for x in scene.listed
        ]


def test_the_small_table_has_every_row(pairs):
    for scene, data in pairs:
        if not scene.matrix:
            assert "matrix" not in data
            continue
        assert data.get("matrix_columns", []) == [pair(c) for c in scene.matrix_columns]
        rows = [(r["name"], r["cells"]) for r in data["matrix"]]
        assert rows == [(pair(r.name), list(r.cells)) for r in scene.matrix]
