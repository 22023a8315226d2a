"""Baselines: text in the repository that a product is compared with, line by line."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "tests" / "snapshots"
LEFT = ROOT / "test-results"
COMMAND = "make baselines"


class Baselines:
    """The kept texts; ``making`` writes them instead of comparing."""

    def __init__(self, kept: Path, left: Path, *, making: bool):
        self.kept, self.left, self.making = kept, left, making

    def check(self, name: str, lines: list[str]) -> None:
        """Fail where lines are not those kept under the name, and leave a page that shows it."""
        path, text = self.kept / f"{name}.txt", "\n".join(lines) + "\n"
        if self.making:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            return
        if not path.is_file():
            pytest.fail(f"no baseline {path.name}: look at the product, then {COMMAND}")
        before = path.read_text("utf-8")
        if text != before:
            page = self.side_by_side(name, before.splitlines(), lines)
            changed = sum(a != b for a, b in zip(before.splitlines(), lines, strict=False))
            pytest.fail(
                f"{name} is not as it was ({changed} lines or more): see {page}; "
                f"if it is right, {COMMAND}"
            )

    def side_by_side(self, name: str, before: list[str], after: list[str]) -> Path:
        """A page with what was on the left and what is on the right."""
        self.left.mkdir(exist_ok=True)
        page = self.left / f"{name}.html"
        made = difflib.HtmlDiff(wrapcolumn=90).make_file(
            before, after, f"{name}: kept", f"{name}: now", context=True, numlines=2
        )
        page.write_text(made, "utf-8")
        return page


@pytest.fixture(scope="session")
def baselines() -> Baselines:
    return Baselines(KEPT, LEFT, making=bool(os.environ.get("MAKE_BASELINES")))


@pytest.fixture(scope="session")
def kept() -> set[str]:
    """Names of the texts that are kept."""
    return {path.name.removesuffix(".txt") for path in KEPT.glob("*.txt")}
