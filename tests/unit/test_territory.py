"""A territory is one file, read whole or refused with every fault; no code knows of a province."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from geo.errors import BoundaryError
from geo.sheet.box import Box
from geo.sheet.closeups import closeup
from geo.sources.boundaries.shapes import load_boundaries
from geo.sources.places.country import country_areas
from geo.sources.plans.folder import load_plan
from geo.sources.territory import load_territory
from geo.sources.territory_codes import territory_codes

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "data" / "territories" / "440000.toml"
OURS = load_territory()
CODE = "*.py *.js *.typ *.j2 *.css *.toml *.html"
# An example may speak of a real place: lines of a doctest with what they print, a made-up plan for
# a user to start from, and a hint that says so.
EXAMPLE_FOLDERS = ("ask/plan_template/", "render/static/vendor/")
EXAMPLE_LINE = re.compile(r"例如|for example|e\.g\.")
# In remarks, which tell of places as examples, what is of the packaged plans' own province.
TOLD = re.compile(
    "广东|粤|珠三角|珠江|南海|华南|东沙|Guangdong|Pearl|South China|Dongsha"
    r"|(?<!\d)44\d{4}(?!\d)|[\"']44[\"']",
    re.IGNORECASE,
)
LANDSCAPES = "长三角|长江三角洲|京津冀|成渝|渤海|黄海|东海|华东|华北|西沙|三沙"
ONE = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀黔滇藏陕秦甘陇青宁新"  # as in 湘S


def _names() -> re.Pattern[str]:
    """Names and codes of every province and prefecture, and of seas and plains."""
    areas = [a for a in country_areas().values() if a.level in ("province", "prefecture")]
    zh = {name for a in areas for name in (a.name_zh, a.short_zh) if len(name) > 1}
    en = {name for a in areas for name in (a.name.en, a.short.en)}
    codes = "|".join(sorted({a.adcode[:2] for a in areas}))
    words = "|".join(map(re.escape, sorted(en, key=len, reverse=True)))
    return re.compile(
        rf"(?=[^ -~]|[A-Z\d\"'])(?:"  # how each begins: a thousand are not tried at every letter
        rf"{'|'.join(sorted(zh, key=len, reverse=True))}|{LANDSCAPES}|[{ONE}](?=[A-Z])"
        rf"|\b(?:{words})\b|(?<![\w.#])(?:{codes})\d{{4}}(?![\w.])|(?<!=)[\"'](?:{codes})[\"'])"
    )


NAMES = _names()
REMARK = re.compile(r"//.*|/\*.*?\*/|\{#.*?#\}|(?<![\w\"'&(])#(?: .*|$)")
_COAST = 15.0  # south of it lies sea only
NUMBER = r"(?<![\w.])\d{1,3}(?:\.\d+)?(?![\w.%])"
PAIR = re.compile(rf"({NUMBER})\s*,\s*({NUMBER})")
LONE = re.compile(r"(?<![\w.])\d{3}\.\d+(?![\w.%])")
AXIS = re.compile(rf"(?i)\b\w*(?:lat|lon|parallel|meridian)\d?\b[^=\n]*=\s*({NUMBER})")


def either_way(one: str, other: str) -> bool:
    """Whether two numbers are a place of the region, in one order of axes or the other."""
    west, _, east, north = OURS.extent
    low, high = sorted((float(one), float(other)))
    return west <= high <= east and _COAST <= low <= north


def coordinates(line: str) -> list[str]:
    """Pairs of degrees within the territory's extent, lone longitudes, axes set to a degree."""
    found = [m[0] for m in PAIR.finditer(line) if "." in m[0] and either_way(m[1], m[2])]
    found += [n for n in LONE.findall(line) if float(n) % 1 and either_way(n, "20")]
    return found + [
        m[0] for m in AXIS.finditer(line) if either_way(m[1], "20") or either_way("110", m[1])
    ]


def without_examples(name: str, text: str) -> list[tuple[int, str]]:
    """Numbered lines without doctests (to the next blank line or end) and calls of a help."""
    numbered = list(enumerate(text.splitlines(), 1))
    if name == "texts/commands.toml":
        numbered = [(n, line) for n, line in numbered if n not in _calls(numbered)]
    kept, example = [], False
    for number, line in numbered:
        bare = line.strip()
        example = bare.startswith(">>>") or (example and bare not in ("", '"""'))
        if not (example and name.endswith(".py")) and not EXAMPLE_LINE.search(line):
            kept.append((number, line))
    return kept


def _calls(numbered: list[tuple[int, str]]) -> set[int]:
    """Lines of the catalogue that are calls to try."""
    found, inside = set(), False
    for number, line in numbered:
        starts = line.startswith("examples = ")
        if starts or inside:
            found.add(number)
        inside = (starts or inside) and line.count('"""') % 2 == (0 if inside else 1)
    return found


def without_remarks(name: str, text: str) -> str:
    """The text with docstrings and comments left empty, line by line."""
    lines = text.splitlines()
    if name.endswith(".py"):
        blocks: list[ast.AST] = [ast.parse(text)]
        for node in blocks:
            body = getattr(node, "body", ())
            blocks += body
            first = body[0] if body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                for n in range(first.lineno, first.end_lineno + 1):
                    lines[n - 1] = ""
    return "\n".join(REMARK.sub("", line) for line in lines)


def offenders(name: str, text: str) -> list[str]:
    """``file:line: what`` of every name, code and coordinate of a place outside examples."""
    told = [
        f"{name}:{number}: {found}"
        for number, line in without_examples(name, text)
        for found in [*(m[0] for m in TOLD.finditer(line)), *coordinates(line)]
    ]
    bare = without_examples(name, without_remarks(name, text))
    told += [f"{name}:{n}: {m[0]}" for n, line in bare for m in NAMES.finditer(line)]
    return list(dict.fromkeys(told))


def code_files() -> dict[str, str]:
    folder = ROOT / "geo"
    files = [p for pattern in CODE.split() for p in sorted(folder.rglob(pattern))]
    named = {p.relative_to(folder).as_posix(): p for p in files}
    return {
        name: path.read_text("utf-8")
        for name, path in named.items()
        if not name.startswith(EXAMPLE_FOLDERS)
    }


def test_no_code_knows_of_a_province():
    files = code_files()
    assert {"sheet/views.py", "render/static/app.picture.js", "render/templates/sheet.typ"} <= set(
        files
    )
    assert [bad for name, text in files.items() for bad in offenders(name, text)] == []


@pytest.mark.parametrize(
    "planted",
    [
        'PROVINCE = "440000"',
        'startswith("44")',
        "DELTA = (112.78, 21.99)",
        "START = (22.9, 113.5)",
        "lat1: float = 21.0",
        "_OFFSHORE_LAT = 21.5",
        "arrow = page(115.55, row)",
        '"""The windows of the Pearl River Delta."""',
        "# 珠三角",
        'say("南海")',
        "GS粤",
        'PROVINCE = "430000"',
        'HOME = "湖南"',
        'say("江苏省")',
        'startswith("32")',
        'CITY = "Suzhou"',
        'SEA = "渤海"',
        'f"湘S{number}"',
    ],
)
def test_what_is_planted_is_seen(planted):
    assert offenders("sheet/views.py", f"{code_files()['sheet/views.py']}\n{planted}\n")


@pytest.mark.parametrize("plain", ["Box(0.0, 0.0, 120.0, 88.0)", "x, y = lon - 105.0, lat - 35.0"])
def test_lengths_are_no_coordinates(plain):
    assert coordinates(plain) == []


def test_an_example_may_name_a_place():
    example = '"""One.\n\n    >>> find("440100")\n    \'440100\'\n    """\n'
    assert offenders("a.py", example) == []
    assert offenders("a.py", example + 'CITY = "440100"\n') == ["a.py:6: 440100"]


# --- the file -------------------------------------------------------------------------------


def faults_of(folder: Path, *changes: tuple[str, str], code: str = "440000") -> list[str]:
    text = FILE.read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    (folder / f"{code}.toml").write_text(text, "utf-8")
    with pytest.raises(BoundaryError) as caught:
        load_territory(code, folder)
    return [fault.line() for fault in caught.value.faults]


def test_the_packaged_file_is_read():
    assert OURS.code == "440000"
    assert OURS.code in territory_codes()
    assert OURS.inset.paper.corners[1] == (112.78, 23.52)
    assert [reefs.host for reefs in OURS.reefs] == ["441500"]


def test_the_nearer_view_of_the_page_is_called_as_the_window_of_the_sheet():
    inset = OURS.inset
    assert set(inset.button.zh) <= set(inset.name.zh)
    assert inset.button.en in inset.name.en


def test_every_fault_is_told_at_once(tmp_path):
    found = faults_of(
        tmp_path,
        ("south = 21.0", 'south = "21"'),
        ("web = [113.9, 20.75]", "web = [113.9]"),
        ("[cut]", "[cuts]"),
        ('boundaries = "guangdong" ', 'boundaries = "" '),
        ('host = "441500"', 'hosts = "441500"'),
    )
    said = "\n".join(found)
    assert "440000.toml:projection.south: “21” 应为数字" in said
    assert "440000.toml:seas[1].web: “[113.9]” 应含有 lon, lat" in said
    assert "440000.toml:: “cuts” 不认识的项（最接近的：cut）" in said.replace(
        "toml: “cuts”", "toml:: “cuts”"
    )
    assert "440000.toml:boundaries: 应为加引号的文字" in said
    assert "440000.toml:reefs[1]: “hosts” 不认识的项（最接近的：host）" in said
    assert "“host” 缺少这一项" in said


def test_turned_axes_and_unknown_codes_are_refused(tmp_path):
    found = faults_of(
        tmp_path,
        ("start = [113.5, 22.9]", "start = [22.9, 113.5]"),
        ("home = [109.45, 20.05, 117.65, 25.62]", "home = [117.65, 20.05, 109.45, 25.62]"),
        ('"820000"', '"829900"'),
    )
    assert len(found) == 3
    assert any("22.9, 113.5" in line for line in found)
    assert any("829900" in line and "820000" in line for line in found)


def test_a_file_under_another_code_and_a_code_that_is_none_are_refused(tmp_path):
    assert "440000" in faults_of(tmp_path, code="430000")[0]
    with pytest.raises(BoundaryError, match="439999"):
        load_territory("439999")


def test_a_territory_without_a_file_follows_from_its_boundaries():
    hunan = load_territory("430100")
    assert (hunan.code, hunan.name.zh, hunan.inset, hunan.reefs) == ("430000", "湖南省", None, ())
    west, south, east, north = hunan.web.home
    assert 108 < west < hunan.projection.meridian < east < 115
    assert south < hunan.projection.south < hunan.projection.north < north
    assert {"420000", "450000", "520000"} < set(hunan.neighbours)
    assert not hunan.sars


def test_a_territory_may_be_all_provinces():
    codes = sorted(a.adcode for a in country_areas().values() if a.level == "province")
    whole = load_territory("+".join(codes))
    assert whole.web.limit.east == 180
    assert whole.web.limit.west > 0
    assert not whole.neighbours


@pytest.mark.parametrize(
    ("code", "sees", "leaves"),
    [
        ("441500", (115.4, 22.8), (116.8, 20.7)),  # 汕尾 without 东沙
        ("441581", (115.7, 22.9), (116.8, 20.7)),  # its county that the reefs belong to
        ("440825", (110.2, 20.3), (110.2, 21.3)),  # 徐闻 lies south of the reefs' parallel
    ],
)
def test_a_closeup_leaves_out_reefs_but_no_coast(code, sees, leaves):
    view = closeup(Box(0.0, 0.0, 200.0, 200.0), load_boundaries(), code)
    assert view.sees(*sees)
    assert not view.sees(*leaves)


def test_a_plan_of_a_province_has_no_focus_and_one_of_a_city_has():
    assert load_plan("space2024").focus == ""
    assert load_plan("qianhai2024").focus == "440300"
