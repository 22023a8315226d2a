"""No page asks for a file, or leads to one, that its product does not write."""

from __future__ import annotations

import pytest

from tests.products import LONE
from tests.references import CSS_ADDRESS, dead, references


def test_a_build_holds_all_that_its_pages_refer_to(atlas):
    assert dead(atlas) == []


@pytest.mark.parametrize("name", LONE)
def test_a_lone_page_comes_with_all_that_it_refers_to(lone, name):
    assert dead(lone / name) == []


def test_a_notebook_map_refers_to_no_file(lone):
    cell = lone / "notebook" / "cell.html"
    assert "<iframe" in cell.read_text("utf-8")
    assert references(cell) == []


@pytest.mark.parametrize(
    ("css", "found"),
    [
        ('src: url("a.woff2") format("woff2")', ["a.woff2"]),
        ("background:url( 'b c.png' )", ["b"]),
        ('@import "d.css";', ["d.css"]),
        ("fill: url(#hatch)", ["#hatch"]),
        ("@font-face{}", []),
    ],
)
def test_addresses_are_found_in_a_style_sheet(css, found):
    assert CSS_ADDRESS.findall(css) == found
