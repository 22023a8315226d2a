"""The rows of a topic across plans, to take away: one report for CSV and workbook."""

from __future__ import annotations

from collections.abc import Iterator

from geo.analysis.report.columns import column_names
from geo.analysis.report.model import Report, Row, Table
from geo.site.topic_facts import TopicFacts
from geo.texts.catalogue import say

FOLDER = "data/topic"
_OWN = ("plan", "plan_title", "linked_term", "basis", "states")


def topic_report(facts: TopicFacts) -> Report:
    """Every row with a linked term: ``basis`` how the term is linked, ``states`` whether it counts.

    The other columns are those of the rows of a plan.
    """
    table = Table("topic_rows", column_names("topic_rows"), tuple(_rows(facts)))
    title = say("topic.rows_title", name=facts.topic.name)
    return Report(facts.topic.id, title, (say("basis.theme"),), (table,), {}, table)


def _rows(facts: TopicFacts) -> Iterator[Row]:
    for plan in facts.cross.plans:
        for row, member in zip(facts.cross.rows[plan.key], facts.links(plan), strict=True):
            if member:
                basis = say(f"topic.basis_{member.basis}")
                own = (plan.key, plan.short, member.name, basis, member.states)
                yield {**row, **dict(zip(_OWN, own, strict=True))}
