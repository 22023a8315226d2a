"""The file that the search reads: what can be found, how names sound, other forms of characters.

See DECISIONS 51.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from geo.build.map_files import BuildOptions
from geo.files.cache import kept
from geo.render.templating import script_call
from geo.site.address import SEARCH_DATA
from geo.site.plan_set import Cross
from geo.site.search_entries import Entry, Find, things
from geo.site.search_terms import printed
from geo.sources.texts.paragraphs import variants
from geo.texts.catalogue import say, words


def files(cross: Cross, subject: str, wanted: BuildOptions) -> dict[str, bytes]:  # noqa: ARG001
    """The index of the site, by path below the output folder."""
    found = things(cross)
    entries = [*found, *printed(cross, found)]
    return kept(("search", entries), lambda: {SEARCH_DATA: search_index(entries)})


def search_index(entries: Sequence[Entry]) -> bytes:
    """The index in both languages, as a script file that holds data only.

    Examples
    --------
    >>> from geo.domain.text import same
    >>> text = search_index([Entry(Find.TERM, "topic/<a>.html", same("松山湖"))]).decode()
    >>> text[:16], "song shan hu" in text, "<" in text
    ('geoAtlas.found({', True, False)
    """
    notes = list(dict.fromkeys(entry.note for entry in entries))
    place = {note: n for n, note in enumerate(notes)}
    order = list(Find).index
    value = {
        "words": words("finder"),
        "finds": [say(f"finds.{find}") for find in Find],
        "one_character": order(Find.PLACE),  # looks for kinds before this one
        "other": _other_forms(entries),
        "notes": notes,
        "entries": [[order(e.find), e.href, place[e.note], *_names(e)] for e in entries],
    }
    return script_call("found", value)


def _names(entry: Entry) -> list[Any]:
    """Chinese name, English one where it differs, further ones; with its sound if it has one.

    After the sound stands how many characters of a name are those of the city around.
    """
    zh, en = entry.name.zh, entry.name.en
    further = (name for name in entry.names if name not in (zh, en))
    own = [_sounding(name, en) for name in (zh, "" if en == zh else en, *further)]
    return [*own, *([city + zh, sound(city + zh), len(city)] for city in entry.around)]


def _sounding(name: str, english: str) -> str | list[str]:
    sounds = sound(name, english)
    return [name, sounds] if sounds else name


def sound(name: str, english: str = "") -> str:
    """Syllables of the Chinese characters of a name, without tones; several readings with a stroke.

    A known phrase decides how its characters are read, and so does an English name that begins
    with a transcription.

    Examples
    --------
    >>> sound("重庆"), sound("银行"), sound("6G长隆"), sound("南沙区", "Nansha District")
    ('chong qing', 'yin hang', 'zhang/chang long', 'nan sha qu/ou')
    """
    from pypinyin import Style, pinyin

    readings = pinyin(name, Style.NORMAL, heteronym=True, errors="ignore")
    letters = "".join(filter(str.isalpha, english)).casefold()
    return " ".join("/".join(each) for each in _as_spelt(readings, letters))


def _as_spelt(readings: list[list[str]], letters: str) -> list[list[str]]:
    """Readings of which the first, two characters or more, are those that the letters spell."""
    spelt: list[list[str]] = []
    for each in readings:
        fitting = max((r for r in each if letters.startswith(r)), key=len, default="")
        if not fitting:
            break
        spelt.append([fitting])
        letters = letters.removeprefix(fitting)
    return spelt + readings[len(spelt) :] if len(spelt) > 1 else readings


def _other_forms(entries: Sequence[Entry]) -> str:
    """Traditional and variant characters, each followed by the one in the names."""
    used = {c for entry in entries for name in entry.names for c in name}
    pairs = ((chr(code), plain) for code, plain in variants().items())
    return "".join(sorted(form + plain for form, plain in pairs if plain in used))
