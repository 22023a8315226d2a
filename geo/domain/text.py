"""One text in both languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """A name or sentence in Chinese and English; one without another form stands in both.

    Examples
    --------
    >>> Text("广州市", "Guangzhou").in_("both")
    '广州市 Guangzhou'
    """

    zh: str
    en: str

    def in_(self, lang: str) -> str:
        """The form in ``zh``, ``en`` or ``both`` (two with a space; one if they are equal)."""
        if lang == "both":
            return self.zh if self.zh == self.en else f"{self.zh} {self.en}"
        return self.en if lang == "en" else self.zh


#: No text in either language.
NOTHING = Text("", "")
