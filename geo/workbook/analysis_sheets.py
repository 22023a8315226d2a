"""The sheets 空白与拥挤 and 相似度: results of :mod:`geo.analysis`, never computed again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from geo.analysis.gaps import Gaps, gaps
from geo.analysis.overlap import overlap
from geo.analysis.plan_analysis import PlanAnalysis
from geo.analysis.report.pairs_view import ranked
from geo.analysis.similarity import NEAREST, SQUARE, Peers, Similarity, nearest_peers, similarity
from geo.texts.catalogue import section
from geo.workbook.book import Book, Sheet

Value = str | int | float
Line = tuple[Value, ...]
_LINE = "line"
_WIDTHS = (24, 26, 20, 52, 30, 16, 18)


def write_gaps(book: Book, laid: PlanAnalysis) -> None:
    """Sub-sectors by who takes them, concentration by sector, and the list of gaps."""
    page, said = book.add("gaps"), section("gaps")
    found, crowd = gaps(laid), overlap(laid)
    for k, width in enumerate(_WIDTHS):
        page.set_column(k, k, width)
    row = _title(book, page, said)
    states = _states(found, crowd.most)
    name = laid.plan.taxonomy.name
    lines: list[Line] = [
        (
            name(c.term.sector).zh,
            c.term.name.zh,
            c.count,
            "、".join(u.name.zh for u in c.places),
            "、".join(u.name.zh for u in c.regions),
            c.members,
            states.get(c.term.id, ""),
        )
        for c in crowd.subsectors
    ]
    first = row + 2
    row = _block(book, page, row, (said["crowd"], said["crowd_heads"], lines))
    if lines:
        page.autofilter(first - 1, 0, row - 1, len(said["crowd_heads"]) - 1)
        bar = {
            "type": "data_bar",
            "bar_solid": True,
            "bar_color": book.theme.workbook["bar"],
            "min_value": 0,
        }
        page.conditional_format(first, 2, row - 1, 2, bar | {"min_type": "num"})
    lines = [
        (s.sector.name.zh, s.sector.id, s.places, s.mentions, s.herfindahl, s.effective)
        for s in crowd.sectors
    ]
    row = _block(book, page, row + 1, (said["spread"], said["spread_heads"], lines))
    quiet = book.style(font_color="quiet")
    book.put(page, row, 0, said["spread_note"], quiet)
    gap_lines = list(_gap_lines(laid, found)) or [(said["none"], "", "", "")]
    row = _block(book, page, row + 2, (said["list"], said["list_heads"], gap_lines))
    page.print_area(0, 0, row - 1, len(_WIDTHS) - 1)


def _states(found: Gaps, most: Sequence[str]) -> dict[str, str]:
    """What there is to say of a sub-sector, by id; the emptiest word holds."""
    said = section("gaps")
    return {
        **dict.fromkeys(most, said["most"]),
        **{held.term.id: said["single"] for held in found.single_place_subsectors},
        **{held.term.id: said["common"] for held in found.collective_only_subsectors},
        **{held.term.id: said["whole"] for held in found.whole_only_subsectors},
        **{term.id: said["void"] for term in found.unassigned_subsectors},
    }


def _gap_lines(laid: PlanAnalysis, found: Gaps) -> Iterator[Line]:
    """Kind, what, of which sector or where, clause."""
    said = section("gaps")
    yield from ((said["sectors"], t.name.zh, "", "") for t in found.unassigned_sectors)
    for held in found.whole_only_sectors:
        yield (said["whole_sectors"], held.term.name.zh, held.places[0].name.zh, "")
    for gap in found.focus_without_subsector:
        yield (said["focus"], gap.place.name.zh, gap.sector.name.zh, "、".join(gap.clauses))
    areas = {
        "nothing": found.places_without_anything,
        "alike": found.places_whole_only,
        "collective": found.places_collective_only,
        "sites": found.places_with_sites_only,
    }
    for key, units in areas.items():
        yield from ((said[key], unit.name.zh, "", "") for unit in units)
    for held in found.facility_only_subsectors:
        sector = laid.plan.taxonomy.name(held.term.sector).zh
        yield (said["facility"], held.term.name.zh, sector, "")
    carriers = {"unhosted": found.carriers_without_host, "unplotted": found.unplotted_carriers}
    for key, missing in carriers.items():
        yield from ((said[key], c.carrier, c.listed_under.zh, c.clause) for c in missing)
    for node in found.structure_nodes_without_sector:
        yield (said["nodes"], node.place.zh, node.element.zh, node.clause)


def write_similarity(book: Book, laid: PlanAnalysis) -> None:
    """The two matrices in the order of their clustering, and the nearest peer of every place."""
    page, said = book.add("similarity"), section("similarity")
    page.set_column(0, 0, 20)
    page.set_column(1, 60, 7)
    row = _title(book, page, said)
    near = {found.place: found for found in nearest_peers(laid)}
    if len(near) < 2:
        book.put(page, row, 0, said["few"], book.style())
        page.print_area(0, 0, row, 12)
        return
    if len(near) > SQUARE:
        order, row = tuple(near), _ranked(book, page, row, near.values())
    else:
        found = similarity(laid)
        order, row = found.places, _square(book, page, row, found)
        row = _square(book, page, row + 1, similarity(laid, "sector"))
    row = _peers(book, page, row + 1, [_peer_line(laid, near[unit]) for unit in order])
    page.print_area(0, 0, row - 1, max(min(len(near), SQUARE), 24))
    page.freeze_panes(0, 1)


def _ranked(book: Book, page: Sheet, row: int, found: Collection[Peers]) -> int:
    """Of so many places that no square of them can be read: each with those most like it."""
    said, n = section("similarity"), len(found)
    head = book.style(bold=True, bg_color="part")
    for lang in ("zh", "en"):
        book.put(page, row, 0, ranked(n).in_(lang), book.style(font_color="quiet"))
        row += 1
    book.put(page, row, 0, said["ranked"].format(k=NEAREST), book.style(bold=True, font_size=12))
    heads = [said["peer_heads"][0], *(v for k in range(NEAREST) for v in (f"{k + 1}", ""))]
    _line(book, page, row + 1, heads, head)
    text = book.style()
    for k, one in enumerate(found, row + 2):
        cells = (v for peer in one.peers for v in (peer.place.name.zh, peer.subsector))
        _line(book, page, k, (one.place.name.zh, *cells), text)
    return row + 2 + n


def _square(book: Book, page: Sheet, row: int, found: Similarity) -> int:
    heading = book.style(bold=True, font_size=12)
    grey = {"bold": True, "bg_color": "part"}
    upright = book.style(**grey, rotation=270, align="center", valign="bottom")
    side = book.style(**grey, valign="vcenter")
    number = book.style(num_format="0.00", align="center", valign="vcenter")
    book.put(page, row, 0, section("similarity")[found.by], heading)
    row += 1
    names = [unit.name.zh for unit in found.places]
    page.set_row(row, min(13.5 * max(map(len, names)) + 16, 260))
    book.put(page, row, 0, "", side)
    for k, name in enumerate(names, 1):
        book.put(page, row, k, name, upright)
    first = row + 1
    for row, (name, values) in enumerate(zip(names, found.values, strict=True), first):
        book.put(page, row, 0, name, side)
        for k, value in enumerate(values, 1):
            page.write_number(row, k, value, number)
    scale = {"type": "2_color_scale", "min_type": "num", "max_type": "num", "min_value": 0}
    scale |= {
        "max_value": 1,
        "min_color": book.theme.ground["paper"],
        "max_color": book.theme.ramp("slate")[2],
    }
    page.conditional_format(first, 1, row, len(names), scale)
    return row + 1


def _peer_line(laid: PlanAnalysis, answer: Peers) -> Line:
    near = answer.peers[0]
    lists = (near.shared, near.only_own, near.only_peer)
    named = ("、".join(laid.plan.taxonomy.name(s).zh for s in ids) for ids in lists)
    return (answer.place.name.zh, near.place.name.zh, near.subsector, *named)


def _peers(book: Book, page: Sheet, row: int, lines: Sequence[Line]) -> int:
    """Wide texts over narrow columns: each cell runs on to the right of its own start."""
    said = section("similarity")
    starts = (0, 1, 4, 6, 14, 20)
    head, text = book.style(bold=True, bg_color="part"), book.style()
    book.put(page, row, 0, said["peers"], book.style(bold=True, font_size=12))
    _line(book, page, row + 1, [""] * (starts[-1] + 5), head)
    _line(book, page, row + 1, said["peer_heads"], head, starts)
    for at, line in enumerate(lines, row + 2):
        _line(book, page, at, line, text, starts)
    return row + 2 + len(lines)


def _title(book: Book, page: Sheet, said: dict[str, str]) -> int:
    book.put(page, 0, 0, said["title"], book.style(bold=True, font_size=15))
    page.set_row(0, 26)
    book.put(page, 1, 0, said["note"], book.style(font_color="quiet"))
    return 3


def _block(
    book: Book, page: Sheet, row: int, block: tuple[str, Sequence[str], Iterable[Line]]
) -> int:
    """A heading, a header row and its lines; the row after them."""
    heading, heads, lines = block
    common = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1}
    book.put(page, row, 0, heading, book.style(bold=True, font_size=12))
    row += 1
    _line(book, page, row, heads, book.style(**common, bg_color="part"))
    style = book.style(text_wrap=True, bottom=1, bottom_color=_LINE)
    for line in lines:
        row += 1
        _line(book, page, row, line, style)
        book.fit_row(page, row, zip(map(str, line), _WIDTHS, strict=False))
    return row + 1


def _line(
    book: Book,
    page: Sheet,
    row: int,
    values: Iterable[Value],
    style: object,
    columns: Iterable[int] = range(99),
) -> None:
    """One row: texts in a style, numbers in the middle of their cells."""
    middle = {"align": "center", "bottom": 1, "bottom_color": _LINE}
    for k, value in zip(columns, values, strict=False):
        if isinstance(value, float):
            page.write_number(row, k, value, book.style(num_format="0.00", **middle))
        elif isinstance(value, str):
            book.put(page, row, k, value, style)
        else:
            book.put(page, row, k, value, book.style(num_format="0", **middle))
