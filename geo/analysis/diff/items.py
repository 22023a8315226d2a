"""A plan as a list of items, so that two plans can be compared and one turned into the other.

Every statement, carrier, class and structure member is an item with its place in the order; the
rest of the plan (key, document, slogan, paragraphs) is its shell. Items and shell give the plan
back exactly.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from geo.domain.plan import Carrier, Plan
from geo.domain.statement import Statement
from geo.domain.structure import Element
from geo.domain.taxonomy import Sector, SubSector
from geo.sources.places.names import normalise_key

SUBJECTS = ("assignment", "carrier", "term", "node")


#: A sector stands as a sub-sector of none; an element once for each member, with it alone.
Content = Statement | Carrier | SubSector | Element


@dataclass(frozen=True)
class Item:
    """One thing that a plan says, with its position among its kind.

    ``level`` (``sector``, ``subsector`` or ``other``), ``name`` and ``sector`` say what it is about
    by comparison keys of Chinese names, so that plans with different ids compare.
    """

    subject: str
    order: int
    content: Content
    level: str
    name: str
    sector: str = ""


def items_of(plan: Plan) -> tuple[Item, ...]:
    """All items of a plan, kind by kind, in order."""
    terms = [
        SubSector(term.id, getattr(term, "sector", ""), term.zh, term.en)
        for term in plan.taxonomy.in_order
    ]
    contents: dict[str, Iterable[Content]] = {
        "assignment": plan.statements,
        "carrier": plan.carriers,
        "term": terms,
        "node": [
            replace(element, members=element.members[k : k + 1])
            for element in plan.structure.elements
            for k in range(max(len(element.members), 1))
        ],
    }
    labels = {t.id: normalise_key(t.zh) for t in terms}
    return tuple(
        Item(subject, order, content, *_topic(content, labels))
        for subject in SUBJECTS
        for order, content in enumerate(contents[subject])
    )


def _topic(row: Content, labels: dict[str, str]) -> tuple[str, str, str]:
    if isinstance(row, Statement):
        level = "subsector" if row.subsector else "sector" if row.sector else "other"
        name = labels.get(row.subsector or row.sector) or normalise_key(row.term)
        return level, name, labels.get(row.sector, "")
    if isinstance(row, SubSector):
        level = "subsector" if row.sector else "sector"
        return level, normalise_key(row.zh), labels.get(row.sector, "")
    return "other", normalise_key(row.name if isinstance(row, Carrier) else row.name_zh), ""


def shell_of(plan: Plan) -> Plan:
    """The plan without its items."""
    return replace(
        plan,
        statements=(),
        carriers=(),
        taxonomy=replace(plan.taxonomy, sectors=()),
        structure=replace(plan.structure, elements=()),
    )


def plan_of(shell: Plan, items: Iterable[Item]) -> Plan:
    """The plan with this shell and these items.

    Examples
    --------
    >>> from geo.sources.plans.folder import load_plan
    >>> plan = load_plan("future2024")
    >>> plan_of(shell_of(plan), items_of(plan)) == plan
    True
    """
    ordered = sorted(items, key=lambda item: item.order)
    found = [item.content for item in ordered]
    return replace(
        shell,
        statements=tuple(c for c in found if isinstance(c, Statement)),
        carriers=tuple(c for c in found if isinstance(c, Carrier)),
        taxonomy=replace(shell.taxonomy, sectors=_sectors(found)),
        structure=replace(shell.structure, elements=_elements(found)),
    )


def _sectors(found: Iterable[Content]) -> tuple[Sector, ...]:
    terms = [c for c in found if isinstance(c, SubSector)]
    return tuple(
        Sector(t.id, t.zh, t.en, tuple(s for s in terms if s.sector == t.id))
        for t in terms
        if not t.sector
    )


def _elements(found: Iterable[Content]) -> tuple[Element, ...]:
    elements: dict[str, Element] = {}
    for part in found:
        if isinstance(part, Element):
            before = elements.get(part.id)
            members = (*before.members, *part.members) if before else part.members
            elements[part.id] = replace(part, members=members)
    return tuple(elements.values())
