"""What surrounds the content of every page of the site: menu, way back, the other language."""

from __future__ import annotations

from dataclasses import dataclass

from geo.domain.text import Text
from geo.render.templating import page
from geo.site.address import (
    CITIES,
    COMPARE,
    DATA,
    GAPS,
    HOME,
    LANGUAGES,
    METHOD,
    PLANS,
    SEARCH_DATA,
    TOPICS,
    way,
)

#: The menu, in order: key of its word (``site.menu_…``) and address.
MENU = {
    "topics": TOPICS,
    "plans": PLANS,
    "cities": CITIES,
    "compare": COMPARE,
    "gaps": GAPS,
    "data": DATA,
}
Crumb = tuple[Text, str]


@dataclass(frozen=True)
class Frame:
    """One page of the site in one language, but for its content.

    Parameters
    ----------
    lang
        ``zh`` or ``en``.
    address
        Where it stands below the folder of its language.
    title, description
        What it is called, and in one sentence what it tells.
    menu
        The entry of the menu that it belongs to, or empty.
    crumbs
        The pages above it but for the home page: name and address.
    step
        What it is called at the end of these, where the title repeats the step before.

    Examples
    --------
    >>> frame = Frame("zh", "city/440100.html", Text("广州市", "Guangzhou"), Text("", ""))
    >>> frame.to("index.html"), frame.file("assets/site.css"), frame.twin
    ('../index.html', '../../assets/site.css', '../../en/city/440100.html')
    """

    lang: str
    address: str
    title: Text
    description: Text
    menu: str = ""
    crumbs: tuple[Crumb, ...] = ()
    step: Text | None = None

    @property
    def path(self) -> str:
        """Where it stands below the output folder."""
        return f"{self.lang}/{self.address}"

    @property
    def root(self) -> str:
        """What leads to the output folder: ``../../``."""
        return way(self.path, ".") + "/"

    @property
    def other(self) -> str:
        """The other language."""
        return next(lang for lang in LANGUAGES if lang != self.lang)

    @property
    def twin(self) -> str:
        """The same page in the other language, seen from this one."""
        return way(self.path, f"{self.other}/{self.address}")

    @property
    def search(self) -> str:
        """The data of the search."""
        return self.file(SEARCH_DATA)

    @property
    def is_home(self) -> bool:
        """Whether it is the home page."""
        return self.address == HOME

    @property
    def menu_links(self) -> list[tuple[str, str]]:
        """Keys and references of the menu."""
        return [(key, self.to(address)) for key, address in MENU.items()]

    @property
    def method(self) -> str:
        """The page on limits, sources and licences."""
        return self.to(METHOD)

    def to(self, address: str) -> str:
        """A reference to another page of the same language."""
        return way(self.path, f"{self.lang}/{address}")

    def file(self, path: str) -> str:
        """A reference to a file below the output folder."""
        return way(self.path, path)

    def html(self, template: str, **values: object) -> dict[str, bytes]:
        """The page filled from ``templates/site/<template>``, by path below the output folder."""
        made = page(f"site/{template}", frame=self, lang=self.lang, **values)
        return {self.path: made}
