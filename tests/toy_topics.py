"""Topics of plans made in code, and of one whose every name is an attack or far too long."""

from __future__ import annotations

from dataclasses import replace

from geo.build.map_files import BuildOptions
from geo.build.mapped_plan import Layout
from geo.domain.plan import Plan
from geo.domain.taxonomy import Sector, SubSector, Taxonomy
from geo.domain.text import Text
from geo.join.attach import attach
from geo.render.web.map_page import data_file
from geo.scene.world import load_world
from geo.site import topic_index, topic_pages
from geo.site.plan_set import Cross
from tests.small_plan import plan, row
from tests.toy_web import EVIL

LONG = "超" * 200
WORD = "Longnamewithoutaspace" * 10


def laid(*plans: Plan) -> Cross:
    """Plans on the ground."""
    world = load_world()
    return Cross(tuple(Layout(p, world, attach(p, world.register)) for p in plans))


def _data(scene, _world, _wanted) -> dict[str, bytes]:
    return {f"{scene.spec.slug}.data.js": data_file(scene)}


def built(cross: Cross, monkeypatch) -> dict[str, bytes]:
    """Every page of a topic without its printed maps."""
    monkeypatch.setattr(topic_pages, "map_files", _data)
    wanted = BuildOptions()
    made = topic_index.files(cross, "", wanted)
    for subject in topic_pages.subjects(cross):
        made |= topic_pages.files(cross, subject, wanted)
    return made


def hostile_plan() -> Plan:
    """A plan with markup, a template and endless words for names, one of them without English."""
    names = (Text(f"{EVIL}甲", EVIL), Text(LONG, LONG), Text(LONG, WORD))
    sectors = tuple(
        Sector(f"s{i}", n.zh, n.en, (SubSector(f"s{i}.1", f"s{i}", f"{n.zh}乙", f"{n.en}乙"),))
        for i, n in enumerate(names)
    )
    rows = [
        row("440100", "s0", "s0.1", term=EVIL),
        row("440300", "s1", term=LONG),
        row("gz_science_city", "s2", term=WORD),
    ]
    evil = replace(plan([replace(r, place=EVIL) for r in rows]), taxonomy=Taxonomy(sectors))
    title = Text(EVIL, WORD)
    return replace(evil, document=replace(evil.document, short=title, title=title, number=WORD))
