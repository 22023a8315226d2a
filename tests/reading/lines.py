"""Any product as lines of text, for a person to compare: one fact a line, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from types import SimpleNamespace

from tests.reading.drawing import Drawing, Shape, Words

PLACED = {"box", "at"}  # where something stands on a screen depends on the browser
MANY = 8


def page_lines(page: SimpleNamespace) -> list[str]:
    """All that a rendered page says and shows, without positions."""
    return list(_walk("", vars(page)))


def scene_lines(scene: object) -> list[str]:
    """Every field of a record and of the records in it; what is empty is left out."""
    return list(_walk("", scene))


def _walk(name: str, value: object) -> Iterator[str]:
    """Lines ``a.b[2].c: value``; small lists and records of plain values stand on one line."""
    if is_dataclass(value):
        value = {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, Mapping):
        kept = {k: v for k, v in value.items() if k not in PLACED and not _empty(v)}
        if _flat(kept.values()):
            yield f"{name}: {' | '.join(f'{k} {_plain(v)}' for k, v in kept.items())}"
        else:
            for key, item in kept.items():
                yield from _walk(f"{name}.{key}".lstrip("."), item)
    elif isinstance(value, list | tuple):
        if _flat(value):
            yield f"{name}: {' | '.join(map(_plain, value))}"
        else:
            for i, item in enumerate(value):
                yield from _walk(f"{name}[{i}]", item)
    else:
        yield f"{name}: {_plain(value)}"


def _empty(value: object) -> bool:
    return value is None or value == "" or (isinstance(value, list | tuple | dict) and not value)


def _flat(values: Iterable[object]) -> bool:
    held = list(values)
    return len(held) <= MANY and all(isinstance(v, str | int | float | Enum) for v in held)


def _plain(value: object) -> str:
    if isinstance(value, Enum):
        value = value.value
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def drawing_lines(drawing: Drawing) -> list[str]:
    """Shapes with paint and bounds, texts with their places, in drawing order, to a tenth of mm."""
    shapes = [_shape(shape) for shape in drawing.shapes]
    texts = [_text(text) for text in drawing.texts]
    return [*shapes, *texts]


def _shape(shape: Shape) -> str:
    paint = [f"fill {shape.fill}"] if shape.fill != "none" else []
    if shape.stroke != "none":
        paint.append(f"stroke {shape.stroke} {shape.width:g}")
    if shape.opacity < 1:
        paint.append(f"opacity {shape.opacity:g}")
    box = " ".join(f"{v:.1f}" for v in shape.box)
    return f"{shape.tag} {_where(shape.groups)} {' '.join(paint)} [{box}]"


def _text(text: Words) -> str:
    bold = " bold" if text.bold else ""
    place = f"{text.anchor} {text.x:.1f} {text.y:.1f} {text.size:g}"
    return f"text {_where(text.groups)} “{text.text}” {text.fill}{bold} [{place}]"


def _where(groups: tuple[tuple[str, str], ...]) -> str:
    return "/".join(f"{k.removeprefix('data-')}={v}" if v else k for k, v in groups)
