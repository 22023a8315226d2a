"""The data dictionary is what the tables are made from: every column, no other."""

from __future__ import annotations

import re

from geo.analysis.report.columns import declared
from geo.texts.catalogue import section
from tools.data_dictionary import COMMANDS, PAGE, page


def test_the_page_is_written_from_the_columns():
    assert PAGE.read_text(encoding="utf-8") == page()  # make docs


def test_every_table_has_its_part_with_each_column_once():
    text = PAGE.read_text(encoding="utf-8")
    found = {
        part.partition("\n")[0]: re.findall(r"^\| `([^`]+)`", part, re.MULTILINE)
        for part in text.split("\n## ")[1:]
    }
    assert found == {table: [c.name for c in declared(table)] for table in COMMANDS}
    parts = {name for names in section("stacked").values() for name in names}
    assert set(section("tables_of_columns")) - parts <= set(COMMANDS)
