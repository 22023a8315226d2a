"""The pictures of the analysis: who carries what, where all crowd, who resembles whom."""

from __future__ import annotations

import io
import re

import pytest

from geo.cli.run import main
from tests.reading.drawing import Drawing
from tests.reading.looks import GROUND, THEME, ramp
from tests.reading.paper import sheets
from tests.reading.rows import Plan, locator, name

pytestmark = pytest.mark.browser

GRID = """() => {
  const table = document.querySelector("table.grid"), [head] = table.tHead.rows;
  const told = (cell) => {
    const button = cell.querySelector("button");
    return button && [button.dataset.terms, button.dataset.clause];
  };
  return {
    columns: [...head.cells].slice(1).map((cell) => cell.textContent.trim()),
    rows: Object.fromEntries([...table.tBodies[0].rows].map(({ cells: [place, ...cells] }) =>
      [place.querySelector("a").getAttribute("href"), cells.map(told)])),
  };
}"""
FILLS = """() => [...document.querySelectorAll('table.grid tbody tr')].map((row) =>
  [(row.querySelector('th a') || row).getAttribute('href'),
    [...row.querySelectorAll('td')].map((cell) => getComputedStyle(cell).backgroundColor)])"""


@pytest.fixture(scope="module")
def plan():
    return Plan("future2024")


@pytest.fixture(scope="module")
def drawn(atlas):
    kinds = ("matrix", "crowding", "similarity")
    return {k: Drawing((atlas / f"future2024/analysis/{k}.svg").read_bytes()) for k in kinds}


def cells(drawing) -> dict[tuple[str, str], tuple[str, str, bool]]:
    """Fill, words (or ring) and hatch of every cell, by row and column."""
    found: dict = {}
    for shape in drawing.shapes:
        at = dict(shape.groups)
        key = (at.get("data-row"), at.get("data-col"))
        if None in key:
            continue
        fill, words, hatched = found.get(key, ("", "", False))
        if shape.tag == "rect" and not fill:
            fill = shape.fill
        if shape.tag == "circle" and shape.fill == "none":
            words = "○"
        found[key] = (fill, words, hatched or (shape.tag == "path" and shape.fill == "none"))
    for text in drawing.texts:
        at = dict(text.groups)
        key = (at.get("data-row"), at.get("data-col"))
        if key in found:
            fill, words, hatched = found[key]
            found[key] = (fill, words + text.text, hatched)
    return found


def test_a_cell_of_the_matrix_has_its_shade_and_sign(drawn, plan):
    shown = cells(drawn["matrix"])
    for sector in plan.sectors:
        shades = ramp(plan, "sector", sector)
        for sub in (None, *plan.subsectors(sector)):
            states = plan.subsector_states(sub) if sub else plan.sector_states(sector)
            for code, (state, n) in states.items():
                fill, words, hatched = shown[f"area:{code}", sub or sector]
                if n:
                    sign = "✓" if sub else str(n) if n < 4 else "4+"
                    assert (words, hatched) == (sign, False), (code, sub or sector)
                    assert fill == shades[3 if sub else n]
                elif state == "focus":
                    assert (fill, words, hatched) == (shades[0], "○", False)
                else:
                    assert (fill, words) == (GROUND["not_named"], "")
                    assert hatched is (state == "collective")


def test_totals_stand_at_the_ends_of_the_matrix(drawn, plan):
    """Rows: sectors · sub-sectors named; columns: places that name the term themselves."""
    texts = drawn["matrix"].texts
    said = {}
    for text in texts:
        at = dict(text.groups)
        if at.get("data-row") and "data-col" not in at:
            said.setdefault(at["data-row"], []).append(text.text)
    for code in plan.areas:
        states = [plan.sector_states(s)[code] for s in plan.sectors]
        sectors = sum(s.startswith("named") or s == "focus" for s, _ in states)
        label, total = said[f"area:{code}"]
        assert label == name(code, short=True)
        assert total.replace(" ", "") == f"{sectors}·{sum(n for _, n in states)}"


def test_the_crowding_has_a_block_for_every_place(drawn, plan):
    shown = cells(drawn["crowding"])
    regions = {
        r["place_id"] for r in plan.rows if r["class"] == "binding" and r["scope"] == "collective"
    }
    for sub in plan.subsectors():
        own, _ = plan.spoken(subsector=sub)
        own = [code for code in plan.areas if code in own]
        wide = {
            r["place_id"] for r in plan.rows if r["subsector"] == sub and r["place_id"] in regions
        }
        blocks = [words for (row, _), (_, words, _) in shown.items() if row == sub]
        assert blocks[: len(own)] == [name(code, short=True) for code in own], sub
        assert len(blocks) == max(1, len(own) + len(wide))


def test_the_similarity_is_the_share_of_common_subsectors(drawn, plan):
    takes: dict[str, set[str]] = {}
    for sub in plan.subsectors():
        for code in plan.spoken(subsector=sub)[0]:
            takes.setdefault(f"area:{code}", set()).add(sub)
    shown = cells(drawn["similarity"])
    slate = THEME["ramps"]["slate"]
    assert {row for row, _ in shown} == set(takes)
    for (row, col), (fill, words, _) in shown.items():
        share = len(takes[row] & takes[col]) / len(takes[row] | takes[col])
        if row != col:
            assert words == f"{100 * share:.0f}", (row, col)
            step = 0 if not share else 1 + (share >= 0.25) + (share >= 0.5) + (share == 1)
            assert fill in {GROUND["not_named"] if not step else slate[step], slate[min(step, 4)]}


@pytest.fixture(scope="module")
def matrix(atlas, reader):
    """Cells of the page of the matrix, their fills, and the first cell with the card it opens."""
    reader.tab.goto((atlas / "zh/plan/future2024/matrix.html").as_uri())
    grid, fills = reader.tab.evaluate(GRID), dict(reader.tab.evaluate(FILLS))
    reader.tab.locator("table.grid tbody button").first.click()
    return grid, fills, reader.tab.locator(".cell-card").inner_text()


def test_a_cell_of_the_page_of_the_matrix_tells_its_terms_and_clause(matrix, plan):
    grid, _, card = matrix
    columns = [term for s in plan.sectors for term in (s, *plan.subsectors(s))]
    assert grid["columns"] == [plan.terms[term]["zh"] for term in columns]
    for column, term in enumerate(columns):
        own, wider = plan.spoken(**{"sector" if term in plan.sectors else "subsector": term})
        for code in plan.areas:
            cell = grid["rows"][f"../../city/{code}.html"][column]
            said = [*own.get(code, ()), *wider.get(code, ())]
            if not said:
                assert cell is None, (code, term)
                continue
            terms, clauses = cell
            finer = [r for r in said if r["subsector"]] or said
            assert terms == "、".join(dict.fromkeys(r["term"] for r in finer)), (code, term)
            assert clauses == "；".join(dict.fromkeys(locator(r["clause"]) for r in said))
    first = next(cell for cell in grid["rows"]["../../city/440100.html"] if cell)
    assert all(words in card for words in first)


def test_a_cell_of_the_page_of_the_matrix_has_the_fill_of_the_drawing(matrix, drawn, plan):
    (_, rows, _), shown = matrix, cells(drawn["matrix"])
    columns = [term for s in plan.sectors for term in (s, *plan.subsectors(s))]
    for code in plan.areas:
        wanted = [shown[f"area:{code}", term][0] for term in columns]
        assert rows[f"../../city/{code}.html"] == [rgb(fill) for fill in wanted], code


def rgb(colour: str) -> str:
    """A colour as a browser tells it."""
    return "rgb({}, {}, {})".format(*(int(colour[i : i + 2], 16) for i in (1, 3, 5)))


@pytest.mark.parametrize("kind", ["matrix", "crowding", "similarity"])
def test_paper_has_the_words_of_the_drawing(atlas, kind):
    printed = "".join(
        s.text for s in sheets((atlas / f"future2024/analysis/{kind}.pdf").read_bytes())
    )
    drawing = Drawing((atlas / f"future2024/analysis/{kind}.svg").read_bytes())
    words = {re.sub(r"\s", "", t.text) for t in drawing.texts if len(t.text) > 1}
    assert len(words) > 10
    assert sorted(word for word in words if word not in printed) == []


def picture(tmp_path, *words) -> Drawing:
    path = tmp_path / "picture.svg"
    assert main(["picture", *words, "--plan", "future2024", "-o", str(path)]) == 0
    return Drawing(io.BytesIO(path.read_bytes()).read())


def test_two_cities_side_by_side(tmp_path, plan):
    drawing = picture(tmp_path, "compare", "--city", "广州", "--city", "深圳")
    one, other = (
        {s for s in plan.subsectors() if code in plan.spoken(subsector=s)[0]}
        for code in ("440100", "440300")
    )
    big = [t.text for t in drawing.texts if t.size > 5 and t.bold and t.text.isdigit()]
    assert big[:3] == [str(len(one & other)), str(len(one - other)), str(len(other - one))]
    fills = {drawing.area(code).fill for code in ("440100", "440300")}
    assert len(fills | {drawing.area("440800").fill}) == 3
