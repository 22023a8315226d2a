"""A large value in a few lines, for a person at a prompt or in a notebook."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from geo.errors import visible


@dataclass(frozen=True)
class Card:
    """A heading and some lines.

    Examples
    --------
    >>> card = Card("a < b", ("one", ""))
    >>> print(card.text)
    a < b
      one
    >>> card.html
    '<div><strong>a &lt; b</strong><div>one</div></div>'
    """

    head: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The lines under the heading."""
        return "\n  ".join([self.head, *filter(None, self.lines)])

    @property
    def html(self) -> str:
        """The same as a fragment of a page, made by an XML writer: nothing in it is code."""
        box = Element("div")
        SubElement(box, "strong").text = self.head
        for line in filter(None, self.lines):
            SubElement(box, "div").text = line
        return tostring(box, encoding="unicode", method="html")


class Carded:
    """A value that shows itself by its card, and by no field of it."""

    @property
    @abstractmethod
    def card(self) -> Card:
        """The few lines."""

    def __repr__(self) -> str:
        return visible(self.card.text, keep="\n")

    def _repr_html_(self) -> str:
        return self.card.html
