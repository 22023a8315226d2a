"""Terms, carriers and measures as the plans print them, each with the page that it leads to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from geo.domain.plan import Plan
from geo.domain.text import Text, joined, same
from geo.site import address
from geo.site.plan_set import Cross
from geo.site.search_entries import Entry, Find, dotted
from geo.sources.places.names import normalise_key

Led = tuple[str, str]  # a word as printed, and the page that it leads to


def printed(cross: Cross, things: Sequence[Entry]) -> list[Entry]:
    """What the plans print besides the names of things: an entry for each word and page.

    A term leads to its topic; one without leads, like a carrier, to its place, and to its plan
    where that is no single place with a page. A word that is a name of a thing leads to it already.

    Examples
    --------
    >>> from geo.build.mapped_plan import lay_out
    >>> from geo.site.search_entries import things
    >>> from geo.sources.plans.folder import load_plan
    >>> cross = Cross((lay_out(load_plan("space2024")),))
    >>> found = {entry.name.zh: entry.href for entry in printed(cross, things(cross))}
    >>> found["国家重大科技项目"]
    'place/440000.html'
    """
    by_page = {thing.href: thing for thing in things}
    held = {(thing.href, normalise_key(name)) for thing in things for name in thing.names}
    printing: dict[Led, list[Text]] = defaultdict(list)
    for plan in cross.plans:
        for word, href in dict.fromkeys(_led(cross, plan, by_page)):
            if (href, normalise_key(word)) not in held:
                printing[word, href].append(plan.short)
    return [
        Entry(Find.TERM, href, same(word), _note(by_page[href], plans))
        for (word, href), plans in printing.items()
    ]


def _note(thing: Entry, plans: Sequence[Text]) -> Text:
    """Where the word leads, and who prints it."""
    return thing.name if thing.find is Find.PLAN else dotted((thing.name, joined(plans)))


def _led(cross: Cross, plan: Plan, by_page: Mapping[str, Entry]) -> Iterator[Led]:
    """Every word that a plan prints for a class, a carrier or a measure, with its page."""
    placed: dict[str, set[str]] = defaultdict(set)
    for row in plan.statements:
        term_id = row.subsector or row.sector
        if term_id:
            yield row.term, address.topic(cross.topics.home(plan.key, term_id).id)
        else:
            placed[row.term].add(row.place_id)
        if row.carrier:
            placed[row.carrier].add(row.place_id)
    for carrier in plan.carriers:
        placed[carrier.name].add(carrier.hub or carrier.place_id)
    for word, places in placed.items():
        page = cross.place_page(*places) if len(places) == 1 else ""
        yield word, page if page in by_page else address.plan(plan.key)
