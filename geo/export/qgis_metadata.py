"""What QGIS tells of a layer under its properties: title, abstract, licence, CRS, as its XML."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from geo.export.about import LICENCE, About
from geo.texts.catalogue import say

QGIS_URI = "http://mrcc.com/qgis.dtd"
_TYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"


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
