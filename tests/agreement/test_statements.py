"""What is said of a place stands with its heading, terms, flags and clause, in both languages."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

import pytest

from tests.agreement.cases import CASES, QUICK, Case, in_both
from tests.reading.looks import FLAGS
from tests.reading.rows import homes, locator, name
from tests.sweeps import sweep

pytestmark = pytest.mark.browser

SECTORS = [c for c in CASES if c.kind in ("sector", "subsector")]
EACH_IN_BOTH = in_both(SECTORS)
COLON = {"zh": "：", "en": ": "}


def groups(case: Case, code: str) -> list[list[dict]]:
    """Rows behind an area's state, those about itself first, then those of its parks and sites.

    One statement is what one sentence says of one place.
    """
    plan = case.plan
    own, wider = plan.spoken(**{case.kind: case.subject})
    said = [*own.get(code, ()), *wider.get(code, ())]
    sites = [
        row
        for row in plan.rows
        if plan.is_site(row) and row[case.kind] == case.subject and code in homes(row["place_id"])
    ]
    found = []
    for rows in (said, sites):
        keyed: dict[tuple, list] = {}
        for row in rows:
            placed = row["place_id"] if row["scope"] == "collective" or rows is sites else ""
            keyed.setdefault((row["clause"], placed, row["class"]), []).append(row)
        found += keyed.values()
    return found


def apart(names: dict[str, str]) -> dict[str, str]:
    """English names of terms; where several share one, each bears its Chinese beside it."""
    shared = Counter(names.values())
    return {zh: en if shared[en] == 1 else f"{en} ({zh})" for zh, en in names.items()}


def told(case: Case, code: str, lang: str) -> list[dict]:
    """The statements as a reader must see them."""
    terms, found = case.plan.terms, []
    for rows in groups(case, code):
        first = rows[0]
        heading = terms[first["sector"]][lang]
        if first["scope"] == "collective" or case.plan.is_site(first):
            heading = f"{name(first['place_id'], lang)}{COLON[lang]}{heading}"
        shown = [r for r in rows if r["subsector"] or r["term"] != terms[r["sector"]]["zh"]]
        printed = apart({r["term"]: terms[r["subsector"] or r["sector"]]["en"] for r in shown})
        on = (
            any(r["open_ended"] for r in rows),
            any(r["inferred"] for r in rows),
            first["scope"] == "collective",
            first["class"] == "facility",
        )
        found.append(
            {
                "heading": heading,
                "terms": list(printed if lang == "zh" else printed.values()),
                "flags": [word for word, is_on in zip(FLAGS[lang], on, strict=True) if is_on],
                "locator": locator(first["clause"], lang),
            }
        )
    return found


@EACH_IN_BOTH
def test_choosing_a_place_shows_its_statements(maps, reader, case, lang):
    details = reader.page(maps.of(case.plan_key, **case.which).page, lang).details
    for code in case.states:
        assert details[code]["name"] == name(code, lang)
        assert details[code]["statements"] == told(case, code, lang), code


def test_the_flags_are_told_apart():
    """Some sentence bears each flag and some does not, and some has it for a part of its rows."""
    every = [rows for case in SECTORS for code in case.states for rows in groups(case, code)]
    for field in ("open_ended", "inferred"):
        shares = {sum(bool(r[field]) for r in rows) / len(rows) for rows in every}
        assert {0.0} < shares
        assert any(0 < share < 1 for share in shares), field
        assert 1.0 in shares or field == "inferred"


@EACH_IN_BOTH
def test_the_table_has_a_line_for_every_area(maps, reader, case, lang):
    table = reader.page(maps.of(case.plan_key, **case.which).page, lang).table
    between, apart = {"zh": ("、", "；"), "en": (", ", "; ")}[lang]
    expected = []
    for code in case.states:
        said = told(case, code, lang)
        terms = [between.join(s["terms"]) or s["heading"] for s in said]
        places = [s["locator"] for s in said]
        expected.append(
            [name(code, lang), *(apart.join(dict.fromkeys(x)) for x in (terms, places))]
        )
    assert [[row[0], *row[2:]] for row in table] == expected


STATES = {
    "zh": (
        "点名 {n} 项细分产业",
        "聚焦该领域，未列细分产业",
        "区域统筹，未逐市点名",
        "未点名（不等于排除）",
    ),
    "en": (
        "sub-sectors named: {n}",
        "names the sector, lists no sub-sector",
        "covered by a regional statement, not named itself",
        "not named (which does not exclude it)",
    ),
}
NAMED_SUB = {"zh": "点名该细分产业", "en": "names this sub-sector"}


@EACH_IN_BOTH
def test_the_state_is_put_in_words(maps, reader, case, lang):
    page = reader.page(maps.of(case.plan_key, **case.which).page, lang)
    named, focus, collective, silent = STATES[lang]
    words = {"focus": focus, "collective": collective, "not_named": silent}
    for row, (code, (state, n)) in zip(page.table, case.states.items(), strict=True):
        word = NAMED_SUB[lang] if case.kind == "subsector" else named.format(n=n)
        word = words.get(state, word)
        if state == "not_named" and groups(case, code):  # parks in it are named, it is not
            sites = {r["place_id"] for rows in groups(case, code) for r in rows}
            assert str(len(sites)) in row[1]
            continue
        assert row[1] == word == page.details[code]["state"], code


@pytest.fixture(scope="module")
def plain(browser):
    """A tab that runs no script."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("case", sweep(SECTORS, {SECTORS.index(QUICK[5])}), ids=str)
def test_without_a_script_every_statement_stands_in_the_table(maps, plain, case):
    plain.goto(maps.of(case.plan_key, **case.which).page)
    lines = plain.locator("main table tr").all_inner_texts()  # what is seen, cells apart by tabs
    rows = [[cell.strip() for cell in line.split("\t")] for line in lines]
    seen = {place: row[1:] for row in rows[1:] for place in row[0].split("、")}
    assert list(seen) != []
    assert set(seen) == {name(code) for code in case.states}
    for code in case.states:
        said = told(case, code, "zh")
        terms = ["、".join(s["terms"]) or s["heading"] for s in said]
        expected = [
            "；".join(dict.fromkeys(terms)),
            "；".join(dict.fromkeys(s["locator"] for s in said)),
        ]
        assert seen[name(code)][1:] == expected, code
    order = [place for place, _ in groupby(row[0].split("、")[0] for row in rows[1:])]
    assert order == sorted(order, key=[name(code) for code in case.states].index)


CLAUSES = {
    "四#2.1": ("四 第2段第1句", "Part 4, paragraph 2, sentence 1"),
    "二/(五)#1.4": ("二/（五）第1段第4句", "Part 2/(5), paragraph 1, sentence 4"),
    "第三章/第十九条#1.1": (
        "第三章/第十九条 第1段第1句",
        "Part 3 (chapter)/19 (article), paragraph 1, sentence 1",
    ),
}


@pytest.mark.parametrize("clause", CLAUSES)
def test_the_yardstick_reads_clauses_as_people_do(clause):
    assert (locator(clause), locator(clause, "en")) == CLAUSES[clause]
