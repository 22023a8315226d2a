"""A map that is to be put into a document of somebody else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A map that goes into a document of somebody else, with its title and its ground or without.

    ``transparent`` is about the ground of the page: the sea is part of the map and stays.
    """

    titled: bool = True
    transparent: bool = False
