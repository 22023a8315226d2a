"""Sections, paragraphs and sentences of a document made here."""

from __future__ import annotations

import pytest

from geo.errors import PlanError
from geo.sources.texts.document import DocumentText
from geo.sources.texts.headings import marker
from geo.sources.texts.paragraphs import digest, normalise, paragraphs, sentences

NOTICE = """关于印发示例的通知
甲府〔2099〕1号

  示例是为测试而写的文字。它没有别的意思。

一、总体要求
  (一)指导思想。
  这是一段正文!它有两句。
  (二)基本原则。坚持示例。坚持测试。
二、任务
  1.钢铁产业。推动甲市发展。(某厅负责)
  2. 船舶产业。
  推动乙市发展。
十六)合作。与丙市合作。
  ——甲市。发展钢铁。
表1
12.5
三、结语
"""
CHAPTERS = """第一章 总  则
第一条 为测试制定本办法。
第二条 对甲区按下列标准支持:
(一)钢铁。
(二)船舶。每艘支持。
后续一段。
第二章 附  则
第三条 自发布之日起施行。
"""
BODY = digest(normalise("示例是为测试而写的文字。它没有别的意思。"))


def _outline(text: str, body: str = "") -> list[str]:
    return [p.locator for p in paragraphs(text, body)]


def test_heading_forms_nest_and_count() -> None:
    assert _outline(NOTICE, BODY) == [
        "0#1",
        "0#2",
        "序#1",
        "一#0",
        "一/(一)#0",
        "一/(一)#1",
        "一/(二)#1",
        "二#0",
        "二/1#1",
        "二/2#0",
        "二/2#1",
        "二/(十六)#1",
        "二/(十六)#2",
        "二/(十六)#3",
        "二/(十六)#4",
        "三#1",
    ]


@pytest.mark.parametrize(
    ("lines", "outline"),
    [
        ("一、任务\n1.支持甲市建设基地\n2.支持乙市建设基地", ["一#0", "一/1#1", "一/2#1"]),
        ("一、任务\n1.支持甲市。\n2.支持乙市。\n正文。", ["一#0", "一/1#1", "一/2#0", "一/2#1"]),
        ("一、任务\n1.支持甲市发展,建设基地。\n正文。", ["一#0", "一/1#1", "一/1#2"]),
        ("一、任务\n1.支持甲市、乙市。\n正文。", ["一#0", "一/1#1", "一/1#2"]),
        ("一、任务\n1.支持下列各市:\n甲市。", ["一#0", "一/1#1", "一/1#2"]),
        ("一、任务\n(一)甲市发展钢铁产业\n二、保障\n正文。", ["一#0", "一/(一)#1", "二#0", "二#1"]),
        ("一、坚持自立自强,全面支撑中心建设\n正文。", ["一#0", "一#1"]),
        ("一、" + "甲" * 46 + "\n正文。", ["一#1", "一#2"]),
        ("一、" + "甲" * 20 + "。\n正文。", ["一#1", "一#2"]),
    ],
)
def test_a_short_line_of_content_is_no_heading(lines: str, outline: list[str]) -> None:
    assert _outline(lines) == outline


def test_articles_are_content_and_their_items_too() -> None:
    assert _outline(CHAPTERS) == [
        "第一章#0",
        "第一章/第一条#1",
        "第一章/第二条#1",
        "第一章/第二条/(一)#1",
        "第一章/第二条/(二)#1",
        "第一章/第二条/(二)#2",
        "第二章#0",
        "第二章/第三条#1",
    ]


def test_another_document_is_refused() -> None:
    with pytest.raises(PlanError, match="body_sha256"):
        paragraphs(NOTICE.replace("为测试而写", "为别的而写"), BODY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3亿元以上", None),
        ("0.15", None),
        ("2024年", None),
        ("12、建设", "12"),
        ("一是发展", None),
        ("第三章附则", "第三章"),
        ("(二十一)统筹", "(二十一)"),
        ("二十一)统筹", "(二十一)"),
    ],
)
def test_only_headings_open_a_section(text: str, expected: str | None) -> None:
    found = marker(text)
    assert (found[1] if found else None) == expected


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("(六)未来。发展甲。发展乙。", ["(六)未来。发展甲。", "发展乙。"]),
        ("-甲市。发展钢铁。", ["-甲市。发展钢铁。"]),
        ("孵化行动。建设平台。(某厅负责)", ["孵化行动。建设平台。", "(某厅负责)"]),
        ("发展甲,发展乙。发展丙。", ["发展甲,发展乙。", "发展丙。"]),
        ("第三条不支持。另有规定除外。", ["第三条不支持。", "另有规定除外。"]),
        ('他说,"好。"然后去了。', ['他说,"好。"', "然后去了。"]),
        ('先做甲,再做。"乙"要快。', ["先做甲,再做。", '"乙"要快。']),
        ("(详见附件。)其他照旧,不变。", ["(详见附件。)其他照旧,不变。"]),
        ("没有句号", ["没有句号"]),
    ],
)
def test_sentences(paragraph: str, expected: list[str]) -> None:
    found = sentences(paragraph)
    assert [s.text for s in found] == expected
    assert [paragraph[s.start : s.end] for s in found] == expected


@pytest.mark.parametrize(
    "written",
    [
        "“廣東省”2024—2030年",
        "「广东省」 2024–2030年",
        "『廣\u200b東\u00a0省』2024――2030年",
        '\ufeff"广东省"\u30002024-2030年',
        "‘广东省’2024−2030年",
    ],
)
def test_web_copies_read_the_same(written: str) -> None:
    assert normalise(written) == '"广东省"2024-2030年'


def test_radicals_that_a_font_left_are_the_characters_they_look_like() -> None:
    assert normalise("\u2f34\u4e1c⻋⻔⻢⻥⻰⻣⻮") == "广东车门马鱼龙骨齿"


def test_a_place_governs_from_its_heading_and_not_from_afterwards() -> None:
    document = DocumentText(CHAPTERS)
    item = "第一章/第二条/(二)#1.1"
    assert document.governs(item, "甲区")
    assert document.stands_in(item, "船舶")
    assert not document.stands_in(item, "甲区")
    assert not document.governs(item, "钢铁")
    assert not document.governs("第一章/第一条#1.1", "甲区")
    later = DocumentText("一、总则\n先讲总的情况,很长。再讲甲市。")
    assert not later.governs("一#1.1", "甲市")
    assert later.governs("一#1.2", "甲市")
