"""Our own pages: templates from files, autoescape always on, data as variables, rendered once."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import jinja2

from geo.design.theme import load_theme
from geo.domain.text import Text, joined
from geo.texts.catalogue import say

HERE = Path(__file__).resolve().parent
ESCAPES = {c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


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
    made.globals |= {"say": say, "listed": joined}
    return made


def page(template: str, **values: object) -> bytes:
    """A template of ``geo/render/templates`` filled and encoded (UTF-8)."""
    return _environment().get_template(template).render(**values).encode()


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
    """The colours of the theme as custom properties, for every style sheet of ours.

    Examples
    --------
    >>> b"--sea-name:#5c7a8c;" in theme_css()
    True
    """
    theme = load_theme()
    colours = {name.replace("_", "-"): c for name, c in (theme.ground | theme.page).items()}
    said = colours | {"leader": theme.screen["leader"]["weight"]}
    return (":root{" + "".join(f"--{k}:{v};" for k, v in said.items()) + "}\n").encode()


def page_assets(*styles: str) -> dict[str, bytes]:
    """What a page without a map asks for, by path beside it; ``styles`` are its own sheets."""
    files = {name: static(name) for name in ("index.css", "index.js", *styles)}
    font = "NotoSansSC-Regular.woff2"
    files |= {"theme.css": theme_css(), font: static(f"fonts/{font}")}
    return {f"assets/{name}": content for name, content in files.items()}
