"""What a map is, as plain data: no pixels, no engine, no data values.

A spec is frozen, compares by value, round-trips through JSON and has a hash; the filled spec is
written beside every output, so that any map can be made again from its spec and its plan.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from typing import Any

LANGS = ("zh", "en", "both")


@dataclass(frozen=True)
class Layers:
    """Which layers lie over the areas; each is switchable on the web, drawn or absent on paper."""

    structure: bool = True
    carriers: bool = True
    counties: bool = False


@dataclass(frozen=True)
class MapSpec:
    """One map of one plan, or of several.

    Parameters
    ----------
    plan
        Key of the plan; ``*`` for a map of several plans.
    kind
        Key of a kind of map of one plan (:data:`geo.scene.map_kind.KINDS`); ``theme`` (of several
        plans), ``plans`` (one panel of small multiples), ``compare`` or ``diff``.
    subject
        Sector, sub-sector or theme id; empty for the other kinds.
    lang
        ``zh``, ``en`` or ``both``: the language of paper; web pages switch in the page.
    level
        Level of the filled areas.
    focus_adcode
        Prefecture that the frame zooms to (a city sheet); empty for the whole territory.
    approval
        The user's map approval number for this very map; empty for one that was not reviewed.
    boundaries
        SHA-256 of the file of the user's own outlines; empty, and not written, without one.

    Examples
    --------
    >>> spec = MapSpec("future2024", "sector", "space")
    >>> MapSpec.from_json(spec.to_json()) == spec
    True
    >>> spec.slug
    'sector-space'
    """

    plan: str
    kind: str
    subject: str = ""
    lang: str = "zh"
    level: str = "prefecture"
    focus_adcode: str = ""
    layers: Layers = field(default_factory=Layers)
    approval: str = ""
    boundaries: str = ""

    @property
    def slug(self) -> str:
        """File stem of the map: stable, ASCII; of a theme, which has its own folder, its id."""
        if self.kind == "theme":
            return self.subject
        return f"{self.kind}-{self.subject.replace('.', '-')}" if self.subject else self.kind

    @property
    def sha256(self) -> str:
        """Hash of the canonical JSON form."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    def to_json(self) -> str:
        """Canonical JSON: sorted keys, no spaces, UTF-8 text."""
        told = {key: value for key, value in asdict(self).items() if value or key != "boundaries"}
        return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @staticmethod
    def from_json(text: str) -> MapSpec:
        """The spec that :meth:`to_json` wrote."""
        raw: dict[str, Any] = json.loads(text)
        return MapSpec(**{**raw, "layers": Layers(**raw["layers"])})

    def with_(self, **changes: Any) -> MapSpec:
        """A copy with some fields replaced."""
        return replace(self, **changes)


@dataclass(frozen=True)
class Figure:
    """A map that goes into a document of somebody else, with its title and its ground or without.

    ``transparent`` is about the ground of the page: the sea is part of the map and stays. One for a
    slide has a ``height`` (mm) that is given, in it its windows and its key and nothing else, and
    a ``share`` of the usual size of type.
    """

    titled: bool = True
    transparent: bool = False
    height: float = 0.0
    share: float = 1.0
