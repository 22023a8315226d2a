"""The printed page: Typst sets title, legend, table and sources round the SVG map.

Values reach the template as JSON, the map as SVG bytes; none is ever markup. Only the vendored
typeface is used and the date is the plan's, so equal input gives equal bytes.
"""

from __future__ import annotations

import json

from geo.render.print.halos import printable_map
from geo.render.print.sheet_data import PICTURE, page_data
from geo.render.print.typesetting import printed_pdf
from geo.render.svg.elements import to_bytes
from geo.sheet.model import Sheet


def _inputs(sheet: Sheet) -> dict[str, str]:
    data = json.dumps(page_data(sheet), ensure_ascii=False, sort_keys=True)
    return {"data": data, PICTURE: to_bytes(printable_map(sheet)).decode()}


def sheet_pdf(sheet: Sheet) -> bytes:
    """A laid-out Sheet as tagged PDF (PDF/UA-1, PDF/A-2a): vectors, fonts embedded and subset.

    Raises
    ------
    OutputError
        A block fits no page.
    """
    return printed_pdf("sheet.typ", _inputs(sheet), sheet.page.bleed)
