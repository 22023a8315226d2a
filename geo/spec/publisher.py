"""Who publishes a map: its approval number, the address of its site, the head of its sheets.

See DECISIONS 15.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from geo.domain.text import Text
from geo.errors import CallError, Fault

_NUMBER = r"(GS[\u4e00-\u9fff]?|[\u4e00-\u9fff][A-Z]?S)[(（]\d{4}[)）]\d{1,6}号"  # compiled late


def approval(number: str) -> str:
    """The number as given; empty without one.

    The number is printed as given, on this map alone: it is never kept for another one.

    Raises
    ------
    CallError
        It has not the form of an approval number.

    Examples
    --------
    >>> approval("粤S(2026)001号"), approval("")
    ('粤S(2026)001号', '')
    """
    if number and not re.fullmatch(_NUMBER, number):
        raise CallError(
            Fault(
                "--approval",
                "不像审图号，应如 GS（年份）编号、GS省简称（年份）编号 或 省简称S（年份）编号",
                "has not the form of a map approval number",
                number,
            )
        )
    return number


_ADDRESS = re.compile(r"https?://[\w.-]+(:\d{1,5})?(/[\w.~%-]+)*/?")


def base_url_faults(given: str) -> list[Fault]:
    """What is wrong with an address; nothing where none is given.

    Examples
    --------
    >>> base_url_faults("https://atlas.example.cn/maps/"), len(base_url_faults("atlas.cn/?a=1"))
    ([], 1)
    """
    if not given or _ADDRESS.fullmatch(given):
        return []
    zh = "应是 http 或 https 开头的网址，不带参数"
    en = "must be an address that begins with http or https, without parameters"
    return [Fault("--base-url", zh, en, given)]


@dataclass(frozen=True)
class Logo:
    """A picture of the user's, already made harmless: a drawing (SVG), and width by height.

    One of pixels is held by a drawing of its size.
    """

    svg: str
    ratio: float


@dataclass(frozen=True)
class Brand:
    """An organisation with its logo, contact lines and accent colour (``#rrggbb``).

    The accent colours bars and headings of a page, never a class of a map: a sector has one hue
    on every map of every plan.
    """

    organisation: Text
    contact: tuple[str, ...] = ()
    accent: str = ""
    logo: Logo | None = None
