"""The head of a page, and the line at its foot.

Title and sentence stand beside a bar in the map's accent, the document at the right. Nothing has a
fixed height: the head is as high as its lines, and the map gets what it leaves.
"""

from collections.abc import Sequence
from dataclasses import replace

from geo.domain.text import Text
from geo.scene.scene import Badge
from geo.sheet.items import CAP, PITCH, Drawing, Hand, Laid, Piece, Role, Rule, TextBox
from geo.sheet.pen import Pen, Writing, one_line, stacked
from geo.sheet.typeface import wrap
from geo.spec.publisher import Brand
from geo.texts.catalogue import say

TITLE_PT, SUBTITLE_PT, BADGE_PT = 34.0, 13.0, 9.0
_ENGLISH = 0.56  # of the title, under the Chinese one
_SMALLER = (1.0, 0.9, 0.8, 0.7, 0.6)  # so that a long title has two lines; a longer one has more
_BAR_W, _INDENT, _GAP, _UNDER = 1.8, 5.5, 3.0, 1.3  # mm at A3
_BADGE_SHARE, _BADGE_GAP = 0.3, 8.0
_LOGO_MM = 17.0  # height of a logo at A3
_PAD = 0.45  # em round the words of an outlined badge
_FOOT_PT = 8.0


def title_block(writing: Writing) -> Laid:
    """Title, subtitle and, in a column of their own, number and date of the document."""
    unit, width = writing.choice.unit, writing.choice.inner_width
    brand, full = writing.choice.brand, width
    logo = logo_piece(brand, width, _LOGO_MM * unit)
    width -= logo.w + _BADGE_GAP * unit if logo else 0.0
    badge, badge_width = _badge(writing, width * _BADGE_SHARE)
    column = width - badge_width - _BADGE_GAP * unit
    high = max(badge.height, logo.h if logo else 0.0) + _UNDER * unit
    drawn = [logo.moved(full, 0.0)] if logo else []
    head = title_and_finding(writing, column, high)
    return Laid((*head.pieces, *badge.at(width, 0.0), *drawn), head.height)


def title_and_finding(writing: Writing, width: float, least: float = 0.0) -> Laid:
    """Title and sentence beside a bar in the accent, which is at least so high."""
    unit, scene, brand = writing.choice.unit, writing.scene, writing.choice.brand
    indent = _INDENT * unit
    pen = Pen(writing, width - indent, indent)
    title = replace(writing.hand(TITLE_PT, bold=True), role=Role.TITLE)
    second = replace(writing.hand(TITLE_PT * _ENGLISH, bold=True), role=Role.TEXT)
    for number, text in enumerate(_parts(scene.title, writing.lang)):
        pen.y += number * _GAP * unit
        pen.write(text, _in_two_lines(text, pen.width, second if number else title), even=True)
    low = writing.hand(SUBTITLE_PT, writing.ink.quiet)
    for number, text in enumerate(_parts(scene.subtitle, writing.lang)):
        pen.y += (PITCH - CAP) * low.em if number else _GAP * unit
        pen.write(text, low, even=True)
    high = max(pen.y + _UNDER * unit, least)
    accent = brand.accent if brand and brand.accent else scene.accent
    bar = Rule(0.0, 0.0, _BAR_W * unit, high - 0.3 * unit, accent)
    return Laid((bar, *pen.pieces), high)


def logo_piece(brand: Brand | None, widest: float, high: float) -> Drawing | None:
    """The logo of a brand, its right upper corner at 0, 0; at most a sixth of some width."""
    if brand is None or brand.logo is None:
        return None
    wide = min(high * brand.logo.ratio, widest / 6)
    said = f"{brand.organisation.zh} / {brand.organisation.en}"
    return Drawing(-wide, 0.0, wide, wide / brand.logo.ratio, brand.logo.svg, said)


def _parts(text: Text, lang: str) -> tuple[str, ...]:
    """Chinese over English where a page is in both."""
    if lang == "both" and text.zh != text.en:
        return (text.zh, text.en)
    return (text.in_(lang),)


def _in_two_lines(text: str, width: float, hand: Hand) -> Hand:
    """The hand, smaller if that lets a text stand in two lines."""
    for share in _SMALLER:
        smaller = replace(hand, pt=round(hand.pt * share, 2))
        if len(wrap(text, smaller.pt, width, hand.bold)) <= 2:
            break
    return smaller


def _badge(writing: Writing, widest: float) -> tuple[Laid, float]:
    """What the document is and whether it binds, its lines ending at 0; and their width."""
    hand, badge = writing.hand(BADGE_PT, writing.ink.quiet), writing.scene.badge
    told, wide = Laid((), 0.0), 0.0
    for line in _parts(writing.scene.plan_line, writing.lang):
        lines = wrap(line, hand.pt, widest)
        box = TextBox(0.0, CAP * hand.em, line, lines, hand, "end")
        gap = Laid((), (PITCH - CAP) * hand.em if told.pieces else 0.0)
        told = stacked([told, gap, Laid((box,), hand.height(len(lines)))])
        wide = max(wide, *map(hand.width, lines))
    if badge is None:
        return told, wide
    standing, width = _standing(writing, badge)
    return stacked([told, Laid((), 0.7 * hand.em), standing]), max(wide, width)


def _standing(writing: Writing, badge: Badge) -> tuple[Laid, float]:
    """The standing in words; outlined in the alert colour where the document does not bind."""
    ink, label = writing.ink, writing.say(badge.label)
    if not badge.alert:
        hand = writing.hand(BADGE_PT, ink.quiet)
        return Laid((one_line(label, 0.0, 0.0, hand, "end"),), hand.height(1)), hand.width(label)
    hand = writing.hand(BADGE_PT, ink.alert, bold=True)
    width, high = hand.width(label) + 2 * _PAD * hand.em, hand.height(1) + 2 * _PAD * hand.em
    line = ink.row_mm * 2
    sides = (
        Rule(-width, 0.0, width, line, ink.alert),
        Rule(-width, high - line, width, line, ink.alert),
        Rule(-width, 0.0, line, high, ink.alert),
        Rule(-line, 0.0, line, high, ink.alert),
    )
    words = one_line(label, -_PAD * hand.em, _PAD * hand.em, hand, "end")
    return Laid((words, *sides), high), width


def foot_height(writing: Writing) -> float:
    """Height (mm) of the line."""
    return writing.hand(_FOOT_PT).height(1)


def with_feet(
    writing: Writing, pages: Sequence[tuple[Piece, ...]]
) -> tuple[tuple[Piece, ...], ...]:
    """The pages with their foot lines: now it is known how many there are."""
    return tuple(
        (*page, *_foot(writing, number, len(pages))) for number, page in enumerate(pages, 1)
    )


def without_folio(page: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """A page that is going to be bound with others, which are numbered together."""
    return tuple(p for p in page if not (isinstance(p, TextBox) and p.hand.role == Role.FOLIO))


def _foot(writing: Writing, number: int, of: int) -> tuple[Piece, Piece]:
    choice = writing.choice
    hand = replace(writing.hand(_FOOT_PT, writing.ink.quiet), role=Role.FOLIO)
    top = choice.size[1] - choice.margin - foot_height(writing)
    count = writing.say(say("sheet.page", n=number, of=of))
    scene, right = writing.scene, choice.margin + choice.inner_width
    title = f"{writing.say(scene.title)} · {writing.say(scene.plan_line)}"
    room = choice.inner_width - hand.width(count) - 2 * hand.em
    line, *more = wrap(title, hand.pt, room)
    line += " …" if more else ""
    return one_line(line, choice.margin, top, hand), one_line(count, right, top, hand, "end")
