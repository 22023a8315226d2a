"""The user's map approval number: its form is checked, nothing else is known or made up of it.

See DECISIONS 15.
"""

from __future__ import annotations

import re

from geo.errors import CallError, Fault

_FORM = r"(GS[\u4e00-\u9fff]?|[\u4e00-\u9fff][A-Z]?S)[((]\d{4}[))]\d{1,6}号"  # compiled late


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
    if number and not re.fullmatch(_FORM, number):
        raise CallError(
            Fault(
                "--approval",
                "不像审图号,应如 GS(年份)编号、GS省简称(年份)编号 或 省简称S(年份)编号",
                "has not the form of a map approval number",
                number,
            )
        )
    return number
