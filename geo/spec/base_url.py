"""The address under which a site stands, as the user gives it: its form is checked."""

from __future__ import annotations

import re

from geo.errors import Fault

_FORM = re.compile(r"https?://[\w.-]+(:\d{1,5})?(/[\w.~%-]+)*/?")


def base_url_faults(given: str) -> list[Fault]:
    """What is wrong with an address; nothing where none is given.

    Examples
    --------
    >>> base_url_faults("https://atlas.example.cn/maps/"), len(base_url_faults("atlas.cn/?a=1"))
    ([], 1)
    """
    if not given or _FORM.fullmatch(given):
        return []
    zh = "应是 http 或 https 开头的网址,不带参数"
    en = "must be an address that begins with http or https, without parameters"
    return [Fault("--base-url", zh, en, given)]
