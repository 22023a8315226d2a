"""Codes and ids: text that is never compared with text of another kind."""

from __future__ import annotations

from typing import NewType

#: An adcode, or the id of a region, zone, park or place beyond the maps, as the register has it.
PlaceId = NewType("PlaceId", str)
#: A sector or sub-sector of one plan's taxonomy; empty where a statement has none.
TermId = NewType("TermId", str)
#: ``SECTION#PARAGRAPH.SENTENCE`` of a document.
ClauseId = NewType("ClauseId", str)
