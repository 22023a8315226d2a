"""A page as a copier or a scanner gives it back: one bit a dot, 150 dots an inch."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pypdfium2
import shapely
from PIL import Image, ImageDraw

DPI = 150
PX = DPI / 25.4  # dots to a millimetre
BLACK = 128  # grey below this is ink where nothing is rastered
Bits = np.ndarray


def grey(pdf: bytes) -> Image.Image:
    """The first page in grey."""
    page = pypdfium2.PdfDocument(pdf)[0]
    return page.render(scale=DPI / 72, grayscale=True).to_pil().convert("L")


def colours(pdf: bytes) -> np.ndarray:
    """The first page in colours, of the same dots."""
    return np.asarray(pypdfium2.PdfDocument(pdf)[0].render(scale=DPI / 72).to_pil().convert("RGB"))


def one_bit(picture: Image.Image) -> dict[str, Bits]:
    """Both kinds of copy, ink being true: text mode cuts at half, photo mode spreads the error."""
    spread = picture.convert("1")  # Floyd and Steinberg's
    return {"text": np.asarray(picture) < BLACK, "photo": ~np.asarray(spread)}


def tone(bits: Bits, mask: Bits) -> np.ndarray:
    """Shares of ink, of edges across and down, and how much ink leans to one side rather than the
    other, all of an area: what tells its texture."""
    across = mask[:, 1:] & mask[:, :-1]
    down = mask[1:] & mask[:-1]
    slope = mask[1:, 1:] & mask[:-1, :-1] & mask[1:, :-1] & mask[:-1, 1:]
    lean = (bits[1:, :-1] & bits[:-1, 1:]).astype(int) - (bits[1:, 1:] & bits[:-1, :-1])
    return np.array(
        [
            bits[mask].mean(),
            (bits[:, 1:] != bits[:, :-1])[across].mean(),
            (bits[1:] != bits[:-1])[down].mean(),
            lean[slope].mean(),
        ]
    )


def mask_of(size: tuple[int, int], shapes: Iterable[shapely.Geometry], without: object) -> Bits:
    """Dots of a page within some shapes (mm) and in none of those left out."""
    picture = Image.new("1", size)
    pen = ImageDraw.Draw(picture)
    for ink, some in ((1, shapes), (0, without)):
        for part in shapely.get_parts([shape for shape in some if not shape.is_empty]):  # type: ignore[attr-defined]
            for one in shapely.get_parts(part):
                if one.geom_type == "Polygon":
                    pen.polygon([(x * PX, y * PX) for x, y in one.exterior.coords], fill=ink)
    return np.asarray(picture)


def along(bits: Bits, line: shapely.Geometry, hidden: shapely.Geometry) -> np.ndarray:
    """Whether there is ink within a dot, at every tenth of a millimetre of a line that is seen."""
    points = [
        part.interpolate(d).coords[0]
        for part in shapely.get_parts(shapely.difference(line, hidden))
        for d in np.arange(0, part.length, 0.1)
    ]
    found = []
    for x, y in points:
        column, row = int(x * PX), int(y * PX)
        found.append(bits[max(row - 1, 0) : row + 2, max(column - 1, 0) : column + 2].any())
    return np.array(found)
