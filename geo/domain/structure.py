"""The spatial slogan of a plan as typed data: cores, corridors, poles, belts, in drawing order."""

from __future__ import annotations

from dataclasses import dataclass

from geo.domain.card import Brief
from geo.domain.text import Text

KINDS = (
    "core",
    "corridor",
    "pole",
    "belt",
    "node",
    "base",
    "area",
    "zone",
    "region",
    "other",
)


@dataclass(frozen=True)
class Member:
    """One place in an element, in drawing order.

    Parameters
    ----------
    order
        From 1, as the source gives it.
    name
        As printed, or the registered name where it is inferred.
    place_id
        Adcode, region, zone or gazetteer id.
    role
        The word printed for it (核心, 支点, 极点); may be empty.
    optional
        Lies by the element but no source puts it on it: drawn as a dot beside it.
    inferred, basis
        Not in the text of the plan, and where it comes from instead.
    clause
        Where it stands, if that is not where its element does.
    """

    order: int
    name: str
    place_id: str
    role: str = ""
    optional: bool = False
    inferred: bool = False
    basis: str = ""
    clause: str = ""


@dataclass(frozen=True, repr=False)
class Element(Brief):
    """A core group, corridor, belt, pole … with its members and its clause."""

    id: str
    kind: str
    name_zh: str
    members: tuple[Member, ...]
    clause: str
    name_en: str = ""

    @property
    def name(self) -> Text:
        """Its name; Chinese in both languages where it has no English one."""
        return Text(self.name_zh, self.name_en or self.name_zh)


@dataclass(frozen=True, repr=False)
class Structure(Brief):
    """The slogan, what it counts, and its elements in the plan's order."""

    slogan: Text
    declared: tuple[tuple[str, int], ...]
    clause: str
    elements: tuple[Element, ...]

    @property
    def motto(self) -> Text | None:
        """The slogan, where it speaks of the layout as a whole and not of one element.

        It speaks of one that alone is named in it (or names it), unless more kinds are declared.

        Examples
        --------
        >>> cores, nodes = (Element(n, "core", n, (), "") for n in ("双核", "多点"))
        >>> both = Structure(Text("双核多点", ""), (("core", 2),), "", (cores, nodes))
        >>> one = Structure(Text("双核", ""), (("core", 2),), "", (cores, nodes))
        >>> both.motto is both.slogan, one.motto
        (True, None)
        """
        said = self.slogan.zh
        named = [e for e in self.elements if e.name_zh in said or said in e.name_zh]
        if not said or (len(named) == 1 and len(self.declared) < 2):
            return None
        return self.slogan

    def of_kind(self, kind: str) -> tuple[Element, ...]:
        """Elements of one kind, in order."""
        return tuple(e for e in self.elements if e.kind == kind)
