"""The sheets that are read back: one row a statement, Chinese headers, drop-down lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from geo.domain.places import Region
from geo.domain.plan import Plan
from geo.join.attach import territory_areas
from geo.sources.places.register import Register
from geo.sources.plans.meta import entries_of
from geo.sources.tables.table import plain
from geo.workbook.book import Book, Sheet, column_range
from geo.workbook.meta import shown as entry_shown
from geo.workbook.texts import INPUT_TABLES, Column, Labels, columns, entries, sheet, vocabulary

SPARE_ROWS = 2000  # rows below the last one that have drop-down lists
_PLACE_OF = {"place_name": "place_id", "member_name": "member_id"}


@dataclass(frozen=True)
class Source:
    """What the sheets are written from: the plan, the rows of its tables, places, labels."""

    plan: Plan
    rows: Mapping[str, list[dict[str, str]]]
    register: Register
    labels: Labels


def value_lists(source: Source) -> dict[str, tuple[str, ...]]:
    """The values of every drop-down list, by column kind, in the order in which they are offered.

    Places are the areas of the plan's level and the regions, then what the plan prints otherwise.
    """
    used = {column.vocabulary for name in INPUT_TABLES for column in columns(name)}
    used |= {entry.vocabulary for entry in entries() if entry.kind.startswith("choice")}
    choices = {f"choice:{v}": tuple(vocabulary(v).values()) for v in sorted(used - {"", "flag"})}
    return {
        "place": tuple(_places(source)),
        "sector": tuple(source.labels.sectors.values()),
        "subsector": tuple(source.labels.subsectors.values()),
        "flag": tuple(vocabulary("flag").values()),
        **choices,
    }


def _places(source: Source) -> Iterator[str]:
    plan, register = source.plan, source.register
    names = [area.name_zh for area in territory_areas(register, plan.territory, plan.level)]
    names += [p.name_zh for p in register.places.values() if isinstance(p, Region)]
    rows = [*source.rows["assignments"], *source.rows["carriers"]]
    names += [row.get("place", "") for row in rows]
    yield from filter(None, dict.fromkeys(names))


def references(source: Source, lists: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Where the drop-down lists stand, by column kind; those of clauses in the sheet 条款."""
    found = {k: column_range(sheet("lists"), n, len(v)) for n, (k, v) in enumerate(lists.items())}
    if clauses := source.rows["clauses"]:
        found["clause"] = column_range(sheet("clauses"), 0, len(clauses))
    return found


def write_lists(book: Book, lists: Mapping[str, Sequence[str]]) -> None:
    """The sheet 清单 with every list in a column."""
    page = book.add("lists")
    head = book.style(bold=True, bg_color="part", font_color="part_ink", bottom=1)
    body = book.style()
    titles = {c.kind: c.zh for name in reversed(INPUT_TABLES) for c in columns(name)}
    titles = {e.kind: e.zh for e in entries()} | titles
    for k, (kind, values) in enumerate(lists.items()):
        page.set_column(k, k, 18, body)
        book.put(page, 0, k, titles[kind], head)
        for n, value in enumerate(values, 1):
            book.put(page, n, k, value, body)
    page.freeze_panes(1, 0)


def write_table(book: Book, name: str, source: Source, lists: Mapping[str, str]) -> None:
    """One input sheet: header frozen and filtered, every cell text, lists under every choice."""
    page = book.add(name)
    shown = columns(name)
    rows = source.rows[name]
    write_header(book, page, shown)
    style = book.style(text_wrap=True, bottom=1, bottom_color="line")
    quiet = book.style(text_wrap=True, bottom=1, bottom_color="line", font_color="quiet")
    styles = [quiet if column.derived else style for column in shown]
    widths = [column.width for column in shown]
    cells = [_cells(column, rows, source) for column in shown]
    for n, values in enumerate(zip(*cells, strict=True), 1):
        book.fill(page, n, zip(values, styles, strict=True))
        book.fit_row(page, n, zip(values, widths, strict=True))
    finish(page, len(rows), len(shown))
    for k, column in enumerate(shown):
        _validate(page, column, k, len(rows), lists)
        if column.kind == "sector":
            _tint(book, page, k, len(rows), source.labels)


def _cells(column: Column, rows: Sequence[Mapping[str, str]], source: Source) -> list[str]:
    """A column as it is shown; each of its values is looked up once."""
    of = {"locator": "clause", **_PLACE_OF}.get(column.code, column.code)
    values = [row.get(of, "") for row in rows]
    shown = {value: _cell(column, value, source) for value in dict.fromkeys(values)}
    return [shown[value] for value in values]


def _cell(column: Column, value: str, source: Source) -> str:
    if column.code == "locator":
        clause = source.plan.clauses.get(plain(value))
        return clause.locator.zh if clause else ""
    if column.derived:
        place = source.register.places.get(plain(value))
        return place.name_zh if place else ""
    return source.labels.shown(column, value)


def write_header(book: Book, page: Sheet, shown: Sequence[Column]) -> None:
    """Row 1: dark where the column is read back, grey where it is only for the reader."""
    common = {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter"}
    head = book.style(**common, bg_color="head", font_color="paper", border=1)
    grey = book.style(**common, bg_color="part", font_color="part_ink", border=1)
    text = book.style(text_wrap=True)
    page.set_row(0, 34)
    for k, column in enumerate(shown):
        page.set_column(k, k, column.width, text)
        book.put(page, 0, k, column.zh, grey if column.derived else head)


def finish(page: Sheet, rows: int, width: int) -> None:
    """Frozen header and first column, filter, print area with the header on every page."""
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(rows, 1), width - 1)
    page.repeat_rows(0)
    page.print_area(0, 0, max(rows, 1), width - 1)
    page.ignore_errors({"number_stored_as_text": f"A1:XFD{rows + SPARE_ROWS}"})


def _validate(page: Sheet, column: Column, k: int, rows: int, lists: Mapping[str, str]) -> None:
    source = lists.get(column.kind) or (lists.get("clause") if column.code == "clause" else None)
    if not source:
        return
    open_list = column.kind == "place" or column.code == "clause"
    page.data_validation(
        1,
        k,
        rows + SPARE_ROWS,
        k,
        {
            "validate": "list",
            "source": source,
            "show_error": not open_list,
            "error_type": "warning" if column.kind in ("sector", "subsector") else "stop",
            "error_title": column.zh,
            "error_message": "请从下拉框里选一个值。",
        },
    )


def _tint(book: Book, page: Sheet, k: int, rows: int, labels: Labels) -> None:
    """The sector's own tint behind its name, following what the planner chooses."""
    for sector_id, label in labels.sectors.items():
        fill = book.theme.ramp(book.theme.hue(book.plan, sector_id))[0]
        value = '"' + label.replace('"', '""') + '"'
        rule = {"type": "cell", "criteria": "==", "value": value, "format": book.tint(fill)}
        page.conditional_format(1, k, rows + SPARE_ROWS, k, rule)


def write_meta(book: Book, source: Source, lists: Mapping[str, str]) -> None:
    """The sheet 元数据: one row an entry of plan.toml."""
    page = book.add("meta")
    shown = columns("meta")
    write_header(book, page, shown)
    line = {"text_wrap": True, "bottom": 1, "bottom_color": "line"}
    quiet = book.style(**line, font_color="quiet")
    values = entries_of(source.plan)
    for n, entry in enumerate(entries(), 1):
        styles = (book.style(**line, bold=True), book.style(**line), quiet, quiet)
        texts = (entry.zh, entry_shown(entry, values[entry.key]), entry.hint, entry.key)
        for k, (text, style) in enumerate(zip(texts, styles, strict=True)):
            book.put(page, n, k, text, style)
        if entry.vocabulary and entry.kind not in ("levels", "counts"):
            options: dict[str, object] = {"validate": "list", "source": lists[entry.kind]}
            if entry.kind == "flag":
                options["source"] = ["是", "否"]
            page.data_validation(n, 1, n, 1, options)
    finish(page, len(values), len(shown))
