"""Where names are too many, a number on the map and the list beside it mean the same place."""

from __future__ import annotations

import re

import numpy as np
import pytest

from tests.agreement.cases import CASES
from tests.agreement.test_symbols import plots, points
from tests.reading.rows import name, places
from tests.sweeps import sweep

LISTS = [
    [next(c for c in CASES if c.plan_key == "gzhtz2021" and c.kind == "carriers"), "zh"],
    [next(c for c in CASES if c.plan_key == "future2024" and c.kind == "carriers"), "zh"],
    [next(c for c in CASES if c.plan_key == "future2024" and c.kind == "carriers"), "en"],
]
EACH = pytest.mark.parametrize(("case", "lang"), sweep(LISTS, {0}))
HEADING = {"zh": "图上编号", "en": "Numbers on the map"}


def squeezed(text: str) -> str:
    return re.sub(r"[\s\ufffe-]", "", text)


def labels(case, lang) -> dict[str, str]:
    """Names of the plotted places as a reader is given them."""
    found = {}
    for place in points(case):
        printed = [c["carrier"] for c in case.plan.carriers if c["hub"] == place]
        found[place] = printed[0] if printed and lang == "zh" else name(place, lang)
    return found


def listed(made, lang) -> dict[int, str]:
    """Entries of the printed list: its numbers, and the words that follow each."""
    page = next(p for p in made.pages if squeezed(HEADING[lang]) in squeezed(p.text))
    heading = squeezed(HEADING[lang])
    words = page.words
    starts = [
        i
        for i in range(len(words))
        if squeezed("".join(w.text for w in words[i : i + 4])).startswith(heading)
    ]
    found, at, ink = {}, 0, None
    for word in words[starts[0] :]:
        if word.text == str(at + 1) and ink in (None, word.color):
            at, ink = at + 1, word.color
            found[at] = ""
        elif at:
            found[at] += word.text
    return {n: squeezed(text) for n, text in found.items()}


def numbers_on_the_map(made) -> dict[int, tuple[float, float]]:
    """Numbers inside symbols, and the middle of each on the page; its sample in the legend not."""
    found = {}
    for word in made.sheet.words:
        around = [
            ink
            for ink in made.sheet.inks
            if ink.stroke
            and ink.fill
            and 2.5 < ink.box[2] - ink.box[0] < 7
            and abs(ink.box[2] - ink.box[0] - ink.box[3] + ink.box[1]) < 1
            and all(abs((ink.box[i] + ink.box[i + 2]) / 2 - word.middle[i]) < 0.8 for i in (0, 1))
        ]
        if word.text.isdigit() and around:
            found.setdefault(int(word.text), word.middle)
    return found


@EACH
def test_the_list_names_every_number_of_the_map(maps, case, lang):
    made = maps.of(case.plan_key, lang, **case.which)
    wanted, entries = labels(case, lang), listed(made, lang)
    on_map = numbers_on_the_map(made)
    assert sorted(on_map) == list(range(1, len(wanted) + 1))
    left = {place: squeezed(label) for place, label in wanted.items()}
    for n in on_map:
        found = [place for place, label in left.items() if entries[n].startswith(label)]
        assert found, (n, entries[n])
        left.pop(max(found, key=lambda place: len(left[place])))
    assert left == {}


def place_of(entry: str, wanted: dict[str, str]) -> str:
    found = [place for place, label in wanted.items() if entry.startswith(squeezed(label))]
    return max(found, key=lambda place: len(wanted[place]))


def ground(place: str) -> tuple[float, float]:
    hub = places("zones", "zone_id").get(place, {}).get("hub") or place
    row = places("gazetteer", "id")[hub]
    return float(row["lon"]), float(row["lat"])


def misplaced(places_by_number: dict[int, str], seen: dict[int, tuple[float, float]]) -> float:
    """Median distance (mm) of numbers from where the places of that number lie.

    A window is close to a plane over one city, so the best plane through all pairs of ground and
    page shows which numbers lie off it.
    """
    numbers = sorted(set(seen) & set(places_by_number))
    at = np.array([seen[n] for n in numbers])
    on = np.array([[*ground(places_by_number[n]), 1.0] for n in numbers])
    plane, *_ = np.linalg.lstsq(on, at, rcond=None)
    return float(np.median(np.linalg.norm(on @ plane - at, axis=1)))


def test_a_number_lies_at_the_place_that_the_list_names(maps):
    """In the window of the city and in that of its densest part, each of a scale of its own."""
    case, lang = LISTS[0]
    made = maps.of(case.plan_key, lang, **case.which)
    wanted = labels(case, lang)
    named = {n: place_of(entry, wanted) for n, entry in listed(made, lang).items()}
    seen = numbers_on_the_map(made)
    assert len(named) == len(seen) > 30
    for view in ("main", "delta"):
        texts = [t for t in made.drawing.texts if t.within("data-symbol") and t.text.isdigit()]
        here = sorted(int(t.text) for t in texts if t.within("data-view", view))
        assert len(here) > 10
        due = misplaced({n: named[n] for n in here}, seen)
        half = len(here) // 2  # numbers run area by area: the next one is near
        shifted = {n: named[m] for n, m in zip(here, here[half:] + here[:half], strict=True)}
        assert due < 6
        assert misplaced(shifted, seen) > 2 * due


@EACH
def test_the_drawing_has_the_same_numbers_in_the_same_places(maps, case, lang):
    made = maps.of(case.plan_key, lang, **case.which)
    seen = numbers_on_the_map(made)
    drawn = {
        int(t.text): t for t in made.drawing.texts if t.within("data-symbol") and t.text.isdigit()
    }
    assert sorted(drawn) == sorted(seen)
    for n, text in drawn.items():
        assert abs(text.x - seen[n][0]) < 0.8
        assert abs(text.y - seen[n][1]) < 2.2


@EACH
def test_the_drawing_lists_its_numbers_too(maps, case, lang):
    drawing = maps.of(case.plan_key, lang, **case.which).drawing
    texts = [t.text for t in drawing.texts]
    assert HEADING[lang] in texts
    told = squeezed("".join(texts[texts.index(HEADING[lang]) :]))
    wanted = labels(case, lang)
    symbols = {
        t.text: dict(t.groups)["data-symbol"]
        for t in drawing.texts
        if t.within("data-symbol") and t.text.isdigit()
    }
    assert len(symbols) == len(wanted)
    for number, place in symbols.items():
        assert f"{number}{squeezed(wanted[place])}" in told, number


def test_what_has_no_point_is_listed_with_the_reason(maps):
    case, lang = LISTS[0]
    told = squeezed(maps.of(case.plan_key, lang, **case.which).pages[-1].text)
    plan = case.plan
    lost = [c["carrier"] for c in plan.carriers if not (c["hub"] and plots(c["hub"]))]
    for row in filter(plan.is_site, plan.rows):  # a facility of a wider place has its own name
        own = row["class"] == "facility" and row["place_id"] not in places("gazetteer", "id")
        if not plots(row["place_id"]):
            lost.append(row["carrier"] or row["term"] if own else name(row["place_id"]))
    assert lost
    assert [label for label in lost if squeezed(label) not in told] == []
    assert "不落点" in told
