"""Builds data/places/variants.tsv: Traditional and variant characters with their simplified form.

Run ``python tools/build_places.py``. Every CJK character that OpenCC's t2s table changes when it
stands alone, and the extras below, which stand in
web copies of plans. Needs ``opencc`` (development only).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import opencc

RANGES = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x2EBE1))
# Not in t2s, or only within phrases; one simplified form is enough for a matching key.
EXTRAS = {
    "著": "着",
    "産": "产",
    "爲": "为",
    "綫": "线",
    "啓": "启",
    "衆": "众",
    "強": "强",
    "幷": "并",
    "掛": "挂",
    "裏": "里",
    "裡": "里",
    "麽": "么",
    "乾": "干",
}


def variants() -> dict[str, str]:
    """Variant → simplified, one character each, sorted by code point."""
    convert = opencc.OpenCC("t2s").convert
    table = {}
    for start, stop in RANGES:
        for code in range(start, stop):
            simple = convert(chr(code))
            if simple != chr(code) and len(simple) == 1:
                table[chr(code)] = simple
    table |= EXTRAS
    for variant in table:  # chains end at their last form
        while table[variant] in table:
            table[variant] = table[table[variant]]
    return dict(sorted(table.items()))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = Path(__file__).resolve().parents[1] / "data" / "places" / "variants.tsv"
    parser.add_argument("--out", type=Path, default=default, help="the file to write")
    out = parser.parse_args().out
    lines = ["variant\tsimplified", *(f"{old}\t{new}" for old, new in variants().items())]
    out.write_bytes(("\n".join(lines) + "\n").encode("utf-8"))
    print(f"{out.name}: {len(lines) - 1} characters, OpenCC {opencc.__version__}")


if __name__ == "__main__":
    main()
