"""The packaged cross-plan tables: every id exists, every term is linked or listed."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from geo.domain.plan import Plan
from geo.sources.crosswalk.themes import Crosswalk, load_crosswalk
from geo.sources.places.names import normalise_key
from geo.sources.plans.folder import load_plan, plan_keys


@pytest.fixture(scope="module")
def plans() -> dict[str, Plan]:
    return {key: load_plan(key) for key in plan_keys()}


@pytest.fixture(scope="module")
def walk(plans: dict[str, Plan]) -> Crosswalk:
    return load_crosswalk(plans.values())


def terms(plan: Plan) -> dict[str, str]:
    return {t.id: t.zh for t in (*plan.taxonomy.sectors, *plan.taxonomy.subsectors)}


def test_eight_plans_are_linked(plans: dict[str, Plan], walk: Crosswalk) -> None:
    assert len(plans) == 8
    assert {link.plan for link in walk.links} == set(plans)


def rows(repo: Path, name: str) -> list[dict[str, str]]:
    with (repo / "data" / "crosswalk" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_of_the_tables_is_read(repo: Path, walk: Crosswalk) -> None:
    assert len(walk.themes) == len(rows(repo, "themes.csv"))
    assert len(walk.links) == len(rows(repo, "links.csv"))


def test_every_term_is_linked_or_listed_as_unmapped(
    plans: dict[str, Plan], walk: Crosswalk
) -> None:
    for key, plan in plans.items():
        linked = {x.term_id for x in walk.links if x.plan == key}
        listed = [x.term_id for x in walk.unmapped(plan)]
        assert sorted([*linked, *listed]) == sorted(terms(plan)), key


def test_terms_of_one_name_in_two_plans_share_a_theme(
    plans: dict[str, Plan], walk: Crosswalk
) -> None:
    by_name: dict[str, list[tuple[str, str]]] = {}
    for key, plan in plans.items():
        for term_id, zh in terms(plan).items():
            by_name.setdefault(normalise_key(zh), []).append((key, term_id))
    for zh, found in by_name.items():
        if len({key for key, _ in found}) > 1:
            shared = set.intersection(*(set(walk.themes_of(*one)) for one in found))
            assert shared, zh


@pytest.mark.parametrize(
    ("theme", "linked"),
    [
        ("low_altitude", {"future2024", "modern2025"}),
        ("commercial_space", {"future2024", "modern2025", "space2024"}),
        ("biomedicine", {"biomed2024", "modern2025", "gz_dualchain2022", "gzhtz2021"}),
        ("energy_storage", {"future2024", "modern2025"}),
        ("quantum", {"future2024", "modern2025", "gz_dualchain2022"}),
        ("photonic_chips", {"photonics2024", "modern2025"}),
        ("hydrogen", {"future2024", "modern2025", "gzhtz2021"}),
        ("new_energy_vehicles", {"modern2025", "gzhtz2021", "gz_dualchain2022"}),
    ],
)
def test_known_themes_state_in_these_plans(theme: str, linked: set[str], walk: Crosswalk) -> None:
    assert {x.plan for x in walk.links_of(theme) if x.states} == linked


def test_a_wider_term_states_a_theme_only_where_it_prints_its_name(walk: Crosswalk) -> None:
    wider = {(x.theme, x.plan, x.term_id): x.states for x in walk.links if x.basis == "broader"}
    assert wider["new_energy_vehicles", "gz_dualchain2022", "smartnev"]
    assert not wider["new_energy_vehicles", "gzhtz2021", "auto"]
    assert not any(x.states for x in walk.links if x.basis == "related")


def test_the_used_national_classes_are_named_by_a_link(repo: Path) -> None:
    names = {row["code"]: row["name_zh"] for row in rows(repo, "seis2018.csv")}
    assert {row["code"] for row in rows(repo, "seis_links.csv")} == set(names)
    assert (names["1"], names["4.1"], names["5"]) == (
        "新一代信息技术产业",
        "生物医药产业",
        "新能源汽车产业",
    )
