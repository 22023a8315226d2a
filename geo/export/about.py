"""What a file says of itself, to QGIS too: document, licence, coordinates, state of review."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from geo.domain.plan import Plan
from geo.domain.text import Text, same
from geo.scene.credits import base_text, limits, review_line, source_of, sources_of
from geo.sources.territory import load_territory
from geo.texts.catalogue import say

LICENCE = "MIT"
QGIS_URI = "http://mrcc.com/qgis.dtd"
_TYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"


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


def qgis_metadata(told: About, crs: str) -> str:
    """The metadata of a layer in the form that QGIS keeps them in.

    Examples
    --------
    >>> from geo import load_plan
    >>> from geo.domain.text import Text
    >>> from geo.export.about import about
    >>> told = about([load_plan("space2024")], Text("题", "T"))
    >>> "<license>MIT</license>" in qgis_metadata(told, "EPSG:4490")
    True
    """
    root = ET.Element("qgis", version="3.4.0")
    ET.SubElement(root, "language").text = "zh"
    ET.SubElement(root, "type").text = "dataset"
    ET.SubElement(root, "title").text = told.title.in_("both")
    ET.SubElement(root, "abstract").text = "\n".join(told.lines(say("gis.crs")))
    ET.SubElement(root, "constraints", type="review").text = told.review.in_("both")
    ET.SubElement(root, "rights").text = told.source.zh
    ET.SubElement(root, "license").text = LICENCE
    system = ET.SubElement(ET.SubElement(root, "crs"), "spatialrefsys")
    ET.SubElement(system, "authid").text = crs
    return _TYPE + ET.tostring(root, encoding="unicode")
