"""The maps that the agreement tests read: one of every kind, two levels, the awkward states."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.reading.looks import ORDER, Look, look, state_word
from tests.reading.rows import Plan, name

PLANS: dict[str | Path, Plan] = {}
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

    @cached_property
    def groups(self) -> dict[str, tuple[int, ...]]:
        """Belts of every area, counted from 0; only a structure map shows them."""
        if self.kind != "structure":
            return {}
        belts = list(self.plan.groups().values())
        return {a: tuple(i for i, codes in enumerate(belts) if a in codes) for a in self.states}

    def look(self, adcode: str) -> Look:
        """How an area must look."""
        state, _ = self.states[adcode]
        return look(self.plan, self.kind, self.subject, state, self.groups.get(adcode, ()))

    def entries(self, lang: str) -> list[tuple[str, list[str], Look]]:
        """Words, members and look of the legend's classes in order; belts told apart by hatch."""
        found: dict[tuple[str, Look], list[str]] = {}
        for state in ORDER:
            codes = [a for a, (s, _) in self.states.items() if s == state]
            for code in sorted(codes, key=lambda a: self.groups.get(a, ())):
                word = state_word(self.kind, self.plan.level, state, lang)
                if self.groups.get(code):
                    word = self.grouped(code, state, word, lang)
                found.setdefault((word, self.look(code)), []).append(short(code, lang))
        return [(word, names, seen) for (word, seen), names in found.items()]

    def grouped(self, code: str, state: str, word: str, lang: str) -> str:
        """What the legend calls the areas of a belt: its name, or its letter beside the state.

        The name serves where every area of a belt is in that one only and has no other state.
        """
        every = [(self.states[a][0], found) for a, found in self.groups.items() if found]
        if all(s == "collective" and len(found) == 1 for s, found in every):
            return self.belt(self.groups[code][0], lang)
        if state == "collective":
            word = {"zh": "属产业带或片区", "en": "In a belt or zone"}[lang]
        return f"{word} · {' '.join('ABCDEFGH'[n] for n in self.groups[code])}"

    def belt(self, n: int, lang: str) -> str:
        """Letter and name of a belt, and whether its members are inferred."""
        element = list(self.plan.groups())[n]
        rows = [r for r in self.plan.structure if r["element"] == element]
        inferred = any(r["inferred"] == "yes" for r in rows)
        tail = {"zh": "(成员为推断)", "en": " (members inferred)"}[lang] if inferred else ""
        return f"{'ABCDEFGH'[n]} {rows[0]['name' if lang == 'zh' else 'name_en']}{tail}"


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
