"""Any territory in China: web page, sheet, matrix and workbook of a made-up plan, as a reader has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import shapely

from geo.build.chart_files import write_chart
from geo.build.mapped_plan import Layout, lay_out
from geo.cli.run import main
from geo.render.print.pdf import sheet_pdf
from geo.render.svg.map import map_svg
from geo.sheet.arrange import arrange
from geo.sheet.model import Sheet
from geo.sheet.page import PageChoice
from geo.sources.places.country import chain, country_areas
from geo.sources.plans.folder import load_plan
from geo.sources.territory import load_territory
from tests.made_plans import made_plan
from tests.reading.lettering import lettering, offences
from tests.reading.paper import sheets
