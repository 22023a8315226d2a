"""Characters of a cell that look like others or cannot be seen: settled by rule, or refused.

The rule, the same for every column, because none of these is ever meant by a printed term: Kangxi
radicals, radicals of the supplement and compatibility ideographs (leavings of PDF fonts) are the
character that they look like, full-width letters and digits the ordinary ones, spaces that do not
break ordinary ones; what has no width is gone. Punctuation stays as printed, full-width or not, and
so do signs such as ① and ㎡; only codes, ids and keywords are folded whole
(:func:`geo.sources.tables.table.plain`). A control character, or a mark that turns the direction of
writing, is refused at its cell.

See DECISIONS 33.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import lru_cache

from geo.errors import Fault, resolved
from geo.sources.tables.table import Row


class Rule(Enum):
    """How a character was settled, in Chinese and English."""

    IDEOGRAPH = ("部首与兼容汉字", "radicals and compatibility ideographs")
    WIDTH = ("全角字母与数字", "full-width letters and digits")
    SPACE = ("不换行空格等", "spaces that do not break")
    NO_WIDTH = ("零宽字符", "characters without width")


#: Radicals that NFKC leaves alone though PDF fonts put them for the character: by code point.
RADICALS = str.maketrans(
    "⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻱",
    "民虎西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龜",
)


#: Characters of a name, term or word, all of which stand on one line of a page somewhere.
LONGEST = 300


def too_long(text: str) -> tuple[str, str] | None:
    """What is wrong with a text that no line of a page has room for."""
    if (n := len(text)) <= LONGEST:
        return None
    return f"有 {n} 字，至多 {LONGEST} 字", f"has {n} characters, at most {LONGEST}"


# what spreadsheets and data frames put where a value could not be had
NO_VALUE = re.compile(
    r"#[A-Z0-9_/\u4e00-\u9fff]+[!?]|#N/A|###+|(?:Err|错误)[:：]\d{3}|nan|NaN|NaT|<NA>|None|NULL"
)


_PLAIN: set[str] = set()  # characters that were met and stand as they are


@lru_cache(maxsize=4096)
def settled(cell: str) -> tuple[str, tuple[Rule, ...], str]:
    r"""A cell as it is read, the rules used, and the first character that is refused.

    Examples
    --------
    >>> text, rules, refused = settled("\u2f34州\u200b\uff11")
    >>> text, len(rules), refused
    ('广州1', 3, '')
    >>> settled("(一)“甲”①")[1], settled("a\u202eb")[2] == "\u202e"
    ((), True)
    """
    stripped = cell.strip()
    if not _PLAIN.issuperset(stripped):
        _PLAIN.update(c for c in {*stripped} - _PLAIN if _rule(c)[0] is None and not _steers(c))
    if _PLAIN.issuperset(stripped):
        return stripped, (), ""
    out: list[str] = []
    rules: dict[Rule, None] = {}
    refused = ""
    for character in stripped:
        rule, read = _rule(character)
        if rule is None and _steers(character):
            refused = refused or character
        elif rule is not None:
            rules[rule] = None
        out.append(read)
    return "".join(out).strip(), tuple(rules), refused


def _rule(character: str) -> tuple[Rule | None, str]:
    """The rule for a character and what it is read as; itself where there is none."""
    code = ord(character)
    read = unicodedata.normalize("NFKC", character.translate(RADICALS))
    if read != character:
        if 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF or 0x2F800 <= code <= 0x2FA1F:
            return Rule.IDEOGRAPH, read
        if 0xFF10 <= code <= 0xFF5A and read.isalnum():
            return Rule.WIDTH, read
    if character in "\t\xa0\u202f\u205f" or 0x2000 <= code <= 0x200A:
        return Rule.SPACE, " "
    if character in "\xad\u034f\u061c\u180e\u2060\ufeff" or 0x200B <= code <= 0x200F:
        return Rule.NO_WIDTH, ""
    if 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF:
        return Rule.NO_WIDTH, ""  # another shape of the same character
    return None, character


def _steers(character: str) -> bool:
    """A control or format character, or a separator of lines, but for plain line breaks."""
    return character not in "\r\n" and unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp")


class Characters:
    """Records of a table, every cell settled, and what there is to say of those that are read.

    Examples
    --------
    >>> records = Characters([(2, ["\u2f34州市"]), (3, ["a\u202eb"])])
    >>> [cells for _, cells in records][0]
    ['广州市']
    >>> row = Row("a.csv:3", {"term": "a\u202eb"})
    >>> [fault.address for fault in records.told([row], {"term": 0})]
    ['a.csv:3:term']
    """

    def __init__(self, records: Iterable[tuple[int, Sequence[str]]]) -> None:
        self._records = records
        self._odd: list[tuple[int, int, str]] = []
        self._even: set[str] = set()  # cells that were met and are read as they stand

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        for n, cells in self._records:
            if self._even.issuperset(cells):
                yield n, [*cells]
                continue
            texts = []
            for k, cell in enumerate(cells):
                text, rules, refused = settled(cell)
                if rules or refused:
                    self._odd.append((n, k, cell))
                elif text == cell:
                    self._even.add(cell)
                texts.append(text)
            yield n, texts

    def told(self, rows: Iterable[Row], columns: Mapping[str, int]) -> list[Fault]:
        """Say what was settled, rule by rule; the faults of the cells that could not be.

        Parameters
        ----------
        rows
            Rows that are read.
        columns
            Place in a record by column that is read.
        """
        if not self._odd:
            return []
        names = {k: column for column, k in columns.items()}
        read = {row.number: row for row in rows}
        said: defaultdict[Rule, list[tuple[str, str, str]]] = defaultdict(list)
        faults = []
        for n, k, cell in self._odd:
            if n not in read or k not in names:
                continue
            at = read[n].at(names[k])
            text, rules, refused = settled(cell)
            for rule in rules:
                said[rule].append((at, cell.strip(), text))
            if refused:
                faults.append(_refusal(at, refused, cell))
        for rule, found in said.items():
            resolved(*rule.value, found)
        return faults


def settled_text(at: str, text: str) -> tuple[str, list[Fault]]:
    """One text that stands in no table, as a cell is read; what was settled is said.

    Examples
    --------
    >>> settled_text("plan.toml:key", "toy")
    ('toy', [])
    """
    read, rules, refused = settled(text)
    for rule in rules:
        resolved(*rule.value, [(at, text, read)])
    return read, [_refusal(at, refused, text)] if refused else [*no_value(at, read)]


def no_value(at: str, cell: str) -> Iterator[Fault]:
    """The fault of a cell or text that only says that there is no value.

    Examples
    --------
    >>> [fault.value for text in ("#N/A", "#1") for fault in no_value("a.csv:2:term", text)]
    ['#N/A']
    """
    if NO_VALUE.fullmatch(cell):
        zh, en = "错误值或空值的记号，不是内容", "the mark of an error or of no value"
        yield Fault(at, f"{zh}：请改正或留空", f"{en}: mend it or leave it empty", cell)


def _refusal(at: str, refused: str, cell: str) -> Fault:
    code = f"U+{ord(refused):04X}"
    zh = f"含有看不见的控制字符 {code}，请删去"
    return Fault(at, zh, f"has the control character {code}, which cannot be seen: delete it", cell)
