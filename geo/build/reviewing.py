"""Which of the user's numbers counts for which map: one rule for every product of a map.

A number belongs to what was reviewed: the data, style and extent of one map. Paper, language and
file format show the same map and change nothing; all else is another drawing.

See DECISIONS 53.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from geo.ask.approvals import COLUMNS, Approvals, ReviewState, read_approvals
from geo.errors import notice
from geo.nearest import nearest
from geo.scene.credits import with_number
from geo.scene.scene import Scene
from geo.scene.world import World
from geo.sources.tables.csv_file import csv_text
from geo.spec.mapspec import MapSpec
from geo.texts.catalogue import say

TEMPLATE = "approvals-to-fill.csv"
_PLACES = 6  # decimals of a coordinate that are one place on every machine
MapId = tuple[str, str]


@dataclass(frozen=True)
class Review:
    """Where one map stands: the number if it counts, its days and reviewer, the drawing's hash."""

    state: ReviewState = ReviewState.UNREVIEWED
    number: str = ""
    issued: str = ""
    valid_until: str = ""
    reviewer: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class Numbers:
    """The user's table with the day (ISO) on which its numbers must be in force.

    Examples
    --------
    >>> from geo import lay_out, load_plan
    >>> layout = lay_out(load_plan("space2024"))
    >>> scene = layout.scene(structure=True)
    >>> Numbers().review(scene, layout.world).state.value
    'unreviewed'
    """

    approvals: Approvals = field(default_factory=dict)
    today: str = ""

    @classmethod
    def of(cls, path: str | Path | None, today: str = "") -> Numbers:
        """The numbers of a file, as of today; none without one."""
        if path is None:
            return cls()
        return cls(read_approvals(Path(path)), today or this_day())

    def judged(self, key: MapId, sha256: str) -> Review:
        """Where the map of a plan with this hash stands today."""
        given = self.approvals.get(key)
        if given is None or not given.number:
            return Review(sha256=sha256)
        state = given.state(sha256, self.today)
        if state != ReviewState.APPROVED:
            return Review(state, sha256=sha256)
        days = given.issued, given.valid_until
        return Review(state, given.number, *days, given.reviewer, sha256)

    def review(self, scene: Scene, world: World) -> Review:
        """Where a map stands, whatever number it bears already."""
        return self.judged(map_id(scene.spec), drawing_hash((scene,), world))

    def reviewed(self, scene: Scene, world: World) -> tuple[Scene, Review]:
        """The map with its number, if the table has one that counts for it."""
        if map_id(scene.spec) not in self.approvals:
            return scene, Review()
        found = self.review(scene, world)
        return (with_number(scene, found.number) if found.number else scene), found

    def say_dropped(self, found: Mapping[MapId, Review]) -> None:
        """Say of every number that does not count which map it is for, and why."""
        for key, review in found.items():
            if review.state not in (ReviewState.UNREVIEWED, ReviewState.APPROVED):
                why, given = say(f"review.{review.state}"), self.approvals[key]
                notice(given.address, f"{'/'.join(key)}：{why.zh}", why.en, given.number)

    def say_unknown(self, known: Iterable[MapId], *plans: str) -> None:
        """Say which numbers are for maps that there are not; of some plans, if any are told."""
        keys = set(known)
        for key, given in self.approvals.items():
            if key not in keys and given.number and (not plans or key[0] in plans):
                near = nearest(key[1], [slug for plan, slug in keys if plan == key[0]])
                zh, en = (
                    "没有这幅图，所给审图号未用",
                    "there is no such map; its number is not used",
                )
                notice(given.address, zh, en, "/".join(key), tuple(near))


def this_day() -> str:
    """The day of today (ISO), by the clock of the machine."""
    return dt.datetime.now().astimezone().date().isoformat()


def map_id(spec: MapSpec) -> MapId:
    """How the table names a map: key of the plan (``*`` for several) and slug."""
    return spec.plan, spec.slug


def drawing_hash(scenes: Sequence[Scene], world: World, more: object = None) -> str:
    """Hash of what was reviewed: data, style and extent of one map or several, in both languages.

    Everything that the map is made of counts: states, words and clauses, colours and patterns,
    shapes and frames. Its number does not, nor do paper, language and format. ``more`` is what
    is drawn besides.

    Examples
    --------
    >>> from geo import lay_out, load_plan
    >>> layout = lay_out(load_plan("space2024"))
    >>> one, other = layout.scene(structure=True), layout.scene(breadth=True)
    >>> numbered = layout.scene(structure=True, lang="en", approved="粤S(2026)001号")
    >>> hashes = [drawing_hash((scene,), layout.world) for scene in (one, numbered, other)]
    >>> hashes[0] == hashes[1], hashes[0] == hashes[2]
    (True, False)
    """
    base = world.boundaries
    bare = [with_number(replace(s, spec=s.spec.with_(lang="")), "") for s in scenes]
    drawn = (bare, world.theme, base.territory, base.origin.outputs, more)
    text = json.dumps(_plain(drawn), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:  # noqa: ANN401  (whatever a map is made of)
    """A value as JSON has it: fields of a dataclass in order, coordinates rounded."""
    if is_dataclass(value):
        return [_plain(getattr(value, each.name)) for each in fields(value)]
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return round(value, _PLACES) if isinstance(value, float) else value


def to_fill(found: Mapping[MapId, Review], titles: Mapping[MapId, str]) -> bytes:
    """The table for the numbers: every map with its hash; only what counts today is filled in."""
    rows = [
        (*key, r.number, r.issued, r.valid_until, r.reviewer, r.sha256, titles[key])
        for key, r in found.items()
    ]
    return csv_text(COLUMNS.names, rows).encode("utf-8-sig")
