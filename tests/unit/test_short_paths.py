"""Short paths of pictures in pages: every point within half a tenth of where it was."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from geo.render.pages.short_paths import short_path

PLACE = st.floats(-400, 400).map(lambda v: round(v, 2))
POINT = st.tuples(PLACE, PLACE)
RING = st.tuples(st.lists(POINT, min_size=3, max_size=9), st.booleans())
TOKEN = re.compile(r"[mlcz]|-?(?:\d+\.?\d*|\.\d+)")


def absolute(d):
    """The points of a relative path of m, l and z, ring by ring, as a browser walks them."""
    rings, at, first, word, numbers = [], (0.0, 0.0), (0.0, 0.0), "", []
    for token in TOKEN.findall(d):
        if token in "mlc":
            word = token
        elif token == "z":
            at = first
        else:
            numbers.append(float(token))
            if len(numbers) == 2:
                at = at[0] + numbers[0], at[1] + numbers[1]
                if word == "m":
                    rings.append([])
                    first, word = at, "l"
                rings[-1].append(at)
                numbers = []
    return rings


@given(st.lists(RING, min_size=1, max_size=4))
def test_every_point_stays_within_half_a_tenth(rings):
    whole = "".join(
        "M" + "L".join(f"{x} {y}" for x, y in points) + ("Z" if closed else "")
        for points, closed in rings
    )
    found = absolute(short_path(whole))
    for (points, _), kept in zip(rings, found, strict=True):
        near = [p for n, p in enumerate(points) if n == 0 or tenths(p) != tenths(points[n - 1])]
        assert len(kept) == len(near)
        for (x, y), (a, b) in zip(near, kept, strict=True):
            assert abs(x - a) < 0.051
            assert abs(y - b) < 0.051


def tenths(point):
    return tuple(round(10 * v) for v in point)


def test_a_curve_keeps_its_points_and_an_unknown_step_its_path():
    assert short_path("M8 4C8 5 7.2 5.6 6 5.6Z") == "m8 4c0 1-.8 1.6-2 1.6z"
    assert short_path("M0 0A1 1 0 0 0 2 2") == "M0 0A1 1 0 0 0 2 2"
