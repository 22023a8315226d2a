"""Which terms of two plans mean the same: equal Chinese names, printed variants, explicit links.

A link is never guessed. The cross-plan table (:mod:`geo.sources.crosswalk.themes`) ties a term of
a plan to a theme, with the basis: ``same_term`` as the theme, ``narrower`` or ``broader`` than it,
or ``related``. Two terms of one theme stand to each other as their two links say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from geo.domain.plan import Plan
from geo.domain.taxonomy import Taxonomy
from geo.sources.crosswalk.themes import load_crosswalk
from geo.sources.places.names import normalise_key

RELATIONS = ("same", "narrower", "broader", "related")
_BETWEEN = {
    ("same_term", "same_term"): "same",
    ("narrower", "same_term"): "narrower",
    ("narrower", "broader"): "narrower",
    ("same_term", "broader"): "narrower",
    ("broader", "same_term"): "broader",
    ("broader", "narrower"): "broader",
    ("same_term", "narrower"): "broader",
}
Links = Mapping[tuple[str, str], frozenset[tuple[str, str]]]


@dataclass(frozen=True)
class TermLinks:
    """Themes of terms: (theme, basis) pairs by (plan key, term id)."""

    links: Links = field(default_factory=dict)

    @cached_property
    def _terms(self) -> dict[str, list[tuple[str, str, str]]]:
        """(plan, term, basis) of each theme."""
        themes: dict[str, list[tuple[str, str, str]]] = {}
        for (plan, term), found in self.links.items():
            for theme, basis in found:
                themes.setdefault(theme, []).append((plan, term, basis))
        return themes

    def related(self, plan: Plan, term: str, other: Plan) -> dict[str, str]:
        """Relation of a term to the terms of another plan, by term id, in that plan's order.

        ``same`` where both are the same term as one theme, or a name or printed variant is equal;
        else ``narrower`` or ``broader`` (than the other's term) or ``related`` as the table says.

        Examples
        --------
        >>> from geo.sources.plans.folder import load_plan
        >>> plans = load_plan("future2024"), load_plan("modern2025")
        >>> term_links().related(plans[0], "space.low_altitude", plans[1])["lowaltitude"]
        'same'
        """
        found: dict[str, set[str]] = {}
        for theme, basis in self.links.get((plan.key, term), ()):
            for key, other_term, other_basis in self._terms[theme]:
                if key == other.key:
                    relation = _BETWEEN.get((basis, other_basis), "related")
                    found.setdefault(other_term, set()).add(relation)
        names, others = _term_keys(plan.taxonomy)[term], _term_keys(other.taxonomy)
        terms = [t.id for t in other.taxonomy.terms]
        for other_term in terms:
            if names & others[other_term]:
                found.setdefault(other_term, set()).add("same")
        return {t: min(found[t], key=RELATIONS.index) for t in terms if t in found}


@lru_cache(maxsize=64)
def _term_keys(taxonomy: Taxonomy) -> dict[str, frozenset[str]]:
    """Comparison keys of each term's Chinese name and of its printed variants."""
    keys = {t.id: {normalise_key(t.zh)} for t in taxonomy.terms}
    for variant in taxonomy.variants:
        keys[variant.of].add(normalise_key(variant.zh))
    return {term: frozenset(found) for term, found in keys.items()}


@lru_cache(maxsize=1)
def term_links() -> TermLinks:
    """The links of the packaged tables.

    Raises
    ------
    CrosswalkError
        The tables are at fault.
    """
    found: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for link in load_crosswalk(()).links:
        found.setdefault((link.plan, link.term_id), set()).add((link.theme, link.basis))
    return TermLinks({key: frozenset(themes) for key, themes in found.items()})
