"""Addresses of earlier editions: each leads on to the page that tells the same today."""

from __future__ import annotations

from collections.abc import Iterator

from geo.build.chart_files import FOLDER, chart_kinds
from geo.domain.text import Text
from geo.render.templating import page
from geo.site.address import CITIES, HOME, city, plan, topic, way
from geo.site.plan_menu import map_address
from geo.site.plan_set import Cross
from geo.texts.catalogue import say

GLANCE = "glance"


def stubs(cross: Cross) -> dict[str, bytes]:
    """A page at every address of earlier, by path below the output folder."""
    made = {}
    for path, target, title in _moved(cross):
        zh, en = (way(path, f"{lang}/{target}") for lang in ("zh", "en"))
        root = way(path, ".") + "/"
        made[path] = page("site/moved.html.j2", zh=zh, en=en, title=title, root=root)
    return made


def _moved(cross: Cross) -> Iterator[tuple[str, str, Text]]:
    """Address of earlier, address of today below the language's folder, title."""
    title = say("page.index_title")
    yield HOME, HOME, title
    yield f"{GLANCE}/plans.html", f"{HOME}#{GLANCE}", title
    yield "cities/index.html", CITIES, say("site.menu_cities")
    for page_of in cross.book.pages.values():
        yield f"cities/{page_of.adcode}.html", city(page_of.adcode), page_of.name
    for one in cross.topics:
        if one.theme:
            yield f"themes/{one.id}.html", topic(one.id), one.name
    for layout in cross.layouts:
        key, short = layout.plan.key, layout.plan.short
        yield f"{key}/{GLANCE}.html", plan(key, "sectors"), short
        for kind in chart_kinds(layout):
            part = "gaps" if kind == "unplaced" else kind
            yield f"{key}/{FOLDER}/{kind}.html", plan(key, part), short
        for spec in layout.specs:
            if not spec.subject:
                yield f"{key}/{spec.slug}.html", map_address(layout, spec), short
                continue
            home = cross.topics.home(key, spec.subject)
            view = f"#plan={key}/{spec.slug}" if home.mapped else ""
            yield f"{key}/{spec.slug}.html", topic(home.id) + view, home.name
