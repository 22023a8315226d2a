"""Any table joined to areas: each row and each area is told once, and each value stays in place."""

from __future__ import annotations

import warnings

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

import geo
from geo.domain.places import Area
from geo.errors import CallError, Notice

LAYOUT = geo.lay_out(geo.load_plan("future2024"))
AREAS = LAYOUT.table.areas
JUNK = st.one_of(
    st.none(), st.text(max_size=6), st.integers(), st.floats(), st.booleans(), st.just("南沙区")
)
INDEXES = st.sampled_from(["rows", "letters", "repeated"])


@st.composite
def tables(draw: st.DrawFn) -> tuple[pd.DataFrame, dict[int, str]]:
    """A table whose rows name areas in any form or nothing of ours, and which row names which."""
    chosen = draw(st.lists(st.sampled_from(AREAS), unique=True, max_size=6))
    cells = [(draw(st.sampled_from(forms(a))), a.adcode) for a in chosen]
    cells += [(junk, "") for junk in draw(st.lists(JUNK, max_size=4))]
    cells = draw(st.permutations(cells))
    index = {"rows": None, "letters": list("abcdefghij"), "repeated": ["x"] * 10}[draw(INDEXES)]
    frame = pd.DataFrame({"where": pd.Series([c for c, _ in cells], dtype=object)})
    frame["value"] = range(len(cells))
    frame.index = frame.index if index is None else pd.Index(index[: len(cells)])
    return frame, {n: code for n, (_, code) in enumerate(cells) if code}


def forms(area: Area) -> list[object]:
    code = area.adcode
    names = [area.name_zh, area.short_zh, area.name_en, area.name_hant, f"广东省{area.name_zh}"]
    return [*names, code, int(code), float(code), f" {code}.0 "]


@settings(max_examples=settings.default.max_examples * 4 // 5)
@given(tables())
def test_nothing_is_dropped_and_nothing_goes_astray(made):
    frame, meant = made
    try:
        with warnings.catch_warnings(action="ignore", category=Notice):
            joined = LAYOUT.join(frame, on="where")
    except CallError:
        assert not meant or len(frame) > len(meant)  # junk may name an area by chance
        return
    went = dict(enumerate(joined.rows["adcode"]))
    assert len(joined.rows) == len(frame)
    assert meant.items() <= went.items()
    assert all(
        bool(code) != bool(why) for code, why in zip(went.values(), joined.rows["why"], strict=True)
    )
    assert list(joined.frame.index) == list(LAYOUT.areas.index)
    filled = joined.frame["value"].dropna().to_dict()
    assert filled == {code: n for n, code in went.items() if code}
    assert set(joined.areas_without.index) == set(LAYOUT.areas.index) - set(filled)
