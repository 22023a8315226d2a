"""The page of a topic: its map of all plans and of each, and the list of all topics."""

from __future__ import annotations

from geo.build.map_files import BuildOptions, map_files
from geo.domain.text import Text, joined
from geo.scene.resolve import resolve
from geo.scene.scene import Scene
from geo.scene.theme_map import resolve_theme, theme_spec
from geo.site.address import LANGUAGES, TOPICS
from geo.site.address import topic as topic_address
from geo.site.frame import Frame
from geo.site.map_page import View, map_page, static_picture
from geo.site.plan_set import Cross
from geo.site.topics import Member, Topic
from geo.texts.catalogue import say

Files = dict[str, bytes]
THEMES = "themes"  # folder of the files of the maps of all plans


def subjects(cross: Cross) -> list[str]:
    """The ids of all topics."""
    return list(cross.topics.by_id)


def files(cross: Cross, subject: str, wanted: BuildOptions) -> Files:
    """The pages of a topic, and the files of the maps that it is the home of."""
    topic = cross.topics.by_id[subject]
    made: Files = {}
    scenes: dict[str, Scene] = {}
    if topic.mapped:
        spec = cross.numbered(theme_spec(topic.id, wanted.lang))
        scenes["*"] = resolve_theme(spec, cross.themes.table(topic.id), cross.world)
        made |= _under(THEMES, map_files(scenes["*"], cross.world, wanted))
    for member in topic.own:
        if member.spec:
            scenes[member.home] = _scene(cross, member, wanted)
            world = cross.layout(member.plan).world
            made |= _under(member.plan, map_files(scenes[member.home], world, wanted))
    views = topic_views(topic)
    if not views:
        return made | _plain(topic)
    first = next(iter(scenes.values())) if scenes else _scene(cross, _shown(topic), wanted)
    picture = static_picture(first, cross.world)
    for lang in LANGUAGES:
        made |= map_page(_frame(topic, lang), first, views, wanted, picture=picture)
    return made


def topic_views(topic: Topic) -> list[View]:
    """The maps on the page of a topic: all plans, then each term with a map."""
    views = []
    if topic.mapped:
        views.append(View("*", say("site.all_plans"), f"{THEMES}/{topic.id}"))
    views += [
        View(f"{m.plan}/{m.spec.slug}", m.name, f"{m.plan}/{m.spec.slug}")
        for m in topic.stating
        if m.spec
    ]
    return views


def _shown(topic: Topic) -> Member:
    return next(m for m in topic.stating if m.spec)


def _scene(cross: Cross, member: Member, wanted: BuildOptions) -> Scene:
    spec = cross.topics.spec(member)
    return resolve(spec.with_(lang=wanted.lang), cross.layout(member.plan).ground)


def _under(folder: str, files: Files) -> Files:
    return {f"{folder}/{name}": data for name, data in files.items()}


def _frame(topic: Topic, lang: str) -> Frame:
    return Frame(
        lang, topic_address(topic.id), topic.name, _description(topic), "topics",
        ((say("site.menu_topics"), TOPICS),),
    )  # fmt: skip


def _description(topic: Topic) -> Text:
    return joined([m.name for m in topic.stating])


def _plain(topic: Topic) -> Files:
    made: Files = {}
    for lang in LANGUAGES:
        made |= _frame(topic, lang).html("plain.html.j2")
    return made
