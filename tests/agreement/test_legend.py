"""The legend tells what is drawn: its words, counts, members, swatches and marks, in order."""

from __future__ import annotations

import re

import pytest

from tests.agreement.cases import CASES, each, in_both
from tests.reading.looks import GROUND, Look, state_word

pytestmark = pytest.mark.browser

EACH = each(CASES)
EACH_IN_BOTH = in_both(CASES)
TITLE = {"zh": "点名情况", "en": "What the plan says"}
BETWEEN = {"zh": " ", "en": ", "}
DOTS = "○"  # drawn as a ring, not as a character


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def outside(case, lang):
    return state_word(case.kind, case.plan.level, "outside", lang)


@EACH_IN_BOTH
def test_on_the_page(maps, reader, case, lang):
    page = reader.page(maps.of(case.plan_key, **case.which).page, lang)
    block = page.legend[0]
    seen = [
        (
            *(entry["label"], entry["count"], entry["members"]),
            Look(entry["shapes"][0]["fill"], entry["shapes"][0]["hatch"], entry["words"]),
        )
        for entry in block["entries"]
    ]
    expected = [
        (word, str(len(names)), BETWEEN[lang].join(names), look)
        for word, names, look in case.entries(lang)
    ]
    expected.append((outside(case, lang), "", "", Look(GROUND["sar"])))
    assert block["title"] == TITLE[lang]
    assert seen == expected
    frames = [entry["shapes"][0]["stroke"] for entry in block["entries"][:-1]]
    assert frames == [GROUND["border"]] * len(frames)  # of areas; places outside have their own


@EACH
def test_every_count_is_a_count_of_areas_on_the_page(maps, reader, case):
    page = reader.page(maps.of(case.plan_key, **case.which).page)
    drawn = [(area["fill"], area["hatch"]) for area in page.areas.values()]
    counted: dict[tuple[str, str], int] = {}
    for entry in page.legend[0]["entries"][:-1]:
        look = (entry["shapes"][0]["fill"], entry["shapes"][0]["hatch"])
        counted[look] = counted.get(look, 0) + int(entry["count"])  # belts may differ by mark only
    assert counted == {look: drawn.count(look) for look in counted}
    assert set(drawn) - set(counted) <= {(GROUND["sar"], "")}


@EACH_IN_BOTH
def test_in_the_drawing(maps, case, lang):
    drawing = maps.of(case.plan_key, lang, **case.which).drawing
    expected = case.entries(lang)
    swatches = [s for s in drawing.shapes if s.tag == "rect" and "data-legend-key" in s.data]
    assert len(swatches) >= len(expected) + 1
    for swatch, (word, names, look) in zip(swatches, expected, strict=False):
        left, top, right, bottom = swatch.box
        rings = [
            s
            for s in drawing.shapes
            if s.tag == "circle" and s.fill == "none" and inside(s.box, swatch.box)
        ]
        signs = [t.text for t in drawing.texts if left < t.x < right and top < t.y < bottom]
        mark = "".join(signs) or DOTS * bool(rings)
        over = look.hatch or look.dots
        assert (swatch.fill, drawing.hatch_over(swatch), mark) == (look.fill, over, look.mark), word
        beside = [t for t in drawing.texts if t.within("data-legend-text", word)]
        assert squeezed("".join(t.text for t in beside if t.bold)) == squeezed(word)
        assert squeezed("".join(t.text for t in beside if not t.bold)) == squeezed(
            BETWEEN[lang].join(names)
        )
        assert abs(beside[0].y - (top + bottom) / 2) < 2.2
    assert swatches[len(expected)].fill == GROUND["sar"]


def inside(box, outer):
    return outer[0] <= box[0] and outer[1] <= box[1] and box[2] <= outer[2] and box[3] <= outer[3]


@EACH_IN_BOTH
def test_on_paper(maps, case, lang):
    """Title, then mark, words, members and count of each class, with nothing between."""
    sheet = maps.of(case.plan_key, lang, **case.which).sheet
    told = TITLE[lang]
    for word, names, look in case.entries(lang):
        mark = "" if look.mark == DOTS else look.mark
        told += f"{mark}{word}{BETWEEN[lang].join(names)}{len(names)}"
    assert squeezed(told + outside(case, lang)) in sheet.text
    boxes = [i for i in sheet.inks if i.stroke and swatch_sized(i.box)]
    fills = [look.fill for _, _, look in case.entries(lang)]
    assert [i.fill for i in boxes][: len(fills) + 1] == [*fills, GROUND["sar"]]


def swatch_sized(box) -> bool:
    return abs(box[2] - box[0] - 9.1) < 0.2 and abs(box[3] - box[1] - 4.7) < 0.2


BELTS = {"zh": "产业带与片区", "en": "Belts and zones"}


@in_both([c for c in CASES if c.kind == "structure"])
def test_belts_have_a_block_of_their_own(maps, reader, case, lang):
    """Each with its name, what is inferred of it, its areas and their number, as on the map."""
    made = maps.of(case.plan_key, lang, **case.which)
    block = reader.page(maps.of(case.plan_key, **case.which).page, lang).legend[1]
    expected = [
        (word, BETWEEN[lang].join(names), str(len(names))) for word, names in case.belts(lang)
    ]
    seen = [(e["label"], e["members"], e["count"]) for e in block["entries"]]
    assert (block["title"], seen) == (BELTS[lang], expected)
    assert len(seen) == 2
    told = BELTS[lang] + "".join(word + members + n for word, members, n in expected)
    assert squeezed(told) in made.sheet.text
