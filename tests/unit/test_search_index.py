"""What can be found on the site: every name of every thing, leading to a page that is there."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter

import pytest

from geo.build.across_plans import load_layouts
from geo.domain.text import same
from geo.site import address
from geo.site.plan_set import Cross
from geo.site.search_entries import Entry, Find, things
from geo.site.search_index import search_index, sound
from geo.site.search_terms import printed
from geo.sources.places.names import normalise_key
from geo.sources.places.view import load_register
from geo.sources.plans.folder import plan_keys

MOST_KB = 150


def data(script):
    return json.loads(script.decode().removeprefix("geoAtlas.found(").removesuffix(");\n"))


@pytest.fixture(scope="module")
def cross():
    return Cross(tuple(load_layouts(tuple(plan_keys()))))


@pytest.fixture(scope="module")
def found(cross):
    made = things(cross)
    return [*made, *printed(cross, made)]


def test_the_index_of_all_plans_is_small_and_comes_out_the_same_twice(cross, found):
    script = search_index(found)
    assert len(gzip.compress(script)) < MOST_KB * 1000 / 2
    again = things(cross)
    assert search_index([*again, *printed(cross, again)]) == script


def test_the_best_kinds_come_first(found):
    order = [list(Find).index(entry.find) for entry in found]
    assert order == sorted(order)
    assert Counter(e.find for e in found)[Find.PREFECTURE] == 21


def test_everything_that_a_plan_prints_for_a_class_or_a_carrier_can_be_found(cross, found):
    known = {normalise_key(name) for entry in found for name in entry.names}
    words = {row.term for plan in cross.plans for row in plan.statements}
    words |= {row.carrier for plan in cross.plans for row in plan.statements} - {""}
    words |= {carrier.name for plan in cross.plans for carrier in plan.carriers}
    assert [word for word in sorted(words) if normalise_key(word) not in known] == []


def test_a_printed_term_leads_to_its_topic_and_stands_once(cross, found):
    led = {(entry.name.zh, entry.href) for entry in found}
    assert len(led) == len(found)
    known = {(normalise_key(name), entry.href) for entry in found for name in entry.names}
    astray = [
        (plan.key, row.term)
        for plan in cross.plans
        for row in plan.statements
        if (term := row.subsector or row.sector)
        if (normalise_key(row.term), address.topic(cross.topics.home(plan.key, term).id))
        not in known
    ]
    assert astray == []


def test_two_things_of_one_name_are_told_apart(found):
    shown = Counter((entry.find, entry.name.in_(lang), entry.note.in_(lang), lang)
                    for entry in found for lang in ("zh", "en"))  # fmt: skip
    assert [told for told, n in shown.items() if n > 1] == []


def test_a_name_is_read_as_its_english_name_spells_it():
    register = load_register()
    areas = [*register.areas("prefecture"), *register.areas("county")]
    spelt = {a.short_zh: re.sub("[^a-z]", "", a.name_en.lower()) for a in areas}
    wrong = [zh for zh, en in spelt.items()
             if not en.startswith(sound(zh, en).replace(" ", ""))]  # fmt: skip
    assert wrong == []
    assert len(spelt) == 143


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("珠海", "zhu hai"),
        ("重庆", "chong qing"),
        ("重大科技", "zhong da ke ji/qi"),
        ("行业", "hang ye"),
        ("银行", "yin hang"),
        ("长春", "chang chun"),
        ("长隆", "zhang/chang long"),
        ("大埔", "da bu"),
        ("番禺", "pan yu"),
        ("6G 与 AI", "yu"),
    ],
)
def test_characters_of_several_readings_are_read_in_their_phrase(name, read):
    syllables = sound(name).split(" ")
    assert [
        set(s.split("/")) >= set(r.split("/"))
        for s, r in zip(syllables, read.split(" "), strict=True)
    ]
    assert all(
        len(s.split("/")) == len(r.split("/"))
        for s, r in zip(syllables, read.split(" "), strict=True)
    )


def test_other_forms_of_the_characters_in_use_are_brought_along():
    other = data(search_index([Entry(Find.TERM, "a", same("低空经济"))]))["other"]
    pairs = {other[i]: other[i + 1] for i in range(0, len(other), 2)}
    assert pairs["經"] == "经"
    assert pairs["濟"] == "济"
    assert set(pairs.values()) <= set("低空经济")


def test_every_result_leads_to_a_page_in_both_languages(atlas):
    entries = data((atlas / address.SEARCH_DATA).read_bytes())["entries"]
    pages = {entry[1] for entry in entries}
    missing = [f"{lang}/{page}" for page in sorted(pages) for lang in address.LANGUAGES
               if not (atlas / lang / page).is_file()]  # fmt: skip
    assert missing == []
    assert len(pages) > 250
