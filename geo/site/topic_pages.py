"""The page of a topic: who carries it, who was left out, who says so, with its maps.

See DECISIONS 55 and 56.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from geo.build.map_files import BuildOptions, map_files
from geo.domain.text import Text, joined
from geo.files.cache import kept
from geo.render.templating import page
from geo.scene.resolve import resolve
from geo.scene.scene import Scene
from geo.scene.theme_map import resolve_theme, theme_spec
from geo.site.address import LANGUAGES, TOPICS, embed
from geo.site.address import topic as topic_address
from geo.site.frame import Frame
from geo.site.map_page import View, map_page, still_parts
from geo.site.plan_set import Cross
from geo.site.row_files import PageRows
from geo.site.said import Links
from geo.site.topic_facts import TopicFacts
from geo.site.topic_near import Around
from geo.site.topic_rows import FOLDER, topic_report
from geo.site.topics import ALL, Member, Topic
from geo.texts.catalogue import say

Files = dict[str, bytes]
#: What pages ask of a topic besides the plans and what each says, and besides what all pages share.
SHOWN = (
    *("focus", "level", "lead", "statements", "sites"),
    *("named", "carrying", "collective", "finer", "left", "left_but_inside"),
)
THEMES = "themes"  # folder of the files of the maps of all plans


def subjects(cross: Cross) -> list[str]:
    """The ids of all topics."""
    return list(cross.topics.by_id)


def files(cross: Cross, subject: str, wanted: BuildOptions) -> Files:
    """The pages of a topic, its rows, and the files of the maps that it is the home of."""
    topic = cross.topics.by_id[subject]
    told = cross.told(member.plan for member in topic.members)
    return kept(("topic", subject, wanted, told), lambda: _made(cross, topic, wanted))


def _made(cross: Cross, topic: Topic, wanted: BuildOptions) -> Files:
    made: Files = {}
    scenes: list[Scene] = []
    if topic.mapped:
        spec = cross.numbered(theme_spec(topic.id, wanted.lang))
        scenes.append(resolve_theme(spec, cross.themes.table(topic.id), cross.world))
        made |= _under(THEMES, map_files(scenes[0], cross.world, wanted))
    for member in topic.own:
        if member.spec:
            scene = _scene(cross, member, wanted)
            world = cross.layout(member.plan).world
            made |= _under(member.plan, map_files(scene, world, wanted))
            scenes.append(scene)
    views = topic_views(cross, topic)
    if views and not scenes:
        scenes = [_scene(cross, next(m for m in topic.stating if m.spec), wanted)]
    return made | topic_files(TopicFacts(cross, topic), views, scenes[:1], wanted)


def topic_files(
    facts: TopicFacts, views: list[View], first: list[Scene], wanted: BuildOptions
) -> Files:
    """The pages and the rows of a topic; ``first`` is the map that its page opens with, if any."""
    report = topic_report(facts)
    maps = {view.files: _number(facts.cross, view) for view in views}
    made = facts.cross.row_files.files(PageRows(f"{FOLDER}/{facts.topic.id}", report, maps))
    rows = len(report.tables[0].rows)
    parts = ("topic page", facts.topic.id, _shown(facts), rows, views, first, wanted)
    make = partial(_pages, facts, views, first, wanted, rows)
    return made | kept((*parts, facts.cross.shared), make)


def _shown(facts: TopicFacts) -> list[object]:
    """All that the pages ask of a topic, as plain values: the plans are told by their keys."""
    told = [{**vars(one), "plan": one.plan.key} for one in facts.told]
    plans = [plan.key for plan in facts.plans]
    return [told, plans, bool(facts.table.naming()), *(getattr(facts, name) for name in SHOWN)]


def _pages(
    facts: TopicFacts, views: list[View], first: list[Scene], wanted: BuildOptions, rows: int
) -> Files:
    made: Files = {}
    for lang in LANGUAGES:
        frame = _frame(facts, lang)
        values = _values(facts, frame, views, wanted)
        values["counted"] = (rows, facts.statements)
        if not first:
            values["reason"], values["instead"] = _reason(facts)
            made |= frame.html("topic_plain.html.j2", views=views, **values)
            continue
        values |= still_parts(facts.cross, first[0], lang)
        made |= map_page(frame, first[0], views, wanted, "topic.html.j2", **values)
        alone = Frame(lang, embed(facts.topic.id), facts.topic.name, frame.description, "topics")
        made |= map_page(alone, first[0], views, wanted, "embed.html.j2", **values)
    return made


def topic_views(cross: Cross, topic: Topic) -> list[View]:
    """The maps on the page of a topic: all plans, then each term with a map."""
    views = []
    if topic.mapped:
        views.append(View(ALL, say("site.all_plans"), f"{THEMES}/{topic.id}"))
    shown = [member for member in topic.stating if member.spec]
    for m in shown:
        plan = cross.layout(m.plan).plan
        alone = m.name == topic.name and sum(o.plan == m.plan for o in shown) == 1
        label = plan.short if alone else joined((plan.short, m.name), " · ", " · ")
        path = f"{m.plan}/{cross.topics.spec(m).slug}"
        views.append(View(path, label, path))
    return views


def _number(cross: Cross, view: View) -> str:
    """The approval number of a map, or "" without one."""
    folder, _, slug = view.files.partition("/")
    return cross.numbers.get(("*" if folder == THEMES else folder, slug), "")


def _scene(cross: Cross, member: Member, wanted: BuildOptions) -> Scene:
    spec = cross.topics.spec(member)
    return resolve(spec.with_(lang=wanted.lang), cross.layout(member.plan).ground)


def _under(folder: str, files: Files) -> Files:
    return {f"{folder}/{name}": data for name, data in files.items()}


def _frame(facts: TopicFacts, lang: str) -> Frame:
    topic = facts.topic
    crumbs = [(say("site.menu_topics"), TOPICS)]
    if above := facts.cross.topics.by_id.get(topic.parent):
        crumbs.append((above.name, topic_address(above.id)))
    said = say("topic.described", name=topic.name, lead=facts.lead)
    return Frame(lang, topic_address(topic.id), topic.name, said, "topics", tuple(crumbs))


def _values(
    facts: TopicFacts, frame: Frame, views: list[View], wanted: BuildOptions
) -> dict[str, Any]:
    """What the templates of a topic are filled with in one language."""
    return {
        "to_place": Links(facts.cross).values(frame)["to_place"],
        "facts": facts,
        "around": Around(facts.cross, facts.topic),
        "short": facts.cross.world.register.short_name,
        "titles": {plan.key: plan.short for plan in facts.cross.plans},
        "suffixes": wanted.suffixes,
        "tables": frame.file(f"{FOLDER}/{facts.topic.id}"),
        "snippet": _snippet(facts.topic, frame.lang) if views else "",
    }


def _snippet(topic: Topic, lang: str) -> str:
    """The code that shows the map in another page, but for the address of the site."""
    values = {"topic": topic, "lang": lang, "address": embed(topic.id)}
    return page("site/frame_code.html.j2", **values).decode().strip()


def _reason(facts: TopicFacts) -> tuple[Text, Topic | None]:
    """Why a topic has no map, and a wider topic that has one."""
    if not (facts.table.naming() or facts.carrying):
        return say("topic.no_map_placeless", unit=say(f"topic.unit_{facts.level}")), None
    topics = facts.cross.topics
    above = [n for near in Around(facts.cross, facts.topic).near for n in near.wider]
    shown = (n for n in above if topic_views(facts.cross, topics.by_id[n.id]))
    return say("topic.no_map_unwanted"), next(shown, None)
