"""One text in both languages."""

from __future__ import annotations

from collections.abc import Iterable
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


class Bilingual:
    """What has one name in Chinese and one in English."""

    zh: str
    en: str

    @property
    def name(self) -> Text:
        """Both names."""
        return Text(self.zh, self.en)


#: No text in either language.
NOTHING = Text("", "")


def same(text: str) -> Text:
    """A text that is the same in both languages."""
    return Text(text, text)


def joined(texts: Iterable[Text], zh: str = "、", en: str = ", ") -> Text:
    """Several texts as one list in each language.

    Examples
    --------
    >>> joined([Text("甲", "A"), Text("乙", "B")])
    Text(zh='甲、乙', en='A, B')
    """
    listed = tuple(texts)
    return Text(zh.join(t.zh for t in listed), en.join(t.en for t in listed))
