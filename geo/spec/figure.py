"""A map that is to be put into a document of somebody else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A map that goes into a document of somebody else, with its title and its ground or without.

    ``transparent`` is about the ground of the page: the sea is part of the map and stays. One for a
    slide has a ``height`` (mm) that is given, in it its windows and its key and nothing else, and
    a ``share`` of the usual size of type.
    """

    titled: bool = True
    transparent: bool = False
    height: float = 0.0
    share: float = 1.0
