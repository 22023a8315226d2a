"""The atlas as a reader holds it: every line of contents and indexes leads to what it names."""

from __future__ import annotations

import dataclasses
import re
import shutil
from collections import defaultdict

import pikepdf
import pytest

import geo
from geo.analysis.cities import city_book
from geo.ask.approvals import Approval
from geo.build import across_plans
from geo.build.atlas_sheets import Job, begin
from geo.build.reviewing import Numbers, drawing_hash
from geo.cli.run import main
from geo.domain.places import Hub, Zone
from geo.sheet.page import PageChoice
from geo.sources.places.view import load_register
from tests.reading.links import bookmarks, links
from tests.reading.paper import sheets
from tests.reading.rows import DATA

SMALL, FULL = "biomed2024", "future2024"
FIXED = ("怎样读图", "园区与平台索引", "条款索引", "来源与方法", "审图情况")


class Book:
    """An atlas that was written, opened again."""

    def __init__(self, path, *plans, cities=city_book):
        self.path, self.cities = path, cities
        self.layouts = [geo.lay_out(geo.load_plan(key)) for key in plans]
        self.sheets = sheets(path.read_bytes())
        self.links = links(path)
        self.bookmarks = bookmarks(path)

    def text(self, page):
        return self.sheets[page - 1].text

    def titled(self, title):
        """The page of a bookmark."""
        return next(page for _, name, page in self.bookmarks if name == title)

    def span(self, title):
        """The pages from a bookmark to the next one."""
        first = self.titled(title)
        later = [page for _, _, page in self.bookmarks if page > first]
        return range(first, min(later, default=len(self.sheets) + 1))

    def maps(self):
        """Titles of all map sheets, as the plans ask for them."""
        found = []
        for layout in self.layouts:
            terms = [term.id for term in layout.plan.taxonomy.in_order]
            specs = sorted(
                layout.specs, key=lambda s: terms.index(s.subject) if s.subject in terms else -1
            )
            found += [layout.scene(**which(spec)).title.zh for spec in specs]
        pages = self.cities([x.plan for x in self.layouts], load_register()).pages.values()
        return found + [page.name.zh for page in pages if page.lines]


def which(spec):
    return {spec.kind: spec.subject or True}


def named_cities(plans, register):
    """The cities that a row names: of all others a sheet has what is said of regions alone."""
    book = city_book(plans, register)
    pages = {c: p for c, p in book.pages.items() if any(x.reach != "wide" for x in p.lines)}
    assert 1 < len(pages) < len(book.pages)
    return dataclasses.replace(book, pages=pages)


def bare(text):
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    """A packaged plan without maps of its sub-sectors."""
    folder = tmp_path_factory.mktemp("plans") / SMALL
    shutil.copytree(DATA / "plans" / SMALL, folder)
    text = (folder / "plan.toml").read_text("utf-8")
    few = text.replace("subsector_maps = true", "subsector_maps = false")
    (folder / "plan.toml").write_text(few, "utf-8")
    return folder


@pytest.fixture(scope="module")
def small(plan, tmp_path_factory):
    path = tmp_path_factory.mktemp("atlas") / "small.pdf"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(across_plans, "city_book", named_cities)
        geo.atlas([plan], path, paper="A4", jobs=1)
    return Book(path, plan, cities=named_cities)


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    path = tmp_path_factory.mktemp("atlas") / "full.pdf"
    geo.atlas([FULL], path, jobs=2)
    return Book(path, FULL)


def contents_faults(book):
    """Lines that do not lead to the page of that number which bears that title."""
    pages = [*book.span("目录")]
    found = [link for link in book.links if link.page in pages]
    lines = defaultdict(list)
    for link in found:
        lines[link.to].append(bare(link.text(book.sheets[link.page - 1])))
    faults = [(to, texts) for to, texts in lines.items() if str(to) not in "".join(texts)]
    titles = [t for texts in lines.values() for t in texts if not re.search(r"\d+$", t)]
    missing = [t for t in map(bare, (*book.maps(), *FIXED)) if t not in titles]
    faults += [("missing", title) for title in missing]
    for to, texts in lines.items():
        names = (re.sub(r"\d+$", "", text) for text in texts)
        faults += [(to, name) for name in names if name and name not in book.text(to)]
    return faults


def parks(layout):
    """Every carrier, park and facility of a plan by the name that the plan prints."""
    printed = {carrier.hub: carrier.name for carrier in layout.plan.carriers if carrier.hub}
    named = {carrier.name for carrier in layout.plan.carriers}
    for row in layout.table.site_rows:
        place = layout.world.register.place(row.place_id)
        own = printed.get(place.id, place.name_zh)
        named.add(own if isinstance(place, Hub | Zone) else row.carrier or row.term)
    return named


def index_faults(book):
    """Parks that are not in the index, or not on a page that the index names."""
    pages = [*book.span("园区与平台索引")]
    faults, text = [], "".join(book.text(page) for page in pages)
    for layout in book.layouts:
        faults += [name for name in parks(layout) if bare(name) not in text]
    for page in pages:
        sheet = book.sheets[page - 1]
        for link in (x for x in book.links if x.page == page and x.text(sheet).isdigit()):
            name = row_name(sheet, link)
            if name not in book.text(link.to):
                faults.append((page, name, link.to))
    return faults


def row_name(sheet, link):
    """The name in the row of a page number: between the two rules that enclose it."""
    middle = (link.box[1] + link.box[3]) / 2
    rules = [ink.box for ink in sheet.inks if ink.box[3] - ink.box[1] < 0.5]
    half = 0.6 * sheet.width  # the rule under the head of the page is longer
    mine = [box for box in rules if box[0] < link.box[0] < box[2] < box[0] + half]
    above = max(box[3] for box in mine if box[3] <= middle)
    below = min(box[1] for box in mine if box[1] >= middle)
    left, right = mine[0][0], mine[0][0] + 0.43 * (mine[0][2] - mine[0][0])
    lines = sheet.lines(left, above, right, below)
    return "".join(word.text for line in lines for word in line)


def folio_faults(book):
    total = len(book.sheets)
    return [n for n in range(2, total + 1) if not book.text(n).endswith(f"{n}/{total}")]


def bookmark_faults(book):
    faults = [(title, page) for _, title, page in book.bookmarks
              if bare(title) not in book.text(page)]  # fmt: skip
    titles = [bare(title) for _, title, _ in book.bookmarks]
    faults += [title for title in map(bare, (*book.maps(), *FIXED)) if titles.count(title) < 1]
    return faults


def clause_faults(book):
    text = "".join(book.text(page) for page in book.span("条款索引"))
    return [
        clause
        for layout in book.layouts
        for clause in layout.plan.clauses
        if bare(layout.plan.locator(clause).zh) not in text
    ]


def reference_faults(book):
    """Sheets of sectors without links to their cities and back."""
    faults = []
    for layout in book.layouts:
        register = layout.world.register
        for spec in (spec for spec in layout.specs if spec.kind == "sector"):
            scene = layout.scene(sector=spec.subject)
            page = book.titled(scene.title.zh)
            named = (a.adcode for a in scene.areas if a.state.startswith("named"))
            for city in dict.fromkeys(map(register.host_prefecture, named)):
                to = book.titled(register.name(city).zh)
                said = [x.text(book.sheets[page - 1]) for x in book.links
                        if x.page == page and x.to == to]  # fmt: skip
                back = [x for x in book.links if x.page == to and x.to == page]
                if f"{register.short_name(city).zh}{to}" not in said or not back:
                    faults.append((spec.subject, city, said))
    return faults


CHECKS = (
    contents_faults, index_faults, folio_faults, bookmark_faults, clause_faults, reference_faults
)  # fmt: skip


@pytest.mark.parametrize("check", CHECKS)
def test_everything_in_a_small_atlas_leads_to_what_it_names(small, check):
    assert check(small) == []


@pytest.mark.slow
@pytest.mark.parametrize("check", CHECKS)
def test_everything_in_a_full_atlas_leads_to_what_it_names(full, check):
    assert check(full) == []


def test_what_maps_share_is_held_once(small):
    with pikepdf.open(small.path) as pdf:
        tiles = [o for o in pdf.objects
                 if isinstance(o, pikepdf.Stream) and o.get("/PatternType") == 1]  # fmt: skip
        grounds = [tile for tile in tiles if len(tile.read_raw_bytes()) > 5_000]
    assert 0 < len(grounds) < len(small.maps())


def test_every_map_is_told_as_not_reviewed(small):
    pages = small.span("审图情况")
    text = "".join(small.text(page) for page in pages)
    assert text.count("未送审·内部使用") == len(small.maps()) + 2  # with cover and contents


def test_a_number_of_the_user_stands_on_its_own_sheet_alone():
    choice = PageChoice("A4")
    bench = begin(Job((SMALL,), choice))
    key, other = bench.keys[:2]
    layout, spec = bench.spec(key)
    reviewed = drawing_hash((bench.scene(key),), layout.world)
    given = {(layout.plan.key, spec.slug): Approval("粤S(2026)001号", reviewed)}
    numbered = begin(Job((SMALL,), choice, Numbers(given, "2026-12-01")))
    assert numbered.made(key)[0].review.zh == "审图号：粤S(2026)001号"
    assert numbered.made(other)[0].review.zh == "未送审 · 内部使用"


@pytest.mark.slow
def test_a_full_atlas_is_small_and_the_same_from_any_number_of_processes(full, tmp_path):
    data = full.path.read_bytes()
    assert len(data) < 10_000_000
    geo.atlas([FULL], tmp_path / "again.pdf", jobs=1)
    assert (tmp_path / "again.pdf").read_bytes() == data


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--plan", SMALL, "--paper", "A5", "-o", "a.pdf"], "no such paper for an atlas"),
        (["--plan", "biomed2042", "-o", "a.pdf"], SMALL),
        (["--plan", SMALL, "-o", "a.svg"], "an atlas is a PDF"),
        (["-o", "a.pdf"], "name the plan"),
        (["--plan", SMALL, "--lang", "fr", "-o", "a.pdf"], "fr"),
    ],
)
def test_a_wrong_call_is_a_sentence_and_no_file(words, said, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["atlas", *words]) == 2
    assert said in capsys.readouterr().err
    assert [*tmp_path.iterdir()] == []
