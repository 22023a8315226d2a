"""Keep what every build of web pages needs and nothing of a plan changes: ``make web``.

static/skeleton.json is folium's page taken apart; static/labels.json the places of all labels.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from geo.render.web.labels import KEPT_STEPS
from geo.render.web.shared import inputs_digest, placed_tables, targets
from geo.render.web.skeleton import rendered_skeleton
from geo.sources.boundaries.shapes import load_boundaries
from geo.sources.places.view import load_register

STATIC = Path(__file__).resolve().parents[1] / "geo/render/static"


def kept_skeleton() -> str:
    """The text of skeleton.json."""
    return json.dumps(asdict(rendered_skeleton()), ensure_ascii=False, indent=1) + "\n"


def kept_labels() -> str:
    """The text of labels.json."""
    boundaries = load_boundaries()
    wanted = targets(boundaries, load_register())
    kept = {
        "inputs": inputs_digest(boundaries, wanted),
        "tables": placed_tables(boundaries, wanted, KEPT_STEPS),
    }
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")) + "\n"


def main() -> None:
    """Write both files."""
    (STATIC / "skeleton.json").write_text(kept_skeleton(), "utf-8")
    (STATIC / "labels.json").write_text(kept_labels(), "utf-8")


if __name__ == "__main__":
    main()
