"""A map that is to be put into a document of somebody else."""

from __future__ import annotations

from dataclasses import dataclass

from geo.errors import CallError, Fault


@dataclass(frozen=True)
class Figure:
    """A map that goes into a document of somebody else, with its title and its ground or without.

    ``transparent`` is about the ground of the page: the sea is part of the map and stays.
    """

    titled: bool = True
    transparent: bool = False


def figure_of(wanted: bool, *, titled: bool = True, transparent: bool = False) -> Figure | None:
    """A figure, if one is wanted; a CallError where what belongs to one is asked of a sheet.

    Examples
    --------
    >>> figure_of(True, titled=False)
    Figure(titled=False, transparent=False)
    """
    if not wanted and (transparent or not titled):
        zh, en = "只有插图可以不带标题或底色", "only a figure goes without title or ground"
        own = "--transparent" if titled else "--no-title"
        raise CallError(Fault(own, zh, en, "", ("--figure",)))
    return Figure(titled, transparent) if wanted else None
