"""The pictures of the analysis: every cell is the analysis's own number, drawn once."""

from __future__ import annotations

import io
import itertools
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PIL import Image

from geo.analysis.compare import compare
from geo.analysis.diff.changes import diff
from geo.analysis.overlap import overlap
from geo.analysis.plan_analysis import PlanAnalysis, analyse
from geo.analysis.similarity import similarity
from geo.build.chart_files import PictureChoice, check_choice, write_picture
from geo.build.mapped_plan import lay_out
from geo.charts.charts import crowding_chart, matrix_chart, similarity_chart
from geo.charts.model import Chart
from geo.charts.pair_maps import compare_scene, diff_scene
from geo.design.theme import load_theme
from geo.domain.text import Text
from geo.errors import CallError
from geo.render.pages.chart import chart_html, stated
from geo.render.print.bitmap import page_png
from geo.render.print.chart import chart_pdf
from geo.render.print.typesetting import compiled
from geo.render.svg.chart import chart_svg, swatch_picture
from geo.render.svg.chart_grid import grid_of, parts
from geo.render.svg.swatches import swatch_svg
from geo.render.templating import PagePlace
from geo.scene.scene import Scene, Style
from geo.scene.world import World, load_world
from geo.sheet.arrange import arrange
from geo.sheet.asked import Dots
from geo.sheet.items import Swatch
from geo.sources.plans.folder import plan_keys
from tests.reading.drawing import in_millimetres
from tests.reading.paper import sheets
from tests.sweeps import sweep
from tests.toy_web import EVIL

MAKERS = {"matrix": matrix_chart, "crowding": crowding_chart, "similarity": similarity_chart}
NUMBERED = ("named-1", "named-2", "named-3", "named-4")
SVG = "{http://www.w3.org/2000/svg}"
APART = 0.02
HERE = PagePlace("", "x")
# One with regions and facilities beside areas, one of counties.
TELLING = [plan_keys().index(key) for key in ("modern2025", "qianhai2024")]
EACH_PLAN = pytest.mark.parametrize("key", sweep(plan_keys(), TELLING))


@pytest.fixture(scope="module")
def future() -> PlanAnalysis:
    return analyse("future2024")


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


@pytest.fixture(scope="module")
def charts(future: PlanAnalysis) -> dict[str, Chart]:
    return {kind: make(future) for kind, make in MAKERS.items()}


@pytest.fixture(scope="module")
def maps(future: PlanAnalysis, world: World) -> dict[str, Scene]:
    return {
        "compare": compare_scene(future, world, ["广州", "深圳"]),
        "diff": diff_scene(future, analyse("modern2025"), world),
    }


def plain(state: str) -> str:
    """The analysis's state of a drawn one."""
    return "named" if state in NUMBERED else state


@EACH_PLAN
def test_every_cell_of_the_matrix_is_the_analysis_cell(key: str) -> None:
    base = analyse(key)
    chart = matrix_chart(base)
    units = {f"{u.kind}:{u.id}": u for u in base.matrix.units}
    assert [row.key for row in chart.rows] == list(units)
    for row, cells in zip(chart.rows, chart.cells, strict=True):
        for column, cell in zip(chart.columns, cells, strict=True):
            own = base.matrix.cell(units[row.key], column.key)
            told = "facility" if own.unit.kind == "facility" and own.rows else own.state
            assert (plain(cell.state), cell.value) == (told, own.count)
            assert bool(cell.locator.zh) == bool(own.clauses)
            assert cell.terms.zh == "、".join(own.terms)
            if cell.state in NUMBERED:
                assert cell.state == f"named-{min(own.count, 4)}"
                assert "." not in column.key
    totals = [str(len(base.matrix.holders(column.key))) for column in chart.columns]
    assert [column.note.zh for column in chart.columns] == totals


@EACH_PLAN
def test_every_block_of_the_crowding_is_a_place_that_takes_it(key: str) -> None:
    base = analyse(key)
    chart, found = crowding_chart(base), overlap(base)
    rows = dict(zip((row.key for row in chart.rows), chart.cells, strict=True))
    for crowd in found.subsectors:
        states = Counter(cell.state for cell in rows[crowd.term.id])
        assert states["place"] == crowd.count
        assert states["region"] == len(crowd.regions)
        assert states["void"] == (not crowd.places)
    strong = [row.key for row in chart.rows if row.strong]
    assert strong == [c.sector.id for c in found.sectors]


@EACH_PLAN
def test_every_value_of_the_similarity_is_the_analysis_value(key: str) -> None:
    base = analyse(key)
    chart, found = similarity_chart(base), similarity(base)
    values = tuple(tuple(cell.value for cell in row) for row in chart.cells)
    assert values == found.values
    for i, row in enumerate(chart.cells):
        for k, cell in enumerate(row):
            assert (cell.state == "self") == (i == k)
            assert cell.text.zh in ("", f"{100 * cell.value:.0f}")
            if i != k:
                assert (cell.state == "alike-0") == (cell.value == 0)
                assert (cell.state == "alike-4") == (cell.value == 1)


def signs(looks: list[tuple[str, Style]]) -> set[tuple[str, str, str]]:
    return {(state, style.mark, style.pattern) for state, style in looks}


@pytest.mark.parametrize("kind", MAKERS)
@EACH_PLAN
def test_the_legend_has_the_states_drawn_and_no_other(kind: str, key: str) -> None:
    chart = MAKERS[kind](analyse(key))
    drawn = Counter(cell.state for row in chart.cells for cell in row if cell.style)
    assert {entry.key: entry.count for entry in chart.legend} == drawn
    signs = {
        (c.state, c.style.mark, c.style.pattern) for row in chart.cells for c in row if c.style
    }
    assert {(e.key, e.style.mark, e.style.pattern) for e in chart.legend if e.style} == signs


@pytest.mark.parametrize("kind", MAKERS)
def test_each_says_that_it_is_the_text_and_not_output(charts: dict[str, Chart], kind: str) -> None:
    for lang, words in (
        ("zh", "仅按规划文本，不代表产出"),
        ("en", "y the plan's text, not by output"),
    ):
        said = "".join(ET.fromstring(chart_svg(charts[kind], lang)).itertext())
        assert words in said
        assert words in charts[kind].note.in_(lang)


@pytest.mark.parametrize("kind", MAKERS)
def test_the_svg_has_each_cell_once_with_its_state(charts: dict[str, Chart], kind: str) -> None:
    chart = charts[kind]
    root = ET.fromstring(chart_svg(chart))
    found = {
        (g.get("data-row"), g.get("data-col")): (g.get("data-state"), g.get("data-value"))
        for g in root.iter(f"{SVG}g")
        if g.get("data-state")
    }
    expected = {
        (row.key, column.key): (cell.state, f"{cell.value:g}")
        for row, cells in zip(chart.rows, chart.cells, strict=True)
        for column, cell in zip(chart.columns, cells, strict=True)
        if cell.style
    }
    assert found == expected
    keys = [g.get("data-legend-key") for g in root.iter(f"{SVG}g") if g.get("data-legend-key")]
    assert keys == [entry.key for entry in chart.legend]


def test_rows_of_another_kind_stand_under_its_name() -> None:
    chart = matrix_chart(analyse("modern2025"))
    said = [t.text for t in ET.fromstring(chart_svg(chart)).iter(f"{SVG}text")]
    assert [t for t in said if t in {row.group.zh for row in chart.rows}] == ["区域", "设施与平台"]


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("key", sweep(["gzhtz2021", "modern2025", "biomed2024"], {1}))
@pytest.mark.parametrize("room", [(396.0, 210.0), (273.0, 340.0)], ids=["lying", "standing"])
def test_parts_hold_every_cell_once_in_legible_type(
    key: str, kind: str, room: tuple[float, float]
) -> None:
    chart = MAKERS[kind](analyse(key))
    divided = parts(chart, *room, "zh")
    found = [
        (row.key, column.key, cell)
        for part in divided
        for row, cells in zip(part.rows, part.cells, strict=True)
        for column, cell in zip(part.columns, cells, strict=True)
    ]
    expected = [
        (row.key, column.key, cell)
        for row, cells in zip(chart.rows, chart.cells, strict=True)
        for column, cell in zip(chart.columns, cells, strict=True)
    ]
    assert sorted(found, key=lambda f: f[:2]) == sorted(expected, key=lambda f: f[:2])
    grids = [grid_of(part, *room, "zh") for part in divided]
    assert min(grid.label_pt for grid in grids) > 7.3
    assert min(grid.head_pt for grid in grids) > 7.3


def test_a_long_matrix_is_broken_between_sectors() -> None:
    chart = matrix_chart(analyse("gzhtz2021"))
    divided = parts(chart, 396, 210, "zh")
    assert len(divided) == 2
    groups = [{column.group for column in part.columns} for part in divided]
    assert not groups[0] & groups[1]
    assert len(parts(matrix_chart(analyse("future2024")), 396, 210, "zh")) == 1
    svg = ET.fromstring(chart_svg(chart))
    drawn = [(g.get("data-row"), g.get("data-col")) for g in svg.iter() if g.get("data-state")]
    assert len(drawn) == len(set(drawn)) == len(chart.rows) * len(chart.columns)


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("key", sweep(["future2024", "gzhtz2021"], {0}))
def test_the_pdf_prints_what_the_svg_prints(kind: str, key: str) -> None:
    chart = MAKERS[kind](analyse(key))
    printed = [Counter(page.text) for page in sheets(chart_pdf(chart))]
    foot = (chart.note, chart.credits.source, chart.credits.limits)
    room = "".join(text.zh for text in (chart.title, chart.subtitle, *foot))
    assert all(not Counter(room.replace(" ", "")) - page for page in printed)
    cells = Counter("".join(cell.text.zh for row in chart.cells for cell in row).replace(" ", ""))
    heads = Counter("".join(h.label.zh for h in (*chart.rows, *chart.columns)).replace(" ", ""))
    assert not (cells + heads) - sum(printed, Counter())


def test_names_are_shortened_for_areas_only() -> None:
    labels = {row.key: row.label for row in matrix_chart(analyse("gzhtz2021")).rows}
    assert labels["area:440112"] == Text("黄埔", "Huangpu")
    assert "Guangzhou Science City" in {label.en for label in labels.values()}


def test_a_hatch_stays_in_its_cell(charts: dict[str, Chart]) -> None:
    for group in in_millimetres(chart_svg(charts["matrix"])).iter(f"{SVG}g"):
        lines = [p for p in group.findall(f"{SVG}path") if p.get("data-pattern")]
        assert bool(lines) == (group.get("data-state") == "collective") or not group.get("data-row")
        if not lines or not group.get("data-row"):
            continue
        box = group.find(f"{SVG}rect")
        x, y, w, h = (float(box.get(k)) for k in ("x", "y", "width", "height"))
        numbers = [float(n) for n in re.findall(r"[\d.]+", lines[0].get("d"))]
        assert len(numbers) >= 8
        assert all(x - 0.04 <= n <= x + w + 0.04 for n in numbers[::2])
        assert all(y - 0.04 <= n <= y + h + 0.04 for n in numbers[1::2])


@EACH_PLAN
@pytest.mark.parametrize("kind", MAKERS)
def test_a_legend_of_several_sectors_is_in_the_hue_of_none(kind: str, key: str) -> None:
    theme, base = load_theme(), analyse(key)
    chart, sectors = MAKERS[kind](base), base.plan.taxonomy.sectors
    alone = len(sectors) == 1 and kind != "similarity"
    hue = theme.hue(base.plan, sectors[0].id) if alone else "slate"
    shown = {"", theme.ground["not_named"], *theme.ramp(hue)}
    styles = [e.style for e in chart.legend if e.style]
    assert {color for s in styles for color in (s.fill, s.pattern_color)} <= shown


def test_a_turned_chart_has_the_same_cells(charts: dict[str, Chart]) -> None:
    chart = charts["matrix"]
    turned = chart.turned()
    assert turned.cells[3][5] is chart.cells[5][3]
    assert turned.turned() == chart


@pytest.mark.parametrize("kind", MAKERS)
def test_equal_input_gives_equal_bytes(
    future: PlanAnalysis, charts: dict[str, Chart], kind: str
) -> None:
    again = MAKERS[kind](future)
    assert again == charts[kind]
    assert chart_svg(again) == chart_svg(charts[kind])
    assert chart_html(again, HERE) == chart_html(charts[kind], HERE)
    assert chart_pdf(again, "A4") == chart_pdf(charts[kind], "A4")


def hostile(chart: Chart) -> Chart:
    """The chart with an attack for every text that a plan can bring in."""
    evil = Text(EVIL, EVIL)
    head = replace(chart.rows[0], key=EVIL, label=evil, note=evil, group=evil)
    cell = replace(chart.cells[0][0], text=evil, words=evil, terms=evil, locator=evil)
    return replace(
        chart,
        title=evil,
        subtitle=evil,
        rows=(head, *chart.rows[1:]),
        columns=(replace(chart.columns[0], label=evil), *chart.columns[1:]),
        cells=((cell, *chart.cells[0][1:]), *chart.cells[1:]),
        credits=replace(chart.credits, source=evil),
    )


class Tags(HTMLParser):
    """Tags with a script's or style's worth of danger, and event attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs if name.startswith("on") or name == "style"]
        inline = tag == "script" and "src" not in dict(attrs)
        if tag in ("img", "style") or inline or names:
            self.found.append(tag)


@pytest.mark.parametrize("kind", ["matrix", "similarity"])
def test_hostile_names_stay_text(charts: dict[str, Chart], kind: str) -> None:
    html = chart_html(hostile(charts[kind]), HERE).decode()
    tags = Tags()
    tags.feed(html)
    assert tags.found == []
    assert "{{7*7}}" in html
    assert "<img" not in html
    assert "Content-Security-Policy" in html


def test_hostile_names_print_as_they_are(charts: dict[str, Chart]) -> None:
    evil = "#panic(1) <b>&amp;</b> $x$ *a* @b"
    chart = replace(charts["similarity"], title=Text(evil, evil))
    said = [t.text for t in ET.fromstring(chart_svg(chart)).iter(f"{SVG}text")]
    assert evil in said
    assert chart_pdf(chart, "A4").startswith(b"%PDF")


@pytest.mark.parametrize("kind", MAKERS)
def test_the_page_has_a_line_for_each_cell_that_says_something(
    charts: dict[str, Chart], kind: str
) -> None:
    chart = charts[kind]
    html = chart_html(chart, HERE).decode()
    lines = re.findall(r'<tr data-row="([^"]+)" data-col="([^"]+)" data-state="([^"]+)"', html)
    assert lines == [(row.key, col.key, cell.state) for row, col, cell in stated(chart)]
    if kind != "similarity":
        silent = [cell for _, _, cell in stated(chart) if not cell.locator.zh]
        assert {cell.state for cell in silent} <= {"void"}


def ink(svg: str) -> np.ndarray:
    """A swatch as a copier without half-tones sees it."""
    png = page_png(compiled("picture.typ", {"picture": svg}), Dots(dpi=150))
    return np.asarray(Image.open(io.BytesIO(png)).convert("L")) < 128


def alike(swatches: dict[str, np.ndarray]) -> list[tuple[str, str]]:
    return [
        (one, other)
        for (one, a), (other, b) in itertools.combinations(swatches.items(), 2)
        if np.mean(a != b) < APART
    ]


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("key", sweep(["future2024", "modern2025", "gzhtz2021"], {0}))
def test_states_of_a_chart_stay_apart_in_one_bit(kind: str, key: str) -> None:
    chart = MAKERS[kind](analyse(key))
    swatches = {
        e.key: ink(ET.tostring(swatch_picture(e), encoding="unicode")) for e in chart.legend
    }
    assert alike(swatches) == []


@pytest.mark.parametrize("kind", ["compare", "diff"])
def test_classes_of_a_map_stay_apart_in_one_bit(
    maps: dict[str, Scene], world: World, kind: str
) -> None:
    sheet = arrange(maps[kind], world.boundaries)
    swatches = [piece for piece in sheet.pages[0] if isinstance(piece, Swatch)]
    assert alike({s.entry.key: ink(swatch_svg(sheet, s)) for s in swatches if s.entry.style}) == []


@pytest.mark.parametrize("kind", ["compare", "diff"])
def test_the_legend_of_a_map_has_the_classes_drawn(maps: dict[str, Scene], kind: str) -> None:
    scene = maps[kind]
    entries = {e.key: (e.count, e.style) for e in scene.legend[0].entries if e.key != "outside"}
    styles = {area.state: area.style for area in scene.areas}
    assert entries == {state: (n, styles[state]) for state, n in scene.states().items()}


def test_the_compare_map_shows_what_the_comparison_says(
    future: PlanAnalysis, maps: dict[str, Scene]
) -> None:
    scene, found = maps["compare"], compare(future, ["广州", "深圳"])
    assert (scene.area("440100").style.mark, scene.area("440300").style.mark) == ("A", "B")
    subs = [t for t in found.terms if t.level == "subsector"]
    named = [sum(t.states[i] == "named" for t in subs) for i in (0, 1)]
    assert [row.name.zh for row in scene.matrix] == [t.term.name.zh for t in subs]
    drawn = [[row.cells[i] for row in scene.matrix].count("named") for i in (0, 1)]
    assert drawn == named == [9, 11]
    shared = len(found.shared_subsectors)
    only = [len(side.only_subsectors) for side in found.sides]
    carriers = [len(side.carriers) for side in found.sides]
    assert [n.value for n in scene.key_numbers] == [shared, *only, *carriers]
    assert scene.area("440100").statements


def test_the_diff_map_shows_the_changes_of_the_diff(
    future: PlanAnalysis, maps: dict[str, Scene]
) -> None:
    scene, after = maps["diff"], analyse("modern2025")
    delta = diff(future.plan, after.plan, register=future.register)
    rows = {
        kind: [
            item.content
            for change in delta.changes
            if (change.kind, change.subject) == (kind, "assignment")
            for item in (*change.before, *change.after)
            if item.content.force == "binding"  # type: ignore[union-attr]
        ]
        for kind in ("added", "dropped")
    }
    values = [n.value for n in scene.key_numbers]
    assert values[:2] == [len(rows["added"]), len(rows["dropped"])]
    other = [
        change
        for change in delta.changes
        if change.subject == "assignment"
        and change.kind not in rows
        and any(i.content.force == "binding" for i in (*change.before, *change.after))  # type: ignore[union-attr]
    ]
    assert values[2] == len(other) > 0
    for area in scene.areas:
        signs = {line.heading.zh[0] for line in area.statements}
        expected = {"added": {"+"}, "dropped": {"−"}, "same": {"="}}.get(area.state)
        assert expected is None or signs == expected
        assert bool(signs) == (area.state not in ("collective", "not_named"))
        assert all(line.clause and line.locator.zh for line in area.statements)
    changed = [a for a in scene.areas if a.state == "changed"]
    plans = {line.heading.zh[2:].partition("·")[0] for a in changed for line in a.statements}
    assert plans == {future.plan.short.zh, after.plan.short.zh}


def test_a_plan_against_itself_has_no_change(future: PlanAnalysis, world: World) -> None:
    scene = diff_scene(future, future, world)
    assert set(scene.states()) <= {"same", "collective", "not_named"}
    binding = sum(row.force == "binding" for row in future.plan.statements)
    assert [n.value for n in scene.key_numbers] == [0, 0, 0, binding]


def test_plans_of_different_ground_are_refused(future: PlanAnalysis, world: World) -> None:
    with pytest.raises(CallError, match="different areas"):
        diff_scene(future, analyse("gzhtz2021"), world)


@pytest.mark.parametrize(
    ("choice", "where"),
    [
        (PictureChoice("compare", "future2024", ("广州",)), ["--city"]),
        (PictureChoice("matrix", "future2024", ("广州", "深圳")), ["--city"]),
        (PictureChoice("diff", "future2024"), ["--against"]),
        (PictureChoice("crowding", "future2024", (), "modern2025"), ["--against"]),
        (PictureChoice("diff", "", ("广州",)), ["--city", "--against", "--plan"]),
    ],
)
def test_a_choice_that_does_not_belong_is_named(choice: PictureChoice, where: list[str]) -> None:
    with pytest.raises(CallError) as caught:
        check_choice(choice)
    assert [fault.address for fault in caught.value.faults] == where


def test_a_page_brings_what_it_refers_to(tmp_path) -> None:
    path, *_ = write_picture(PictureChoice("similarity", "future2024"), tmp_path / "s.html")
    html = path.read_text("utf-8")
    for link in re.findall(r'(?:href|src)="([^"#:]+)"', html):
        assert (tmp_path / link).is_file(), link


@EACH_PLAN
def test_a_facility_is_told_as_one(key: str) -> None:
    base = analyse(key)
    chart = matrix_chart(base)
    for head, cells in zip(chart.rows, chart.cells, strict=True):
        said = [c for c in cells if c.state != "not_named"]
        if head.key.startswith("facility:"):
            assert {c.state for c in said} == {"facility"}
            assert all(c.words.zh.startswith("设施：") and c.terms.zh for c in said)
        else:
            assert "facility" not in {c.state for c in said}


def test_a_place_whose_facility_lists_a_subsector_is_not_said_to_list_none() -> None:
    base = analyse("modern2025")
    chart = matrix_chart(base)
    row = [r.key for r in chart.rows].index("area:440300")
    column = [c.key for c in chart.columns].index("lowaltitude")
    cell = chart.cells[row][column]
    wanted = "聚焦该领域；设施：垂直起降飞行器制造"
    assert (cell.state, cell.words.zh) == ("focus", wanted)
    scene = lay_out(base.plan).scene(sector="lowaltitude")
    assert scene.area("440300").state_text.zh == wanted
