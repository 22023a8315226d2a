"""The time that files of ours bear, always the same: no clock has a part in their bytes."""

from __future__ import annotations

import datetime as dt

#: When a workbook, a document or a GeoPackage says that it was made. Archives have no time at all.
MADE = dt.datetime(2025, 1, 1)  # noqa: DTZ001  (office files have no zone)
