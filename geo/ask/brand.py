"""``brand.toml``: an organisation, its contact lines, accent colour and logo, read and checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from geo.design.theme import contrast, load_theme
from geo.domain.text import Text, same
from geo.errors import CallError, Fault
from geo.nearest import nearest
from geo.sources.decoding import toml_of
from geo.sources.tables.characters import settled
from geo.spec.publisher import Brand

ENTRIES = ("organisation", "logo", "contact", "accent")
#: Contrast that small letters need on paper (WCAG 2.2, 1.4.3).
LEAST_CONTRAST = 4.5
_MOST_LINES, _LONGEST_NAME, _LONGEST_LINE = 4, 40, 60
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def read_brand(path: Path) -> Brand:
    r"""The brand that a TOML file tells.

    Entries: ``organisation`` (a text, or a table with ``zh`` and ``en``), ``contact`` (up to four
    lines), ``accent`` (``"#rrggbb"``, contrast of 4.5 or more on white), ``logo`` (an SVG or PNG
    file beside the TOML file, up to 2 MB). Only ``organisation`` must be there.

    Raises
    ------
    CallError
        Every entry that is missing, unknown or of a wrong kind; a colour without contrast; a logo
        that cannot be used.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "brand.toml"
    >>> _ = file.write_text('organisation = "招商局"\naccent = "#0b5fa5"', encoding="utf-8")
    >>> read_brand(file).organisation.zh
    '招商局'
    """
    if not path.is_file():
        raise CallError(Fault(str(path), "没有这个文件", "there is no such file"))
    raw = toml_of(path, CallError)
    faults = [
        Fault(f"{path.name}:{key}", "不认识的项", "unknown entry", key, nearest(key, ENTRIES, 2))
        for key in raw
        if key not in ENTRIES
    ]
    reading = _Reading(path.name, raw, faults)
    organisation, contact, accent = reading.organisation(), reading.contact(), reading.accent()
    logo = None
    if name := reading.text("logo", "", _LONGEST_LINE * 4):
        from geo.ask.logo import read_logo  # only a logo needs readers of pictures

        logo = read_logo(path.parent / name, f"{path.name}:logo", faults)
    if faults:
        raise CallError(faults)
    return Brand(organisation, contact, accent, logo)


class _Reading:
    """Entries of one file as texts; what is wrong with them goes to the list."""

    def __init__(self, name: str, raw: Mapping[str, Any], faults: list[Fault]) -> None:
        self.name, self.raw, self.faults = name, raw, faults

    def fault(self, entry: str, zh: str, en: str, value: object = "") -> None:
        self.faults.append(Fault(f"{self.name}:{entry}", zh, en, str(value)))

    def text(self, entry: str, default: str, longest: int) -> str:
        return self.line(entry, self.raw.get(entry, default), longest)

    def line(self, entry: str, value: object, longest: int) -> str:
        """One line of text that a page has room for."""
        if not isinstance(value, str):
            self.fault(entry, "应为加引号的文字", "must be a quoted text", value)
            return ""
        text, _, refused = settled(value)
        if refused or len(text.splitlines()) > 1:
            self.fault(entry, "含有不可见的控制字符", "holds a control character", value)
        elif len(text) > longest:
            zh, en = f"有 {len(text)} 字，至多 {longest} 字", f"has over {longest} characters"
            self.fault(entry, zh, en, text)
        return text

    def organisation(self) -> Text:
        value = self.raw.get("organisation", "")
        if isinstance(value, dict):
            zh, en = (
                self.line(f"organisation.{lang}", value.get(lang, ""), _LONGEST_NAME * times)
                for lang, times in (("zh", 1), ("en", 2))
            )
            name = Text(zh or en, en or zh)
        else:
            name = same(self.line("organisation", value, _LONGEST_NAME))
        if not name.zh:
            self.fault("organisation", "缺少机构名称", "the organisation is missing")
        return name

    def contact(self) -> tuple[str, ...]:
        value = self.raw.get("contact", [])
        lines = [value] if isinstance(value, str) else value
        if not isinstance(lines, list):
            self.fault("contact", "应为文字的列表", "must be a list of texts", value)
            return ()
        if len(lines) > _MOST_LINES:
            zh, en = f"至多 {_MOST_LINES} 行", f"at most {_MOST_LINES} lines"
            self.fault("contact", zh, en, len(lines))
        told = (self.line(f"contact[{n}]", line, _LONGEST_LINE) for n, line in enumerate(lines, 1))
        return tuple(line for line in told if line)

    def accent(self) -> str:
        """A colour in which small letters can be read on paper."""
        colour = self.text("accent", "", 100)
        if not colour:
            return ""
        if not _COLOUR.fullmatch(colour):
            self.fault("accent", "应为 #rrggbb 形式的颜色", "must be a colour as #rrggbb", colour)
            return ""
        ratio = contrast(colour, load_theme().ground["paper"])
        if ratio < LEAST_CONTRAST:
            zh = f"在白纸上对比度只有 {ratio:.1f}，至少 {LEAST_CONTRAST}：换一个更深的颜色"
            en = f"a contrast of {ratio:.1f} on white, at least {LEAST_CONTRAST}: take a darker one"
            self.fault("accent", zh, en, colour)
        return colour.lower()
