"""What a file says of itself: its document, licence, coordinates and state of review."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geo.domain.plan import Plan
from geo.domain.text import Text, same
from geo.scene.credits import base_text, limits, review_line, source_of, sources_of
from geo.sources.territory import load_territory
from geo.texts.catalogue import say

LICENCE = "MIT"


@dataclass(frozen=True)
class About:
    """A title, and what stands with it wherever the file goes.

    Nobody reviewed a table or layer: the state of review is always that of one without a number.
    """

    title: Text
    source: Text
    limits: Text
    base: Text
    review: Text

    @property
    def entries(self) -> Iterator[tuple[str, Text]]:
        """Each thing that is said, by its name."""
        yield "title", self.title
        yield "source", self.source
        yield "limits", self.limits
        yield "base", self.base
        yield "licence", same(LICENCE)
        yield "review", self.review

    def lines(self, crs: Text) -> Iterator[str]:
        """The same as lines of a description, Chinese first."""
        told = [
            *(self.source, self.limits, self.base, say("gis.crs_line", crs=crs)),
            *(say("gis.licence_line", licence=LICENCE), say("gis.review_line", review=self.review)),
        ]
        yield from (text.zh for text in told)
        yield from (text.en for text in told if text.en != text.zh)


def about(plans: Sequence[Plan], title: Text) -> About:
    """What a file of rows of some plans says of itself.

    Examples
    --------
    >>> from geo import load_plan
    >>> about([load_plan("space2024")], Text("题", "Title")).review.zh
    '未送审 · 内部使用'
    """
    source = source_of(plans[0]) if len(plans) == 1 else sources_of(plans)
    base = base_text(load_territory(plans[0].territory))
    return About(title, source, limits(plans), base, review_line(""))
