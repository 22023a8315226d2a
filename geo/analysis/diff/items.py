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
from geo.domain.structure import Element, Member
from geo.domain.taxonomy import Sector, SubSector
from geo.sources.places.names import normalise_key

SUBJECTS = ("assignment", "carrier", "term", "node")


@dataclass(frozen=True)
class TermRow:
    """A sector (``sector`` empty) or sub-sector of the taxonomy."""

    id: str
    sector: str
    zh: str
    en: str


@dataclass(frozen=True)
class NodeRow:
    """A member of a structure element; an element without members has one row with None."""

    element: str
    kind: str
    name_zh: str
    name_en: str
    clause: str
    member: Member | None


Content = Statement | Carrier | TermRow | NodeRow


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
    terms: list[TermRow] = []
    for sector in plan.taxonomy:
        terms.append(TermRow(sector.id, "", sector.zh, sector.en))
        terms += (TermRow(s.id, sector.id, s.zh, s.en) for s in sector.subsectors)
    nodes: list[NodeRow] = []
    for element in plan.structure.elements:
        about = (element.id, element.kind, element.name_zh, element.name_en, element.clause)
        nodes += (NodeRow(*about, member) for member in element.members or (None,))
    contents: dict[str, Iterable[Content]] = {
        "assignment": plan.statements,
        "carrier": plan.carriers,
        "term": terms,
        "node": nodes,
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
    if isinstance(row, TermRow):
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
    terms = [c for c in found if isinstance(c, TermRow)]
    nodes = [c for c in found if isinstance(c, NodeRow)]
    return replace(
        shell,
        statements=tuple(c for c in found if isinstance(c, Statement)),
        carriers=tuple(c for c in found if isinstance(c, Carrier)),
        taxonomy=replace(shell.taxonomy, sectors=_sectors(terms)),
        structure=replace(shell.structure, elements=_elements(nodes)),
    )


def _sectors(terms: list[TermRow]) -> tuple[Sector, ...]:
    return tuple(
        Sector(
            t.id,
            t.zh,
            t.en,
            tuple(SubSector(s.id, t.id, s.zh, s.en) for s in terms if s.sector == t.id),
        )
        for t in terms
        if not t.sector
    )


def _elements(nodes: list[NodeRow]) -> tuple[Element, ...]:
    by_element: dict[str, list[NodeRow]] = {}
    for node in nodes:
        by_element.setdefault(node.element, []).append(node)
    return tuple(
        Element(
            id=key,
            kind=rows[0].kind,
            name_zh=rows[0].name_zh,
            members=tuple(row.member for row in rows if row.member is not None),
            clause=rows[0].clause,
            name_en=rows[0].name_en,
        )
        for key, rows in by_element.items()
    )
