"""What must hold of the numbers of any plan."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from geo.analysis.gaps import gaps
from geo.analysis.overlap import mentions, overlap
from geo.analysis.plan_analysis import analyse
from geo.analysis.similarity import similarity
from geo.analysis.whatif import figures, whatif
from geo.sources.places.view import load_register
from tests.toy_plans import plans

REGISTER = load_register()


@given(plans())
def test_each_area_has_one_state_per_column_and_rows_add_up_to_columns(plan):
    matrix = analyse(plan, REGISTER).matrix
    areas = matrix.of_kind("area")
    for term in (*plan.taxonomy.sectors, *plan.taxonomy.subsectors):
        total = matrix.column_total(term.id)
        assert total.named + total.focus + total.collective + total.not_named == len(areas)
    for state in ("named", "focus", "collective"):
        rows = sum(getattr(matrix.row_total(u), state) for u in areas)
        columns = sum(getattr(matrix.column_total(s.id), state) for s in matrix.sectors)
        assert rows == columns


@given(plans())
def test_each_subsector_is_taken_or_collective_or_open_and_no_sector_is_beyond_all_in_one(plan):
    base = analyse(plan, REGISTER)
    found, crowds, counts = gaps(base), overlap(base), mentions(base)
    taken = {c.term.id for c in crowds.subsectors if c.count}
    common = {h.term.id for h in found.collective_only_subsectors}
    whole = {h.term.id for h in found.whole_only_subsectors}
    void = {t.id for t in found.unassigned_subsectors}
    everything = {s.id for s in plan.taxonomy.subsectors}
    assert taken | common | whole | void == everything
    assert len(taken) + len(common) + len(whole) + len(void) == len(everything)
    for sector in crowds.sectors:
        places = sum(s == sector.sector.id for _, s in counts)
        if places:
            assert 1 / places - 1e-9 <= sector.herfindahl <= 1 + 1e-9
        else:
            assert sector.herfindahl == 0


@given(plans(), st.sampled_from(("sector", "subsector")), st.booleans())
def test_similarity_is_symmetric_between_nothing_and_all(plan, by, regions):
    base = analyse(plan, REGISTER)
    found = similarity(base, by, regions=regions)
    assert set(found.places) == set(base.matrix.places(wide=regions))
    for i, row in enumerate(found.values):
        assert row[i] == 1
        assert all(0 <= value <= 1 for value in row)
        assert list(row) == [line[i] for line in found.values]


@given(plans(), st.data())
def test_a_trial_tells_what_a_rebuild_of_the_edited_plan_tells(plan, data):
    base = analyse(plan, REGISTER)
    held = [
        (unit, term) for unit in base.matrix.places() for term in base.matrix.subsectors_of(unit)
    ]
    if not held:
        return
    unit, term = data.draw(st.sampled_from(held))
    kept = tuple(
        r
        for r in plan.statements
        if not (r.place_id == unit.id and r.subsector == term and r.force == "binding")
    )
    before, after = figures(base), figures(analyse(replace(plan, statements=kept), REGISTER))
    told = {s.key: (s.before, s.after) for s in whatif(base, [f"{unit.id}:{term}"]).shifts}
    keys = before.keys() | after.keys()
    assert told == {
        ".".join(k): (before.get(k, 0), after.get(k, 0))
        for k in keys
        if before.get(k, 0) != after.get(k, 0)
    }
