"""A card laid out: title and finding, locator, what the plan says, parks, others, contact, code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from geo.book.cards import Card, card_map, qr_svg
from geo.book.frame import Frame
from geo.book.model import BookPage, Park
from geo.domain.lines import CityLine
from geo.domain.text import NOTHING, Text, joined, same
from geo.scene.scene import Scene
from geo.sheet.box import Box
from geo.sheet.head_and_foot import logo_piece
from geo.sheet.items import CAP, Drawing, Hand, Laid, Picture, Role, Rule
from geo.sheet.pen import Lettering, Pen, beside, one_line, shrunk
from geo.sheet.rows import line_text
from geo.sources.boundaries.model import Boundaries
from geo.spec.publisher import Brand
from geo.texts.catalogue import say

_TITLE_PT, _FINDING_PT, _SMALL_PT = 26.0, 12.5, 7.5
_BAR_W, _INDENT, _GAP = 1.8, 5.5, 4.0  # mm at A3
_MAP_LEAST, _MAP_MOST = 0.42, 0.7  # height by width
_CODE_MM, _LOGO_MM = 22.0, 18.0
_GUTTER, _LINE_GAP, _PART_GAP = 2.0, 0.45, 1.1  # em
_SHARES = (1.3, 1.2, 1.1, 1.0, 0.94, 0.88)
_BLANK_EM = 16.0


@dataclass(frozen=True)
class CardLook:
    """What all cards of a set share: page, map of the sector, brand, address of the site."""

    frame: Frame
    boundaries: Boundaries
    brand: Brand | None = None


def card_page(look: CardLook, card: Card, scene: Scene, address: str) -> BookPage:
    """One card, on one page; ``scene`` is its map, ``address`` that of its page, or empty.

    The map has what the texts leave it. What has no room even in smaller type is counted in words,
    never left out in silence.
    """
    frame, writing = look.frame, look.frame.writing
    margin, gap, inner = frame.choice.margin, _GAP * frame.choice.unit, frame.choice.inner_width
    head, foot = _head(look, card, scene), _foot(writing, scene, inner)
    contact = _contact(look, inner, address)
    bottom = frame.choice.size[1] - margin - foot.height
    low = bottom - gap - contact.height
    top = margin + head.height + gap
    numbers = {symbol.id: n for n, symbol in enumerate(scene.symbols, 1)}
    body = _body(writing, card, numbers, inner, low - 2 * gap - top - inner * _MAP_LEAST)
    high = min(inner * _MAP_MOST, low - 2 * gap - top - body.height)
    box = Box(margin, top, inner, high)
    near = next((a.adcode for a in scene.areas if a.adcode == card.pair.place_id), "")
    pieces = (
        *head.at(margin, margin),
        Picture(0.0, 0.0),
        *body.at(margin, box.bottom + gap),
        *contact.at(margin, low),
        *foot.at(margin, bottom),
    )
    return BookPage(pieces, card_map(scene, look.boundaries, box, frame.choice, near))


def _head(look: CardLook, card: Card, scene: Scene) -> Laid:
    """Document, title and finding beside a bar; the logo at the right."""
    frame, writing = look.frame, look.frame.writing
    unit, inner = frame.choice.unit, frame.choice.inner_width
    logo, indent = logo_piece(look.brand, inner, _LOGO_MM * unit), _INDENT * unit
    pen = Pen(writing, inner - indent, indent)
    standing = [scene.badge.label] if scene.badge else []
    line = joined((scene.plan_line, *standing), " · ", " · ")
    small = writing.hand(_SMALL_PT, writing.ink.quiet)
    pen.width -= logo.w + indent if logo else 0.0
    pen.write(writing.say(line), small, gap=0.9)
    title = writing.say(say("card.title", place=card.short, sector=card.sector))
    large = replace(writing.hand(_TITLE_PT, bold=True), role=Role.TITLE)
    pen.write(title, shrunk(title, pen.width * 2, large, 0.6), gap=0.75)
    pen.width = inner - indent
    pen.write(writing.say(_finding(card)), writing.hand(_FINDING_PT, _accent(look, scene)))
    bar = Rule(0.0, 0.0, _BAR_W * unit, pen.y, _accent(look, scene))
    return Laid((bar, *([logo.moved(inner, 0.0)] if logo else []), *pen.pieces), pen.y)


def _accent(look: CardLook, scene: Scene) -> str:
    return (look.brand.accent if look.brand else "") or scene.accent


def _finding(card: Card) -> Text:
    key = "region" if card.pair.region else "named" if card.count else "focus"
    also = say("card.others_n", n=len(card.others)) if card.others else say("card.others_none")
    return joined((say(f"card.{key}", n=card.count), also), "。", ". ")


def _body(
    writing: Lettering, card: Card, numbers: Mapping[str, int], width: float, room: float
) -> Laid:
    """Two columns in the largest type that has room; lists are cut where none has."""
    longest = max(len(card.lines), len(card.parks), 2)
    tries = [(share, longest) for share in _SHARES]
    tries += [(_SHARES[-1], n) for n in range(longest - 1, 1, -1)]
    for share, most in tries:
        laid = _columns(replace(writing, share=share), card, numbers, width, most)
        if laid.height <= room:
            break
    return laid


def _columns(
    writing: Lettering, card: Card, numbers: Mapping[str, int], width: float, most: int
) -> Laid:
    gap = _GUTTER * writing.em
    half = (width - gap) / 2
    left, right = Pen(writing, half), Pen(writing, half)
    left.heading(writing.say(say("card.said")), _LINE_GAP)
    _listed(left, [_said(card, line) for line in card.lines], most)
    right.heading(writing.say(say("card.parks")), _LINE_GAP)
    if card.parks:
        _listed(right, [_park(p, numbers.get(p.key, 0)) for p in card.parks], most)
    else:
        key = "parks_region" if card.pair.region else "parks_none"
        _listed(right, [say(f"card.{key}")], most)
    right.y += _PART_GAP * writing.em
    right.heading(writing.say(say("card.others")), _LINE_GAP)
    others = [say("card.other" if n else "card.other_focus", place=p, n=n) for p, n in card.others]
    _listed(right, [joined(others, "、", ", ")] if others else [], 1)
    if card.regions:
        _listed(right, [say("card.regions", list=joined(card.regions, "、", ", "))], 1)
    return beside([left.laid(), right.laid()], half + gap)


def _park(park: Park, number: int) -> Text:
    """A park with its number on the map, if it stands there, and how its place is known."""
    told = say("card.park", park=park.name, known=park.known)
    return joined((same(f"{number}"), told), " ", " ") if number else told


def _listed(pen: Pen, texts: Sequence[Text], most: int) -> None:
    """The first texts, then how many more there are."""
    shown = texts if len(texts) <= most else texts[: most - 1]
    for text in shown:
        pen.write(pen.writing.say(text), pen.writing.body, gap=_LINE_GAP)
    if len(shown) < len(texts):
        more = say("card.more", n=len(texts) - len(shown))
        pen.write(pen.writing.say(more), pen.writing.quiet, gap=_LINE_GAP)


def _said(card: Card, line: CityLine) -> Text:
    """One line in words, under the name of its place where that is not the card's."""
    own = tuple(t for t in line.line.terms if t.zh != card.sector.zh) or line.line.terms
    what = line_text(replace(line, line=replace(line.line, heading=NOTHING, terms=own)))
    if line.place_id == card.pair.place_id:
        return what
    return say("card.inside", place=line.place, what=what)


def _contact(look: CardLook, width: float, address: str) -> Laid:
    """Who is to be asked, or lines to be filled in by hand; the code at the right."""
    frame, writing, brand = look.frame, look.frame.writing, look.brand
    side = _CODE_MM * max(frame.choice.unit, 0.8) if address else 0.0
    pen = Pen(writing, width - side - (2.0 * writing.em if address else 0.0))
    pen.heading(writing.say(say("card.contact")), 0.8)
    if brand:
        pen.write(writing.say(brand.organisation), replace(writing.body, bold=True), gap=0.4)
    for line in brand.contact if brand else ():
        pen.write(line, writing.body, gap=0.4)
    if not (brand and brand.contact):
        for key in ("contact_blank", "phone_blank"):
            _blank(pen, writing.say(say(f"card.{key}")), writing.body)
    if not address:
        return pen.laid()
    ink = writing.ink
    drawn, words = qr_svg(address, ink.ink, ink.paper), say("card.scan_alt", address=address)
    code = Drawing(width - side, 0.0, side, side, drawn, writing.say(words))
    small = writing.hand(_SMALL_PT, ink.quiet)
    told = one_line(writing.say(say("card.scan")), width - side / 2, side, small, "middle")
    return Laid((*pen.pieces, code, told), max(pen.y, side + CAP * small.em))


def _blank(pen: Pen, label: str, hand: Hand) -> None:
    """A label and a line to write on."""
    pen.y += 0.9 * pen.em
    start = pen.x + hand.width(label) + 0.5 * pen.em
    low, ink = pen.y + CAP * hand.em + 0.2 * pen.em, pen.writing.ink
    pen.write(label, hand, gap=0.4)
    pen.pieces.append(Rule(start, low, _BLANK_EM * pen.em, ink.row_mm, ink.quiet))


def _foot(writing: Lettering, scene: Scene, width: float) -> Laid:
    """Base map, limits and the state of the review in small type."""
    pen = Pen(writing, width)
    small = writing.hand(_SMALL_PT, writing.ink.quiet)
    for text in (scene.credits.limits, scene.credits.base):
        pen.write(writing.say(text), small, gap=0.3)
    ink = writing.ink.ink if scene.credits.reviewed else writing.ink.alert
    pen.write(writing.say(scene.credits.review), writing.hand(_SMALL_PT, ink, bold=True))
    return pen.laid()
