"""What a browser reads from the files of a map page: rows of the plan, then of the map, by name."""

from __future__ import annotations

import json


def called(script: bytes, name: str) -> dict:
    """The value that a data script hands over."""
    text = script.decode()
    assert text.startswith(f"geoAtlas.{name}(")
    assert text.endswith(");\n")
    return json.loads(text.removeprefix(f"geoAtlas.{name}(").removesuffix(");\n"))


def read_page(files: dict[str, bytes], slug: str) -> dict:
    """The map's data with every position replaced by what stands there; texts as (zh, en)."""
    return unfolded(called(files["plan.js"], "plan"), called(files[f"{slug}.data.js"], "scene"))


def unfolded(plan: dict, scene: dict) -> dict:
    tables = {}
    for kind, fields in plan["fields"].items():
        rows = [*plan["tables"].get(kind, []), *scene["tables"].get(kind, [])]
        tables[kind] = [dict(zip(fields, row, strict=False)) for row in rows] if fields else rows
    texts = [(t, t) if isinstance(t, str) else tuple(t) for t in tables["texts"]]
    return _Reader(tables, texts).scene(scene)


class _Reader:
    def __init__(self, tables, texts):
        self.tables, self.texts = tables, texts

    def row(self, kind, at):
        row = {name: value for name, value in self.tables[kind][at].items() if value is not None}
        for name in {"heading", "locator", "name", "short", "says", "label", "role", "reason",
                     "title"} & set(row):  # fmt: skip
            row[name] = self.texts[row[name]]
        for name in {"terms", "members"} & set(row):
            row[name] = [self.texts[i] for i in row[name]]
        row["statements"] = [self.row("statements", i) for i in row.get("statements", [])]
        for name, table in (("place", "places"), ("look", "looks")):
            if name in row:
                held = self.row(table, row.pop(name))
                row |= {k: v for k, v in held.items() if k not in {"statements", "entries"}}
        for name in ("style", "symbol", "band"):
            if name in row:
                row[name] = self.row(f"{name}s", row[name])
        row["entries"] = [self.row("entries", i) for i in row.get("entries", [])]
        return row

    def scene(self, scene):
        made = dict(scene)
        for name, kind in (("areas", "areas"), ("context", "areas"), ("symbols", "symbols"),
                           ("bands", "bands"), ("legend", "blocks"), ("listed", "listed"),
                           ("notes", "statements")):  # fmt: skip
            made[name] = [self.row(kind, at) for at in scene.get(name, [])]
        for name in ("title", "subtitle", "plan_line", "alt"):
            made[name] = self.texts[scene[name]]
        made["credits"] = {
            k: v if k == "reviewed" else self.texts[v] for k, v in scene["credits"].items()
        }
        if "matrix" in scene:
            made["matrix"] = [
                [self.texts[i] for i in scene["matrix"]["columns"]],
                *[(self.texts[r["name"]], r["cells"]) for r in scene["matrix"]["rows"]],
            ]
        made["numbers"] = [(n["value"], self.texts[n["label"]]) for n in scene.get("numbers", [])]
        return made
