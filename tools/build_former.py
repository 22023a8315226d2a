"""Builds data/places/former.csv: units of all provinces that are no more.

Run ``python tools/build_former.py result.csv`` with the summary of yescallop/areacodes (CC0 1.0;
the commit stands in data/places/origin.toml). Years are those of that summary: the first year at
whose end the unit was no longer there under this name and code. Nothing is added to them.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from pathlib import Path

SINCE = 1990
IN_USE, LEVELS = "在用", {"省级": "province", "地级": "prefecture", "县级": "county"}
TABLE = Path(__file__).resolve().parents[1] / "data" / "places" / "former.csv"
Line = dict[str, str]


def read(path: Path) -> list[Line]:
    """Rows of the summary."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


class History:
    """Where every former unit went."""

    def __init__(self, lines: list[Line]) -> None:
        self.current = {line["代码"]: line["名称"] for line in lines if line["状态"] == IN_USE}
        self.past: dict[str, list[Line]] = defaultdict(list)
        for line in lines:
            if line["状态"] != IN_USE:
                self.past[line["代码"]].append(line)

    def heirs(self, line: Line) -> list[str]:
        """Codes in use today, the heir of the same stem first; parts that left earlier are not."""
        codes = [c for c in line["新代码"].split(";") if c and "[" not in c]
        if not codes and line["级别"] == "地级":
            codes = self._of_prefecture(line)
        found = dict.fromkeys(code for c in codes for code in self._today(c, line["变更/弃用时间"]))
        stem = line["名称"][:2]
        return sorted(found, key=lambda code: not self.current[code].startswith(stem))

    def _of_prefecture(self, line: Line) -> list[str]:
        """A prefecture went where its counties went; a renamed one kept its code."""
        if line["代码"] in self.current:
            return [line["代码"]]
        year, head = line["变更/弃用时间"], line["代码"][:4]
        counties = [
            one
            for code, past in self.past.items()
            if code.startswith(head)
            for one in past
            if one["变更/弃用时间"] == year and one["级别"] == "县级"
        ]
        heirs = dict.fromkeys(code for one in counties for code in self.heirs(one))
        above = (f"{code[:4]}00" for code in heirs)
        return list(dict.fromkeys(code for code in above if code in self.current))

    def _today(self, code: str, year: str) -> list[str]:
        later = [p for p in self.past[code] if p["变更/弃用时间"] > year >= p["启用时间"]]
        if not later:
            return [code] if code in self.current else []
        codes = [c for c in later[0]["新代码"].split(";") if c and "[" not in c]
        if not codes and code in self.current:
            return [code]
        return [today for c in codes for today in self._today(c, later[0]["变更/弃用时间"])]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("summary", type=Path)
    history = History(lines := read(parser.parse_args().summary))
    kept = [
        line
        for line in lines
        if line["状态"] != IN_USE
        and int(line["变更/弃用时间"]) >= SINCE
        and line["名称"] != history.current.get(line["代码"])
    ]
    rows = [
        (
            line["代码"],
            line["名称"],
            LEVELS[line["级别"]],
            line["变更/弃用时间"],
            ";".join(history.heirs(line)),
        )
        for line in sorted(kept, key=lambda one: (one["代码"], one["变更/弃用时间"]))
    ]
    header = ("adcode", "name_zh", "level", "until", "successors")
    with TABLE.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([header, *rows])
    print(f"{len(rows)} units that are no more")


if __name__ == "__main__":
    main()
