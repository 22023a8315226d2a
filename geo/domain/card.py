"""A large value in a few lines, for a person at a prompt or in a notebook."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import Field, dataclass, fields
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from geo.domain.text import Text
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


_LONGEST, _WHOLE = 40, 400  # characters of a value, and of all


class Brief:
    """A value with much inside that shows itself in one line: texts cut, collections counted.

    Examples
    --------
    >>> @dataclass(frozen=True, repr=False)
    ... class Park(Brief):
    ...     name: str
    ...     plots: tuple[int, ...]
    >>> Park("甲", (1, 2, 3))
    Park(name='甲', plots=3 …)
    """

    def __repr__(self) -> str:
        told = ", ".join(f"{f.name}={_brief(getattr(self, f.name))}" for f in _fields(self))
        cut = told if len(told) <= _WHOLE else f"{told[:_WHOLE]}…"
        return visible(f"{type(self).__name__}({cut})")


def _fields(value: Any) -> tuple[Field[Any], ...]:  # noqa: ANN401  (any of our dataclasses)
    return tuple(f for f in fields(value) if f.repr)


def _brief(value: object) -> str:
    """A value in a few characters."""
    value = value.zh if isinstance(value, Text) else value
    if isinstance(value, str):
        return repr(value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…")
    if isinstance(value, Mapping | Sequence | AbstractSet) and len(value):
        return f"{len(value)} …"
    shown = "" if isinstance(value, Brief) else repr(value)
    return shown if 0 < len(shown) <= _LONGEST else f"{type(value).__name__}(…)"
