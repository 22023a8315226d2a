"""What every test may ask for, and a closing list of what was not run."""

from __future__ import annotations

import gc
import os
import shutil
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.scheduler import LoadFileScheduling

from geo.__main__ import GARBAGE
from tests.products import Lone
from tests.reading.page import PATIENCE, Reader
from tests.reading.products import Maps, build_light_site, build_site, made_once
from tests.reading.publications import build_two_plans

ROOT = Path(__file__).resolve().parent.parent
# The shell first: the same engine without windows and tabs to draw, at half the cost of a page.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
TEXTS = Path(os.environ.get("GEO_PLAN_TEXTS") or ROOT.parent / "shared" / "plans")

settings.register_profile("house", derandomize=True, deadline=None, print_blob=False)
settings.register_profile("quick", settings.get_profile("house"), max_examples=15)


def pytest_configure(config: pytest.Config) -> None:
    """Properties are tried on fewer examples where slow checks are left out."""
    settings.load_profile("quick" if config.option.markexpr == "not slow" else "house")


def _is_here(address: object) -> bool:
    """Whether an address is on this machine: a file's, or one of the loopback network."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    return host in ("localhost", "::1") or host.startswith("127.")


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """No test reaches another machine: a connection to one is a failure that names it."""
    kept = {name: getattr(socket.socket, name) for name in ("connect", "connect_ex")}

    def guarded(name: str) -> Callable[[socket.socket, object], object]:
        def connect(self: socket.socket, address: object) -> object:
            if not _is_here(address):
                raise AssertionError(f"a test reaches for another machine: {address}")
            return kept[name](self, address)

        return connect

    for name in kept:
        setattr(socket.socket, name, guarded(name))
    yield
    for name, method in kept.items():
        setattr(socket.socket, name, method)


@pytest.fixture(scope="session", autouse=True)
def no_cache_of_the_machine() -> Iterator[None]:
    """Builds draw everything, whatever the developer built before."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GEO_CACHE", "off")
        yield


@pytest.fixture(scope="session", autouse=True)
def no_language_of_the_machine() -> Iterator[None]:
    """Messages are in both languages, whatever the developer reads."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GEO_LANG", "both")
        yield


@pytest.fixture(scope="session", autouse=True)
def no_waiting_for_the_disk() -> Iterator[None]:
    """Files of tests need not outlast a loss of power: a page has over a hundred to wait for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


def common_folder(factory: pytest.TempPathFactory) -> Path:
    """The folder that all processes of a run have in common."""
    own = factory.getbasetemp()
    return own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own


@pytest.fixture(scope="session")
def repo() -> Path:
    """The top folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def plans_texts() -> Path:
    """The folder of the plan documents (``<key>.txt``), which stay out of the repository."""
    if not any(TEXTS.glob("*.txt")):
        pytest.skip("the texts of the plans are not at hand (GEO_PLAN_TEXTS=folder)")
    return TEXTS


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser, for tests that start it themselves."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    return CHROMIUM


@pytest.fixture(scope="session")
def maps(tmp_path_factory: pytest.TempPathFactory) -> Maps:
    """Maps of any plan as files, each made once for all tests."""
    return Maps(common_folder(tmp_path_factory))


@pytest.fixture(scope="session")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of four plans as ``geo build`` leaves it, with few of its pictures and sheets."""
    return made_once(common_folder(tmp_path_factory) / "four-plans", build_light_site) / "maps"


@pytest.fixture(scope="session")
def whole_atlas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with all of them, for what is slow anyway."""
    return made_once(common_folder(tmp_path_factory) / "whole", build_site) / "maps"


@pytest.fixture(scope="session")
def two_plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small build of two plans in ``maps``, and the plans in ``plans``; not to be changed."""
    return made_once(common_folder(tmp_path_factory) / "two-plans", build_two_plans)


@pytest.fixture(scope="session")
def reader(browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """One reader with one browser tab, who remembers what any process of a run has read."""
    context = browser.new_context(
        viewport={"width": 1366, "height": 768}, reduced_motion="reduce", locale="zh-CN"
    )
    context.set_default_timeout(PATIENCE)
    yield Reader(context.new_page(), common_folder(tmp_path_factory) / "read")
    context.close()


@pytest.fixture(scope="session")
def pdftoppm() -> str:
    """Path of poppler's page painter."""
    found = shutil.which("pdftoppm")
    if found is None:
        pytest.skip("poppler-utils is not installed")
    return found


@pytest.fixture(scope="session")
def latin_only(tmp_path_factory) -> Path:
    """Settings of a machine whose one font is Latin: whatever is Chinese we must bring."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    folder = tmp_path_factory.mktemp("fonts")
    font = TTFont(ROOT / "geo" / "sheet" / "fonts" / "NotoSansSC-Regular.ttf")
    taken = subset.Subsetter()
    taken.populate(unicodes=range(0x20, 0x7F))
    taken.subset(font)
    for record in font["name"].names:
        record.string = "Latin Only"
    font.save(folder / "latin.ttf")
    settings = folder / "fonts.conf"
    settings.write_text(
        f"<fontconfig><dir>{folder}</dir><cachedir>{folder}</cachedir></fontconfig>", "utf-8"
    )
    return settings


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict, chromium: str, latin_only: Path
) -> dict:
    """Chromium as installed, unable to reach any host but this one; no font of this machine."""
    quiet = [
        "--no-sandbox",  # test machines often run as root
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-domain-reliability",
        "--disable-sync",
        "--no-first-run",
        "--no-default-browser-check",
        "--disable-dev-shm-usage",
        "--font-render-hinting=none",
        "--force-color-profile=srgb",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ]
    machine = {**os.environ, "FONTCONFIG_FILE": str(latin_only), "LC_ALL": "C.UTF-8"}
    return {**browser_type_launch_args, "executable_path": chromium, "args": quiet, "env": machine}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    """A common office screen, a Chinese reader."""
    return {
        **browser_context_args,
        "viewport": {"width": 1366, "height": 768},
        "locale": "zh-CN",
        "service_workers": "block",
    }


@pytest.fixture(scope="session")
def lone(tmp_path_factory) -> Lone:
    """Folders of pages that a command writes alone, each made for the first that asks for it."""
    return Lone(common_folder(tmp_path_factory))


DEAR = ("browser", "faults", "agreement", "docs")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Folders whose files take long come first, so that the processes of a run end together.

    The very first file makes the atlas; those that ask for it as well come after those that do not,
    so that the other process need not wait for it.
    """
    rank = {name: n for n, name in enumerate(DEAR)}
    asking = [item.path for item in items if "atlas" in getattr(item, "fixturenames", ())]
    first, later = next(iter(asking), None), set(asking)

    def order(item: pytest.Item) -> tuple[bool, int, bool]:
        folder = rank.get(item.path.parent.name, len(DEAR))
        return item.path != first, folder, item.path in later

    items.sort(key=order)


def pytest_collection_finish() -> None:
    """Garbage is looked for as seldom as by the program, and never among what was collected."""
    gc.freeze()
    gc.set_threshold(GARBAGE)


MADE_ONCE = ("tests.print_scenes", "tests.agreement.cases", "tests.reading.program")


class Scheduling(LoadFileScheduling):
    """Files that read the same maps go to one process, which remembers what it has made."""

    def _split_scope(self, nodeid: str) -> str:
        return _scope(super()._split_scope(nodeid))


@cache
def _scope(path: str) -> str:
    source = ROOT / path
    text = source.read_text("utf-8") if source.is_file() else ""
    return next((name for name in MADE_ONCE if name in text), path)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log) -> Scheduling:
    """Which process makes which tests."""
    return Scheduling(config, log)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say once, in two languages, how many tests did not run and why."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(
        report.longrepr[2].removeprefix("Skipped: ")
        for report in skipped
        if isinstance(report.longrepr, tuple)
    )
    if reasons:
        terminalreporter.section("未运行 / not run")
    for reason, count in sorted(reasons.items()):
        terminalreporter.write_line(f"{count}: {reason}")
