"""The text of a plan document, normalised and cut into sections, paragraphs and sentences.

One function, :func:`normalise`, serves documents and the terms that are looked for in them, so that
a Traditional web copy or full-width digits make no difference. The numbering is defined in
docs/plan-format.md.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from geo.errors import Fault, PlanError
from geo.sources.paths import data_dir
from geo.sources.tables.characters import RADICALS
from geo.sources.texts.headings import (
    BARE_TITLE_LENGTH,
    CLAUSE_RANK,
    STOPS,
    TITLE_LENGTH,
    marker,
    only_heading,
)

HEADING = "0"
PREAMBLE = "序"

_DASHES = re.compile("[-\u2010-\u2015\u2212\u2500\u2e3a\u2e3b]+")
_QUOTES = dict.fromkeys(map(ord, "“”„‟「」『』〝〞〟‘’‛"), '"')
_SPACE = re.compile("[\\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")


@dataclass(frozen=True)
class ParagraphText:
    """One paragraph of the document, normalised.

    ``section`` is the path of open headings, outermost first (``三/(二)``), ``0`` for the heading
    matter, ``序`` for the body before its first heading; ``number`` counts from 1 within it, and is
    0 for a line that is only a heading; ``line`` is the line in the file.
    """

    section: str
    number: int
    text: str
    line: int = 0

    @property
    def locator(self) -> str:
        """``SECTION#PARAGRAPH``."""
        return f"{self.section}#{self.number}"

    @property
    def sha256(self) -> str:
        """Hash of the normalised paragraph."""
        return digest(self.text)


@dataclass(frozen=True)
class Sentence:
    """A sentence of a paragraph: number from 1, half-open span, text."""

    number: int
    start: int
    end: int
    text: str


@lru_cache(maxsize=1)
def variants() -> dict[int, str]:
    """Variant, radical and Traditional characters to simplified ones, for ``str.translate``."""
    table = {code: chr(read) for code, read in RADICALS.items()}
    path = data_dir() / "places" / "variants.tsv"
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if not line.startswith("#") and len(cells) >= 2 and len(cells[0]) == len(cells[1]) == 1:
            table[ord(cells[0])] = cells[1]
    return {source: _settle(table, target) for source, target in table.items()}


def _settle(table: dict[int, str], target: str) -> str:
    """Follow a chain of variants to its end, so that normalising twice changes nothing."""
    seen = set()
    while ord(target) in table and target not in seen:
        seen.add(target)
        target = table[ord(target)]
    return target


def normalise(text: str) -> str:
    """Text in the form in which documents and terms are compared; idempotent.

    NFKC, variant and Traditional characters to simplified, one form of quotation mark and of dash,
    no white space (zero-width characters included).

    Examples
    --------
    >>> normalise("「廣東省」 2024—2030年")
    '"广东省"2024-2030年'
    """
    folded = unicodedata.normalize("NFKC", text).translate(_folds())
    return _DASHES.sub("-", _SPACE.sub("", unicodedata.normalize("NFKC", folded)))


@lru_cache(maxsize=1)
def _folds() -> dict[int, str]:
    """Characters and quotation marks to the form in which they are compared."""
    return {**variants(), **_QUOTES}


def digest(normalised: str) -> str:
    """SHA-256 of a normalised text, UTF-8, hexadecimal."""
    return hashlib.sha256(normalised.encode()).hexdigest()


def paragraphs(text: str, body_sha256: str = "") -> list[ParagraphText]:
    r"""Paragraphs of a document in its order, with their sections and numbers.

    Parameters
    ----------
    text
        The document as published.
    body_sha256
        Hash of the first body paragraph, normalised; what stands before it is section ``0``.
        Without it everything before the first heading is section ``0``.

    Raises
    ------
    PlanError
        No paragraph has the hash: it is another document or another edition.

    Examples
    --------
    >>> [p.locator for p in paragraphs("一、总则\n甲市发展钢铁。\n(一)分工。乙市发展船舶。")]
    ['一#0', '一#1', '一/(一)#1']
    """
    lines = [(n, normalise(line)) for n, line in enumerate(text.splitlines(), 1)]
    return _number([(n, line) for n, line in lines if line], body_sha256)


def _number(lines: list[tuple[int, str]], body_sha256: str) -> list[ParagraphText]:
    first = _body_start(lines, body_sha256)
    out = [ParagraphText(HEADING, i, line, n) for i, (n, line) in enumerate(lines[:first], 1)]
    open_markers: list[tuple[int, str]] = []
    section, counted = PREAMBLE, dict[str, int]()
    body = lines[first:]
    for (n, line), (_, following) in zip_longest(body, body[1:], fillvalue=(0, "")):
        found = marker(line)
        if found:
            rank, label, length = found
            open_markers = [m for m in open_markers if m[0] < rank]
            heading = only_heading(line[length:], open_markers, rank, following)
            open_markers.append((rank, label))
            section = "/".join(name for _, name in open_markers)
            if heading and section not in counted:
                counted[section] = 0
                out.append(ParagraphText(section, 0, line, n))
                continue
        counted[section] = counted.get(section, 0) + 1
        out.append(ParagraphText(section, counted[section], line, n))
    return out


def _body_start(lines: list[tuple[int, str]], body_sha256: str) -> int:
    for i, (_, line) in enumerate(lines):
        if digest(line) == body_sha256 if body_sha256 else marker(line):
            return i
    if not body_sha256:
        return 0
    raise PlanError(
        Fault(
            "",
            "文本里没有 plan.toml [text] body_sha256 所指的正文首段：不是同一份文件，或首段已改动",
            "no paragraph has the hash in plan.toml [text] body_sha256: it is another document, or "
            "its first body paragraph has been changed",
            body_sha256,
        )
    )


def sentences(paragraph: str) -> list[Sentence]:
    """Sentences of a normalised paragraph, with their spans.

    A sentence ends at a full stop, exclamation or question mark and keeps a quotation mark or
    bracket that closes there. A leading title belongs to the sentence after it.

    Examples
    --------
    >>> [s.text for s in sentences("-甲市。发展钢铁。乙市发展船舶。")]
    ['-甲市。发展钢铁。', '乙市发展船舶。']
    """
    ends = _ends(paragraph)
    if len(ends) > 1 and _leading_title(paragraph, paragraph[: ends[0]]):
        ends = ends[1:]
    starts = [0, *ends[:-1]]
    spans = zip(starts, ends, strict=True)
    return [Sentence(i, a, b, paragraph[a:b]) for i, (a, b) in enumerate(spans, 1)]


def _ends(paragraph: str) -> list[int]:
    ends: list[int] = []
    i = 0
    while i < len(paragraph):
        if paragraph[i] in STOPS:
            while i + 1 < len(paragraph) and _closes(paragraph, i + 1):
                i += 1
            ends.append(i + 1)
        i += 1
    if not ends or ends[-1] < len(paragraph):
        ends.append(len(paragraph))
    return ends


def _closes(paragraph: str, at: int) -> bool:
    """The character ends what stands before it: another stop, a bracket or an open quotation."""
    char = paragraph[at]
    return char in STOPS + ")》】]" or (char == '"' and paragraph.count('"', 0, at) % 2 == 1)


def _leading_title(paragraph: str, first: str) -> bool:
    found = marker(paragraph)
    if found and found[0] <= CLAUSE_RANK:
        return False
    if found or first.startswith("-"):
        return len(first) <= TITLE_LENGTH + 5
    return len(first) <= BARE_TITLE_LENGTH and "," not in first
