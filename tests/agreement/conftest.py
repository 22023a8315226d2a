"""One reader with one browser tab for all agreement tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.reading.page import Reader


@pytest.fixture(scope="session")
def reader(browser) -> Iterator[Reader]:
    context = browser.new_context(
        viewport={"width": 1366, "height": 768}, reduced_motion="reduce", locale="zh-CN"
    )
    yield Reader(context.new_page())
    context.close()
