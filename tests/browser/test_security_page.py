"""Nothing leaves, nothing runs: from the disk and over HTTP, with hostile names in every text."""

from __future__ import annotations

import pytest

from tests.sweeps import sweep
from tests.toy_web import EVIL, EVIL_CITY

pytestmark = pytest.mark.browser


def exercise(page):
    """Show every text a page can show: all cities, both languages, all groups and bands."""
    for lang in ("en", "zh"):
        page.click(f"button[data-lang='{lang}']")
        page.evaluate(f"geoAtlas.set({{ city: '{EVIL_CITY}' }})")
    for kind in ("mouseover", "click"):
        page.evaluate(
            "(kind) => document.querySelectorAll('.leaflet-marker-icon.leaflet-interactive, "
            ".leaflet-bands-pane path.leaflet-interactive, path[data-adcode]').forEach((node) => "
            "node.dispatchEvent(new MouseEvent(kind, { bubbles: true })))",
            kind,
        )
    page.evaluate(f"geoAtlas.set({{ city: '{EVIL_CITY}' }})")


@pytest.mark.parametrize(
    "slug", sweep(["structure", "sector-space", "carriers", "subsector-evil"], {3})
)
def test_no_request_leaves_and_nothing_fails_from_the_disk(wide, slug):
    wide.asked.clear()
    wide.faults.clear()
    exercise(wide.open(f"{slug}.html"))
    strange = [u for u in wide.asked if not u.startswith((wide.base[:20], "data:", "about:"))]
    assert len(wide.asked) > 8
    assert strange == []
    assert wide.faults == []


@pytest.mark.parametrize("every_text", sweep([False, True], {0}))
def test_the_policy_holds_over_http_too(online, served, every_text):
    online.asked.clear()
    online.faults.clear()
    page = online.open("subsector-evil.html")
    if every_text:
        exercise(page)
    origin = served.removesuffix("future2024/")
    assert [u for u in online.asked if not u.startswith((origin, "data:", "about:"))] == []
    assert online.faults == []
    blocked = online.page.evaluate(
        "() => new Promise((done) => { document.addEventListener('securitypolicyviolation', "
        "() => done(true)); const s = document.createElement('script'); s.textContent = '1'; "
        "document.body.append(s); setTimeout(() => done(false), 500); })"
    )
    assert blocked  # the policy is in force, so the silence above means something
    online.faults.clear()


def test_hostile_names_are_shown_as_written(wide):
    page = wide.open(f"subsector-evil.html#city={EVIL_CITY}")
    shown = EVIL.replace("\u2028", "").strip()
    for place in ("#title", "#subtitle", "#detail h3", ".entry-label", "#review"):
        assert shown in page.locator(place).first.text_content()
    label = page.locator(f"#city-list [data-adcode='{EVIL_CITY}']").text_content()
    assert shown in label
    assert page.locator("main img").count() == 0
    assert page.evaluate("document.querySelectorAll('[onerror]').length") == 0
