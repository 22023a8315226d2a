"""Values of options that are what they must be already: a default, a text, a path, a listed word.

Typer would have pydantic look at each of them, and loading that takes as long as many a command
works. Whatever is in doubt goes to Typer, which says what is wrong with it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

_DEFAULTS = ("DEFAULT", "DEFAULT_MAP")


def quick(param: Any) -> Any:  # noqa: ANN401  (typer's own click)
    """The same parameter, which takes such values as they are."""
    kind = getattr(getattr(param, "type_descriptor", None), "annotation", None)
    thorough = param.process_value

    def process(context: Any, given: Any) -> Any:  # noqa: ANN401  (typer's own click)
        source = context.get_parameter_source(param.name)
        if source is not None and source.name in _DEFAULTS:
            value, sure = _default(param, given), True
        else:
            value, sure = _as_it_is(kind, given)
        if not sure or (param.required and param.value_is_missing(value)):
            return thorough(context, given)
        return value if param.callback is None else param.callback(context, param, value)

    if kind is not None and "process_value" not in vars(param):
        param.process_value = process
    return param


def _default(param: Any, given: Any) -> Any:  # noqa: ANN401  (typer's own click)
    """What the code says; nothing of several is none of them."""
    return () if given is None and (param.multiple or param.nargs == -1) else given


def _as_it_is(kind: Any, given: Any) -> tuple[Any, bool]:  # noqa: ANN401  (typer's own click)
    """What words on the command line stand for, and whether that is sure.

    Examples
    --------
    >>> _as_it_is(str, "a"), _as_it_is(Literal["zh", "en"], "fr"), _as_it_is(int, "3")
    (('a', True), ('fr', False), ('3', False))
    """
    if kind == list[str]:
        return list(given), all(isinstance(word, str) and word.isprintable() for word in given)
    if not isinstance(given, str) or not given.isprintable():
        return given, False
    if kind is Path:
        return Path(given), not os.path.lexists(given) or os.access(given, os.R_OK)
    if get_origin(kind) is Literal:
        return given, given in get_args(kind)
    return given, kind is str
