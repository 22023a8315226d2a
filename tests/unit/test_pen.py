"""Lines of a column: names stay whole, a label leaves no single letter behind."""

from __future__ import annotations

import pytest

from geo.sheet.items import TextBox
from tests.print_scenes import PROVINCIAL, sheet


def columns(plan, slug, lang, paper="A3"):
    """The texts of the legend of a sheet, each with the names of its entry."""
    made = sheet(plan, slug, paper, lang)
    members = {
        entry.label.in_(lang): [name.in_(lang) for name in entry.members]
        for block in made.scene.legend
        for entry in block.entries
    }
    boxes = [p for page in made.pages for p in page if isinstance(p, TextBox) and p.label]
    return [(box, members[box.label]) for box in boxes]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_name_of_a_list_is_parted(lang):
    apart = "  " if lang == "zh" else ", "
    broken = []
    for plan, slug in PROVINCIAL[:4]:
        for box, names in columns(plan, slug, lang):
            widest = max(map(box.hand.width, box.lines))
            if (
                names
                and box.text == apart.join(names)
                and max(map(box.hand.width, names)) <= widest
            ):
                found = [name for line in box.lines for name in line.strip(", ").split(apart)]
                assert found == names
                broken += box.lines[1:]
    assert len(broken) > 3  # lists of several lines were read


def test_the_lines_of_a_label_are_about_as_long_as_each_other():
    labels = [box for box, _ in columns("future2024", "structure", "zh") if box.text == box.label]
    several = [[box.hand.width(line) for line in box.lines] for box in labels if box.lines[1:]]
    assert several
    assert min(min(widths) / max(widths) for widths in several) > 0.5


def test_what_stands_in_brackets_is_not_parted_where_it_fits_on_a_line():
    labels = [box for box, _ in columns("future2024", "structure", "zh") if box.text == box.label]
    broken = [box.lines for box in labels if box.lines[1:] and "（" in box.text]
    assert broken
    assert [lines for lines in broken if not lines[1].startswith("（")] == []


@pytest.mark.parametrize(("lang", "far"), [("en", False), ("zh", True)])
def test_a_number_stands_at_the_edge_or_after_its_label_in_a_wide_column(lang, far):
    """In English the list of the layout is over half of the page; in Chinese in the panel."""
    made = sheet("future2024", "structure", "A3", lang)
    boxes = [p for p in made.pages[0] if isinstance(p, TextBox)]
    label = next(
        box for box in boxes if box.label == box.text and box.text in ("Two cores", "两核")
    )
    (number,) = [b for b in boxes if b.anchor == "end" and b.text == "2" and b.y == label.y]
    gap = number.x - number.hand.width("2") - label.x - label.hand.width(label.text)
    assert gap > 0
    assert (gap > 3 * label.hand.em) == far
