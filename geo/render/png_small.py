"""Small pictures: an RGBA PNG becomes one with a palette of its most frequent colours."""

from __future__ import annotations

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_APART = 14
_SUB, _UP, _AVERAGE, _PAETH = 1, 2, 3, 4
_CHANNELS = 4
Pixels = NDArray[np.uint8]


def shrink(png: bytes, colours: int = 96) -> bytes:
    """The same picture with at most this many colours, each pixel the nearest of them.

    Parameters
    ----------
    png
        8-bit RGBA, not interlaced, without transparency: what Typst writes.
    colours
        Size of the palette; at most 256.
    """
    pixels = decode(png)
    height, width, _ = pixels.shape
    packed = (pixels[:, :, :3].astype(np.uint32) * (65536, 256, 1)).sum(axis=2)
    values, place, counts = np.unique(packed, return_inverse=True, return_counts=True)
    rgb = np.stack([values >> 16, values >> 8 & 255, values & 255], axis=1).astype(int)
    chosen = _palette(rgb[np.argsort(-counts, kind="stable")], colours)
    nearest = ((rgb[:, None, :] - chosen[None, :, :]) ** 2).sum(axis=2).argmin(axis=1)
    index = nearest.astype(np.uint8)[place].reshape(height, width)
    rows = np.hstack([np.zeros((height, 1), np.uint8), index])
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    return (
        _SIGNATURE
        + _chunk(b"IHDR", header)
        + _chunk(b"PLTE", chosen.astype(np.uint8).tobytes())
        + _chunk(b"IDAT", zlib.compress(rows.tobytes(), 9))
        + _chunk(b"IEND", b"")
    )


def _palette(by_frequency: NDArray[np.int_], colours: int) -> NDArray[np.int_]:
    """Frequent colours that differ visibly, so that a thin line keeps its hue."""
    far = np.full(len(by_frequency), np.inf)
    chosen: list[int] = []
    for _ in range(min(colours, len(by_frequency))):
        free = np.flatnonzero(far > _APART**2)
        if not len(free):
            break
        chosen.append(int(free[0]))
        far = np.minimum(far, ((by_frequency - by_frequency[free[0]]) ** 2).sum(axis=1))
    return by_frequency[chosen]


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def decode(png: bytes) -> Pixels:
    """Pixels (height, width, 4) of an 8-bit RGBA PNG."""
    width, height = struct.unpack(">II", png[16:24])
    if png[24:26] != b"\x08\x06" or png[28] != 0:
        raise ValueError("only 8-bit RGBA PNG without interlace is read here")
    data, at = b"", 8
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        if kind == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += 12 + length
    lines = np.frombuffer(zlib.decompress(data), np.uint8).reshape(height, width * _CHANNELS + 1)
    return _unfilter(lines[:, 0], lines[:, 1:].reshape(height, width, _CHANNELS))


def _unfilter(filters: NDArray[np.uint8], coded: Pixels) -> Pixels:
    """Undo the row filters along anti-diagonals: all pixels of one depend on earlier ones only."""
    height, width, _ = coded.shape
    out = np.zeros((height + 1, width + 1, _CHANNELS), np.int16)
    kinds = filters.astype(int)[:, None]
    for diagonal in range(height + width - 1):
        rows = np.arange(max(0, diagonal - width + 1), min(height, diagonal + 1))
        columns = diagonal - rows
        left, up = out[rows + 1, columns], out[rows, columns + 1]
        corner = out[rows, columns]
        kind = kinds[rows]
        guess = np.select(
            [kind == _SUB, kind == _UP, kind == _AVERAGE, kind == _PAETH],
            [left, up, (left + up) >> 1, _paeth(left, up, corner)],
            0,
        )
        out[rows + 1, columns + 1] = (coded[rows, columns] + guess) & 255
    return out[1:, 1:].astype(np.uint8)


def _paeth(
    left: NDArray[np.int16], up: NDArray[np.int16], corner: NDArray[np.int16]
) -> NDArray[np.int16]:
    base = left + up - corner
    by_left, by_up, by_corner = abs(base - left), abs(base - up), abs(base - corner)
    near_left = (by_left <= by_up) & (by_left <= by_corner)
    return np.where(near_left, left, np.where(by_up <= by_corner, up, corner))
