"""The maps that the agreement tests read: one of every kind, two levels, the awkward states."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pytest

from tests.reading.looks import ORDER, Look, look, state_word
from tests.reading.rows import Plan, name

PLANS: dict[str | Path, Plan] = {}
COASTAL = {"coast_belt", "coast"}  # what is drawn offshore
SAMPLE = {"zh": "名称", "en": "Ab"}  # in a swatch, set as the names of its areas are
SCHEMATIC = {"zh": "示意", "en": "schematic"}
INFERRED = {"zh": "成员为推断", "en": "members inferred"}
BRACKETS, COMMA = {"zh": "（{}）", "en": " ({})"}, {"zh": "，", "en": ", "}
AWKWARD = Path(__file__).parents[1] / "reading" / "awkward"  # what no packaged plan happens to hold


@dataclass(frozen=True)
class Case:
    """A map of a plan: its kind and subject."""

    plan_key: str | Path
    kind: str
    subject: str = ""

    def __str__(self) -> str:
        return "-".join(filter(None, (Path(self.plan_key).name, self.kind, self.subject)))

    @property
    def which(self) -> dict:
        """As the public functions take it."""
        return {self.kind: self.subject or True}

    @property
    def plan(self) -> Plan:
        if self.plan_key not in PLANS:
            PLANS[self.plan_key] = Plan(self.plan_key)
        return PLANS[self.plan_key]

    @cached_property
    def states(self) -> dict[str, tuple[str, int]]:
        """State and count of every area, counted in the plan's tables."""
        plan = self.plan
        by_kind = {
            "sector": plan.sector_states,
            "subsector": plan.subsector_states,
            "breadth": plan.breadth,
            "carriers": plan.carrier_states,
            "structure": plan.structure_states,
        }
        return by_kind[self.kind](*([self.subject] if self.subject else []))

    def look(self, adcode: str) -> Look:
        """How an area must look."""
        state, _ = self.states[adcode]
        return look(self.plan, self.kind, self.subject, state)

    def entries(self, lang: str) -> list[tuple[str, list[str], Look]]:
        """Words, members and look of the legend's classes in order."""
        found: dict[tuple[str, Look], list[str]] = {}
        for state in ORDER:
            codes = [a for a, (s, _) in self.states.items() if s == state]
            for code in codes:
                word = state_word(self.kind, self.plan.level, state, lang)
                seen = self.look(code)
                if self.kind == "structure":
                    seen = replace(seen, mark=SAMPLE[lang])
                found.setdefault((word, seen), []).append(short(code, lang))
        return [(word, names, seen) for (word, seen), names in found.items()]

    def belts(self, lang: str) -> list[tuple[str, list[str]]]:
        """What the legend calls every belt and zone, and its areas."""
        found = []
        for element, codes in self.plan.groups().items():
            rows = [r for r in self.plan.structure if r["element"] == element]
            said = [SCHEMATIC[lang]] if element in COASTAL else []
            said += [INFERRED[lang]] if any(r["inferred"] == "yes" for r in rows) else []
            tail = BRACKETS[lang].format(COMMA[lang].join(said)) if said else ""
            name = rows[0]["name" if lang == "zh" else "name_en"]
            found.append((name + tail, [short(code, lang) for code in sorted(codes)]))
        return found


def short(code: str, lang: str) -> str:
    """An area as labels name it: 广州, Guangzhou."""
    text = name(code, lang, short=True)
    for tail in (" District", " County", " City") if lang == "en" else ():
        text = text.removesuffix(tail)
    return text


CASES = [
    Case("future2024", "sector", "space"),
    Case("future2024", "sector", "life"),  # a city with four
    Case("future2024", "sector", "intelligence"),  # a focus without a sub-sector, an inferred term
    Case("future2024", "subsector", "space.low_altitude"),
    Case("future2024", "breadth"),
    Case("future2024", "carriers"),
    Case("future2024", "structure"),
    Case("space2024", "sector", "space"),  # a city with six; lists of which only some end in 等
    Case("gzhtz2021", "sector", "ai"),  # districts, statements for a whole zone
    Case("gzhtz2021", "carriers"),  # more symbols than names: a numbered list
    Case(AWKWARD, "sector", "steel"),  # every class, a set of two, a named city in its region
    Case(AWKWARD, "sector", "silk"),  # a district, a park, a facility, the whole province
    Case(AWKWARD, "breadth"),
    Case(AWKWARD, "structure"),  # belts that overlap
]

# A map of each kind, level and class; the others prove the same once more.
QUICK = [CASES[n] for n in (0, 3, 6, 8, 9, 10, 12)]
# Words of both languages where a sheet costs little: a sector with every class, districts.
IN_ENGLISH = [CASES[n] for n in (8, 10)]


def each(cases: list[Case]) -> pytest.MarkDecorator:
    """Every case; those that prove a rule once more are slow."""
    return pytest.mark.parametrize("case", [_case(case, QUICK) for case in cases])


def in_both(cases: list[Case]) -> pytest.MarkDecorator:
    """Every case in Chinese and in English."""
    made = [_case(case, QUICK, "zh") for case in cases]
    made += [_case(case, IN_ENGLISH, "en") for case in cases]
    return pytest.mark.parametrize(("case", "lang"), made)


def _case(case: Case, quick: list[Case], *lang: str):
    marks = () if case in quick else (pytest.mark.slow,)
    return pytest.param(case, *lang, id="-".join((str(case), *lang)), marks=marks)
