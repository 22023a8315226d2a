"""Our own pages: templates from files, autoescape always on, data as variables, rendered once."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote, unquote
from xml.etree import ElementTree as ET

import jinja2
from markupsafe import Markup

from geo.design.theme import load_theme
from geo.domain.text import Text, joined
from geo.errors import CallError, Fault
from geo.texts.catalogue import head, say

_HAN = re.compile("[\u4e00-\u9fff]")
HERE = Path(__file__).resolve().parent
ESCAPES = {c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


@dataclass(frozen=True)
class PagePlace:
    """Where the files of a page stand, as addresses seen from it.

    Parameters
    ----------
    root
        What stands before ``assets/``.
    own
        What stands before the suffix of its own files (data, PDF, SVG).

    Examples
    --------
    >>> PagePlace("../", "breadth").folder
    'assets'
    >>> lone_place("a b.html")
    PagePlace(root='a%20b_files/', own='a%20b_files/a%20b')
    """

    root: str
    own: str

    @property
    def folder(self) -> str:
        """Name of the folder without which the page shows nothing."""
        return unquote(self.root).replace("../", "").rstrip("/") or "assets"


def lone_place(name: str) -> PagePlace:
    """The place of a page outside a build: all its files stand in a folder named after it."""
    stem = Path(name).stem
    folder = quote(companions(name))
    return PagePlace(f"{folder}/", f"{folder}/{quote(stem)}")


def companions(name: str) -> str:
    """Folder of the files of a page, named as a browser does that saves one.

    Raises
    ------
    CallError
        The name is of other bytes than UTF-8, so that no page can tell where its files are.

    Examples
    --------
    >>> companions("a.html")
    'a_files'
    """
    if not name.isascii() and name.encode(errors="ignore").decode() != name:
        zh, en = "网页的文件名要用 UTF-8；请另选", "a page has a name in UTF-8; choose another"
        raise CallError(Fault("-o", zh, en, name))
    return f"{Path(name).stem}_files"


@cache
def _environment() -> jinja2.Environment:
    """The one environment: an unknown variable is an error, markup in data stays text."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    words = {"say": say, "listed": joined, "head_of": head, "is_chinese": is_chinese}
    words["is_english"] = is_english
    made.globals |= words
    return made


def is_chinese(text: str) -> bool:
    """Whether a text has a Chinese character.

    Examples
    --------
    >>> is_chinese("5G 与 AI"), is_chinese("AI")
    (True, False)
    """
    return bool(_HAN.search(text))


def is_english(text: str) -> bool:
    """Whether most letters of a text are Latin, whatever it quotes."""
    return len(re.findall("[A-Za-z]", text)) > len(_HAN.findall(text))


def page(template: str, **values: object) -> bytes:
    """A template of ``geo/render/templates`` filled and encoded (UTF-8).

    Where it has a ``lang``, ``t`` is a text and ``w`` the words of a key in that language.
    """
    spoken = _spoken(str(values["lang"])) if "lang" in values else {}
    return _environment().get_template(template).render(spoken | values).encode()


@cache
def _spoken(lang: str) -> dict[str, Callable[..., str]]:
    """Texts and words in a language; a Chinese text on an English page says so."""

    def text_in(text: Text) -> str:
        told = text.in_(lang)
        if lang == "en" and text.en == text.zh and is_chinese(told):
            return Markup('<span lang="zh-CN">{}</span>').format(told)
        return told

    return {"t": text_in, "w": lambda key, **values: say(key, **values).in_(lang)}


def fragment(template: str, **values: object) -> Markup:
    """A part of a page that is made once for several."""
    return Markup(page(template, **values).decode())  # noqa: S704  (a template of ours, escaped)


def inline(picture: ET.Element, *, hidden: bool = False) -> Markup:
    """A picture as part of a page; who listens passes over a hidden one."""
    if hidden:
        picture.set("aria-hidden", "true")
    return Markup(ET.tostring(picture, encoding="unicode"))  # noqa: S704  (made of elements)


def as_they_stand(texts: Iterable[str]) -> list[Markup]:
    """Style sheets and scripts of ours, to be put into a page byte for byte."""
    return [Markup(text) for text in texts]  # noqa: S704  (our own files)


def hashes(texts: Iterable[str]) -> Markup:
    """The texts as a policy names them that admits these and no others."""
    digests = (hashlib.sha256(text.encode()).digest() for text in texts)
    found = (f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    return Markup(" ").join(Markup(item) for item in found)  # noqa: S704


def json_text(value: object) -> str:
    r"""JSON that may stand in a script file or element.

    Compact; a Text is a pair; ``<``, ``>``, ``&``, U+2028 and U+2029 stand as ``\uXXXX``.

    Examples
    --------
    >>> json_text({"name": "</script>广州"})
    '{"name":"\\u003c/script\\u003e广州"}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_pair)
    for character, escape in ESCAPES.items():  # an order faster than str.translate
        text = text.replace(character, escape)
    return text


def _pair(value: Text) -> list[str]:
    return [value.zh, value.en]


def script_call(name: str, value: object) -> bytes:
    """A script file that hands one value to ``geoAtlas.<name>``: data only."""
    return f"geoAtlas.{name}({json_text(value)});\n".encode()


def static(name: str) -> bytes:
    """A file of ``geo/render/static``, byte for byte."""
    return (HERE / "static" / name).read_bytes()


def theme_css() -> bytes:
    """The colours of the theme as custom properties, and what a dark screen shows in their place.

    Colours that stand in a picture, as attributes, get their partners by rules of their own.

    Examples
    --------
    >>> b"--sar-line:#6f6650;" in theme_css()
    True
    >>> b'[fill="#e9f0f4"]{fill:#0e1b24}' in theme_css()
    True
    """
    theme = load_theme()
    colours = {name.replace("_", "-"): c for name, c in (theme.ground | theme.page).items()}
    named = {f"c-{c[1:]}": c for c in theme.dark}
    weights = {name: theme.screen[name]["weight"] for name in ("leader", "sign")}
    pictured = "".join(
        f'[{name}="{light}"]{{{name}:{dark}}}'
        for light, dark in theme.dark.items()
        for name in ("fill", "stroke")
    )
    night = _properties({name: theme.dark[c] for name, c in (colours | named).items()})
    day = _properties(colours | weights)
    return (
        f":root{{color-scheme:light dark}}{day}\n"
        f"@media screen and (prefers-color-scheme:dark){{{night}{pictured}}}\n"
    ).encode()


def _properties(values: Mapping[str, object]) -> str:
    return ":root{" + "".join(f"--{k}:{v};" for k, v in values.items()) + "}"


@cache
def font_files() -> dict[str, bytes]:
    """The typeface of pages: slices that a browser fetches as it needs them, and their sheet.

    Examples
    --------
    >>> "fonts/LICENSE_FONT" in font_files()
    True
    """
    names = sorted(path.name for path in (HERE / "static" / "fonts").iterdir())
    slices = {f"fonts/{name}": static(f"fonts/{name}") for name in names if name != "fonts.css"}
    return {"fonts.css": static("fonts/fonts.css"), **slices}


def page_assets(*styles: str) -> dict[str, bytes]:
    """What a page without a map asks for, by path below its root; ``styles`` are its own."""
    files = {name: static(name) for name in ("index.css", "index.js", *styles)}
    files |= {"theme.css": theme_css(), **font_files()}
    return {f"assets/{name}": content for name, content in files.items()}


def lone_assets(page: str, style: str) -> dict[str, bytes]:
    """What a page without a map and outside a build asks for, in the folder named after it."""
    return {f"{companions(page)}/{name}": data for name, data in page_assets(style).items()}
