"""A plan: what a document says of places, row by row, each with its clause."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from geo.domain.card import Card, Carded
from geo.domain.places import Hub
from geo.domain.plots import Plots
from geo.domain.statement import Statement
from geo.domain.structure import Structure
from geo.domain.taxonomy import Taxonomy
from geo.domain.text import Text, joined, same

_DIGITS = {digit: n for n, digit in enumerate("一二三四五六七八九", 1)}
_CHAPTER = {"第": "", "章": " (chapter)", "条": " (article)", "序": "preamble"}
_NUMERAL = re.compile("[一二三四五六七八九十百]+")


def arabic(numeral: str) -> int:
    """A Chinese numeral below 1000 as a number.

    Examples
    --------
    >>> [arabic(n) for n in ("四", "十", "十六", "三十八", "一百零二")]
    [4, 10, 16, 38, 102]
    """
    total, digit = 0, 0
    for sign in numeral:
        if sign in ("十", "百"):
            total += max(digit, 1) * (10 if sign == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS.get(sign, 0)
    return total + digit


def chinese_section(section: str, place: str) -> str:
    """A section path as a document prints it, and the place in it.

    Examples
    --------
    >>> chinese_section("二/(七)/6", "第 1 段"), chinese_section("二/(七)", "第 1 段")
    ('二/（七）/6 第 1 段', '二/（七）第 1 段')
    """
    return f"{section} {place}".replace("(", "（").replace(")", "）").replace("） ", "）")


@cache
def english_section(section: str) -> str:
    """A section path in Western digits, for readers who look it up in a translation.

    Examples
    --------
    >>> english_section("二/(七)/6"), english_section("第三章/第十九条"), english_section("序")
    ('2/(7)/6', '3 (chapter)/19 (article)', 'preamble')
    """
    digits = _NUMERAL.sub(lambda found: str(arabic(found.group())), section)
    return "".join(_CHAPTER.get(sign, sign) for sign in digits)


@dataclass(frozen=True)
class Clause:
    """A sentence of the document, by locator, span in the normalised paragraph and hash.

    Parameters
    ----------
    id
        ``SECTION#PARAGRAPH.SENTENCE``.
    start, end
        Half-open character span in the normalised paragraph.
    sha256
        Of the normalised clause, UTF-8, hexadecimal.

    Examples
    --------
    >>> Clause("四#2.1", "四", 2, 1, 0, 9, "").locator.zh
    '四 第2段第1句'
    """

    id: str
    section: str
    paragraph: int
    sentence: int
    start: int
    end: int
    sha256: str

    @property
    def locator(self) -> Text:
        """Where to look in the official document, for people."""
        section, paragraph, sentence = self.section, self.paragraph, self.sentence
        part = english_section(section)
        return Text(
            chinese_section(section, f"第{paragraph}段第{sentence}句"),
            f"Part {part}, paragraph {paragraph}, sentence {sentence}",
        )


@dataclass(frozen=True)
class Carrier:
    """A park, hub or platform that the plan names for a place.

    ``hub`` is empty if it is not registered.
    """

    place: str
    place_id: str
    name: str
    hub: str
    role: str
    open_ended: bool
    clause: str
    note: str = ""
    address: str = ""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of the document: it has rows, or none with a reason class."""

    section: str
    paragraph: int
    sha256: str
    status: str
    reason: str


class Standing(StrEnum):
    """Whether a document binds today, as its own folder says."""

    IN_FORCE = "in_force"
    DRAFT = "draft"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Document:
    """The document behind a plan, as its own pages describe it."""

    title: Text
    short: Text
    issuer: Text
    number: str
    issued: date
    period: str
    status: Standing
    redacted: bool
    text_files: tuple[str, ...] = ()
    body_sha256: str = ""
    issued_precision: str = "day"

    @property
    def issued_text(self) -> str:
        """The date of issue as far as it is known: a day, or only a year."""
        return str(self.issued.year) if self.issued_precision == "year" else self.issued.isoformat()


@dataclass(frozen=True)
class MapWishes:
    """Which maps a plan's folder asks for, besides those that every plan gets."""

    #: A map per sector.
    sectors: bool = True
    #: A map per sub-sector.
    subsectors: bool = True
    #: A map also of a sector or sub-sector that the plan ties to no place.
    voids: bool = True


@dataclass(frozen=True, repr=False)
class Plan(Carded):
    """Everything a document says of places, in the document's order.

    ``focus`` is the territory where that is less than a province: its maps come close to it.
    ``levels`` are the levels at which the plan names areas for a sector, its own level first;
    ``places`` are the plan's own points, which no register has; ``plots`` the outlines of a user's
    file that it is mapped with; ``clauses`` maps a clause id to its
    :class:`Clause`; ``read`` counts the rows of each table as read from disk (nothing is dropped:
    read = shown + rejected + merged).
    """

    key: str
    territory: str
    level: str
    document: Document
    taxonomy: Taxonomy
    statements: tuple[Statement, ...]
    carriers: tuple[Carrier, ...]
    structure: Structure
    clauses: dict[str, Clause] = field(compare=False)
    paragraphs: tuple[Paragraph, ...] = ()
    focus: str = ""
    folder: Path | None = field(default=None, compare=False)
    wishes: MapWishes = field(default_factory=MapWishes)
    levels: tuple[str, ...] = ()
    places: tuple[Hub, ...] = ()
    plots: Plots = field(default_factory=Plots)
    read: dict[str, int] = field(default_factory=dict, compare=False)

    @property
    def card(self) -> Card:
        """The plan in a few lines."""
        d, terms = self.document, self.taxonomy
        counts = (len(terms), len(terms.subsectors), len(self.statements), len(self.carriers))
        return Card(
            f"{self.key} · {d.short.zh} / {d.short.en}",
            (
                d.title.zh,
                " · ".join(filter(None, (d.number, d.issued_text, d.period, d.status))),
                "领域 {} · 细分产业 {} · 覆盖明细 {} · 载体 {}".format(*counts),
                "{} sectors · {} sub-sectors · {} statements · {} carriers".format(*counts),
            ),
        )

    @property
    def short(self) -> Text:
        """Short title."""
        return self.document.short

    def locator(self, clause_id: str) -> Text:
        """Where a clause stands in the document; its id where texts were never located."""
        clause = self.clauses.get(clause_id)
        return clause.locator if clause else same(clause_id)

    def locators(self, clause_ids: Iterable[str]) -> Text:
        """Where several clauses stand, one after the other."""
        return joined(map(self.locator, clause_ids), "；", "; ")

    def topic(self, row: Statement) -> Text:
        """Sector of a statement; the word of the text where it has none (支持, 依托 …)."""
        if row.sector:
            return self.taxonomy.name(row.sector)
        return Text(row.worded or row.relation, row.relation)

    def term(self, row: Statement) -> Text:
        """The term as printed, with the English name of its class where it has one."""
        term_id = row.subsector or row.sector
        return Text(row.term, self.taxonomy.name(term_id).en) if term_id else same(row.term)
