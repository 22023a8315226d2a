"""What several plans say of one theme, counted in the crosswalk and the plans' tables."""

from __future__ import annotations

from tests.reading.rows import DATA, Plan, areas, chain, places, table


def stating(theme: str, plan: Plan, key: str) -> set[str]:
    """Ids of a plan's terms that state a theme: the same, narrower, or broader with its name."""
    (name,) = [r["zh"] for r in table(DATA / "crosswalk" / "themes.csv") if r["theme_id"] == theme]
    return {
        row["term_id"]
        for row in table(DATA / "crosswalk" / "links.csv")
        if (row["theme_id"], row["plan"]) == (theme, key)
        and (
            row["basis"] in ("same_term", "narrower")
            or (row["basis"] == "broader" and name in plan.terms[row["term_id"]]["zh"])
        )
    }


def theme_states(theme: str, plans: dict[str, Plan]) -> dict[str, tuple[str, int]]:
    """How many plans name a city itself; else whether a wider statement covers it."""
    named: dict[str, set[str]] = {}
    covered: set[str] = set()
    cities = areas("prefecture", "440000")
    for key, plan in plans.items():
        terms = stating(theme, plan, key)
        for row in plan.rows:
            if row["class"] != "binding" or not terms & {row["sector"], row["subsector"]}:
                continue
            place, wide = row["place_id"], row["scope"] == "collective"
            if place in cities and not wide:
                named.setdefault(place, set()).add(key)
            else:
                covered |= around(place, cities)
    found = {}
    for city in cities:
        n = len(named.get(city, ()))
        state = f"named-{min(n, 4)}" if n else "collective" if city in covered else "not_named"
        found[city] = (state, n)
    return found


def around(place: str, cities: list[str]) -> set[str]:
    """Cities that a wider place covers; the whole territory tells no city from another."""
    listed = places("regions", "region_id").get(place)
    inside = set(listed["members"].split(";")) if listed else {place}
    found = {c for c in cities if c in inside or inside & (set(chain(c)) - {c})}
    return found if len(found) < len(cities) else set()
