"""The pages that stand once: home, the lists, compare, gaps, data, method."""

from __future__ import annotations

from geo.build.map_files import BuildOptions
from geo.domain.text import Text
from geo.site import address
from geo.site.frame import Frame
from geo.site.plan_set import Cross
from geo.texts.catalogue import say

Files = dict[str, bytes]


def files(cross: Cross, subject: str, wanted: BuildOptions) -> Files:  # noqa: ARG001
    """The pages that are not yet told."""
    made: Files = {}
    pages = {
        address.CITIES: ("site.menu_cities", "cities"),
        address.COMPARE: ("site.menu_compare", "compare"),
    }
    for where, (word, menu) in pages.items():
        for lang in address.LANGUAGES:
            frame = Frame(lang, where, say(word), Text("", ""), menu)
            made |= frame.html("plain.html.j2")
    return made
