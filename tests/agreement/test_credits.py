"""Source, limits, base map, projection and review: each in its line, on page, drawing and paper."""

from __future__ import annotations

import re
import shutil

import pytest

from tests.agreement.cases import AWKWARD, CASES, each, in_both
from tests.reading.looks import GROUND
from tests.reading.rows import CLAUSE
from tests.sweeps import sweep

pytestmark = pytest.mark.browser

EACH_IN_BOTH = in_both(CASES)
BOTH = pytest.mark.parametrize("lang", sweep(["zh", "en"], {0}))
NUMBER = "粤S(2026)001号"
LIMITS = {
    "zh": "仅据规划文本，不代表产出；名单多以“等”结尾，未点名不等于排除。",
    "en": (
        "By the plan's text, not by output; most lists are open-ended, "
        "and not named does not mean excluded."
    ),
}
ABRIDGED = {"zh": "公开文本有删减。", "en": "The published text is abridged."}
STATUS = {
    "in_force": {"zh": "", "en": ""},
    "expired": {"zh": "规划期已满。", "en": "The plan period has ended."},
    "draft": {"zh": "征求意见稿。", "en": "Draft for comment."},
    "superseded": {"zh": "该规划已被替代。", "en": "This plan has been superseded."},
}
BASE = {"zh": "底图：天地图行政区划", "en": "Base: Tianditu administrative divisions"}
ON_SCREEN = {"zh": "屏幕地图：Web 墨卡托投影", "en": "On screen: Web Mercator"}
ON_PAPER = {"zh": "阿尔伯斯等积圆锥投影", "en": "Albers equal-area conic"}
UNREVIEWED = {"zh": "未送审 · 内部使用", "en": "Not reviewed · internal use only"}
REVIEWED = {"zh": f"审图号：{NUMBER}", "en": f"Map approval no. {NUMBER}"}


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def limits(case, lang) -> str:
    document = case.plan.meta["document"]
    parts = [LIMITS[lang], ABRIDGED[lang] * document["redacted"], STATUS[document["status"]][lang]]
    return {"zh": "", "en": " "}[lang].join(filter(None, parts))


def source(case, lang) -> list[str]:
    """What the line of the source must hold."""
    meta = case.plan.meta
    document = meta["document"]
    lead = {"zh": "依据：", "en": "Source: "}[lang]
    told = [lead + document[f"issuer_{lang}"], meta["title"][lang], str(document["issued"])]
    return [*told, *filter(None, [document["number"]])]


@EACH_IN_BOTH
def test_on_the_page(maps, reader, case, lang):
    page = reader.page(maps.of(case.plan_key, **case.which).page, lang)
    first, second, third, fourth, last = (line["text"] for line in page.credits)
    assert all(part in first for part in source(case, lang))
    assert second == limits(case, lang)
    assert third.startswith(BASE[lang])
    assert fourth.startswith(ON_SCREEN[lang])
    assert last == UNREVIEWED[lang] == page.review["text"]
    assert page.review["seen"]
    *quiet, mark = (line["color"] for line in page.credits)
    assert mark == page.review["color"] == GROUND["alert"]
    assert mark not in quiet


@EACH_IN_BOTH
def test_on_paper_and_in_the_drawing(maps, case, lang):
    made = maps.of(case.plan_key, lang, **case.which)
    lines = [limits(case, lang), BASE[lang], ON_PAPER[lang], UNREVIEWED[lang]]
    heading = {"zh": "依据与底图", "en": "Sources and base map"}[lang]
    texts = made.drawing.texts
    *block, _, number = texts[
        [t.text for t in texts].index(heading) :
    ]  # the foot of the page is last
    assert number.text.startswith("1 / ")
    drawn = squeezed("".join(t.text for t in block))
    for text in (drawn, made.sheet.text[made.sheet.text.rindex(squeezed(heading)) :]):
        at = [text.index(squeezed(line)) for line in lines]
        assert at == sorted(at)
        head = text[: at[0]]
        assert all(squeezed(part) in head for part in source(case, lang))
    rows = [t.y for t in block]
    assert rows == sorted(rows)
    assert len({t.x for t in block}) == 1
    assert [t.fill for t in block if t.text == UNREVIEWED[lang]] == [GROUND["alert"]]


CLAUSES = [c for c in CASES if c.plan_key == "future2024" and (c.subject or c.kind == "breadth")]


@each(CLAUSES)
def test_the_source_names_the_paragraphs_behind_the_map(maps, case):
    """All statements of this plan about places stand in its part four."""
    own, wider = case.plan.spoken(**({case.kind: case.subject} if case.subject else {}))
    rows = [r for side in (own, wider) for found in side.values() for r in found if r["sector"]]
    paragraphs = sorted({int(CLAUSE.fullmatch(r["clause"]).group(2)) for r in rows})
    assert {CLAUSE.fullmatch(r["clause"]).group(1) for r in rows} == {"四"}
    told = squeezed(f"见四第{'、'.join(map(str, paragraphs))}段")
    assert told in maps.of(case.plan_key, **case.which).sheet.text


def red(sheet, words) -> list[str]:
    return [w.text for w in sheet.words if w.color == GROUND["alert"] and w.text in words]


@BOTH
def test_the_red_mark_goes_with_a_number_and_only_with_one(maps, reader, lang):
    open_, done = (
        maps.of("future2024", lang, subsector="space.low_altitude", **approved)
        for approved in ({}, {"approved": NUMBER})
    )
    for made, words, marked in ((open_, UNREVIEWED, True), (done, REVIEWED, False)):
        page = reader.page(made.page, lang)
        assert page.review["text"] == words[lang]
        assert page.credits[-1]["text"] == words[lang]
        for color in (page.review["color"], page.credits[-1]["color"]):
            assert (color == GROUND["alert"]) is marked
        texts = [t for t in made.drawing.texts if not t.text.isdigit()]
        reds = [t for t in texts if t.fill == GROUND["alert"]]
        assert {t.text for t in reds} == ({words[lang]} if marked else set())
        framed = [s for s in made.drawing.shapes if s.stroke == GROUND["alert"]]
        carriers = [s for s in framed if s.within("data-symbol") or s.within("data-legend-key")]
        assert bool(len(framed) - len(carriers)) is marked
        assert squeezed(words[lang]) in made.sheet.text
        assert bool(red(made.sheet, words[lang])) is marked
    assert squeezed(UNREVIEWED[lang]) not in done.printed
    assert UNREVIEWED["zh"] not in done.html


STATUSES = ["draft", "superseded", "expired", "in_force"]


@pytest.mark.slow  # plans of the quick cases have the last three
@pytest.mark.parametrize("status", STATUSES)
def test_the_status_of_a_plan_stands_on_every_form(maps, reader, tmp_path, status):
    folder = shutil.copytree(AWKWARD, tmp_path / "awkward")
    text = (folder / "plan.toml").read_text("utf-8").replace('"superseded"', f'"{status}"')
    (folder / "plan.toml").write_text(text, "utf-8")
    made = maps.of(folder, breadth=True)
    told = [words["zh"] for words in STATUS.values() if words["zh"]]
    drawn = "".join(t.text for t in made.drawing.texts)
    page = reader.page(made.page).credits[1]["text"]
    for shown in (drawn, page, made.sheet.text):
        assert [word for word in told if word in shown] == [w for w in [STATUS[status]["zh"]] if w]
