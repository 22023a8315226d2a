"""The topology of a territory as a page fetches it: steps as digits, nothing that no script reads.

Digits of the same place stand together, so that those of much the same value are packed well and
no bytes are spent on commas: half of what TopoJSON takes behind gzip. ``app.store.js`` reads them.

See DECISIONS 78.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from typing import Any

import numpy as np

#: A digit is the place of its character here.
DIGITS = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"


def packed(topology: Mapping[str, Any]) -> dict[str, Any]:
    """A quantised topology with its borders in digits, areas with their id and what they are in.

    Examples
    --------
    >>> made = packed({"objects": {}, "arcs": [[[2, -1], [64, 0]], [[66, 5], [-1, 3]]]})
    >>> made["arcs"]
    {'points': [2, 2], 'digits': ['AACAAAAA', 'EBAAAMBG']}
    """
    borders = topology["arcs"]
    steps = np.concatenate([np.asarray(border) for border in borders])
    points = [len(border) for border in borders]
    firsts = np.cumsum([0, *points[:-1]])
    # Borders follow each other along a ring: one begins where the one before has ended.
    ends = np.add.reduceat(steps, firsts)
    steps[firsts[1:]] -= ends[:-1]
    told = {"points": points, "digits": in_digits(steps.ravel())}
    objects = {
        name: [_area(area) for area in layer["geometries"]]
        for name, layer in topology["objects"].items()
    }
    return {**topology, "objects": objects, "arcs": told}


def in_digits(steps: np.ndarray[Any, Any]) -> list[str]:
    """Whole numbers as strings of digits, those of the highest place first.

    A number that is not negative is told by its double, another by what lies between two doubles.

    Examples
    --------
    >>> in_digits(np.array([0, -1, 1, 32]))
    ['AAAB', 'ABCA']
    """
    told = np.where(steps < 0, -2 * steps - 1, 2 * steps)
    base, letters = len(DIGITS), np.array([*DIGITS])
    found: list[str] = []
    while not found or told.any():
        found.insert(0, "".join(letters[told % base]))
        told = told // base
    return found


def _area(area: Mapping[str, Any]) -> dict[str, Any]:
    """What the scripts of a page read of an area."""
    known = {key: area[key] for key in ("type", "id", "arcs")}
    above = area["properties"]["parent"]
    return {**known, "parent": above} if area["properties"]["level"] == "county" else known
