"""What normalisation and sentence splitting keep, whatever the text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from geo.sources.texts.paragraphs import normalise, paragraphs, sentences, variants

HAN = st.sampled_from("广东省发展产业钢铁船舶甲乙丙丁一二三第章条(),。!?“”、;:—12.")
TEXT = st.text(st.one_of(HAN, st.characters(codec="utf-8")), max_size=60)
PLAIN = st.text(HAN, max_size=60)
SPACES = st.sampled_from(["", " ", "\u3000", "\u00a0", "\u200b", "\t", "\ufeff"])


@given(TEXT)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(PLAIN, st.data())
def test_spacing_is_invisible(text: str, data: st.DataObject) -> None:
    spaced = "".join(char + data.draw(SPACES) for char in text)
    assert normalise(spaced) == normalise(text)


@given(PLAIN)
def test_width_is_invisible(text: str) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    assert normalise(wide) == normalise(text)


@given(st.lists(st.sampled_from(sorted(variants())), max_size=40))
def test_traditional_characters_read_as_simplified(codes: list[int]) -> None:
    traditional = "".join(map(chr, codes))
    simplified = "".join(variants()[code] for code in codes)
    assert normalise(traditional) == normalise(simplified)


@given(TEXT)
def test_sentences_cover_the_paragraph_once(text: str) -> None:
    paragraph = normalise(text)
    found = sentences(paragraph)
    assert "".join(s.text for s in found) == paragraph
    assert [s.number for s in found] == list(range(1, len(found) + 1))
    assert all(a.end == b.start for a, b in pairwise(found))


@given(st.lists(PLAIN, max_size=12))
def test_every_line_is_one_paragraph_with_its_own_locator(lines: list[str]) -> None:
    found = paragraphs("\n".join(lines))
    assert [p.text for p in found] == [n for n in map(normalise, lines) if n]
    assert len({p.locator for p in found}) == len(found)
