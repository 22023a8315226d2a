"""A number of the user's table stands on its own map in every product, and on no other drawing."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
import shutil

import pytest

import geo
from geo.ask.approvals import Approval, read_approvals
from geo.build.reviewing import Numbers, map_id
from geo.cli.run import main
from geo.design.theme import load_theme
from geo.errors import ApprovalError, Exit, Notice
from geo.scene.resolve import resolve
from geo.site.publish import Audience, Publication, publish
from tests.reading.paper import sheets
from tests.reading.publications import DAY, HEAD, KEYS, built, files, judged, reviews, to_fill

PUBLIC, INTERNAL = Publication(Audience.PUBLIC), Publication(Audience.INTERNAL)
LATER = (dt.date.fromisoformat(DAY) + dt.timedelta(days=31)).isoformat()


@pytest.fixture(scope="module")
def plans(two_plans):
    return [two_plans / "plans" / key for key in KEYS]


@pytest.fixture(scope="module")
def first(two_plans):
    """A build with an empty table: nothing has a number, every map its hash."""
    return two_plans / "maps"


def filled(build):
    """The table of a build with a number of its own for every map."""
    numbers = {}
    for n, row in enumerate(to_fill(build), 1):
        key = row["plan"], row["map"]
        numbers[key] = Approval(f"粤S(2026){n:03}号", row["sha256"], "2026-12-31", f"a.csv:{n + 1}")
    return numbers


@pytest.fixture(scope="module")
def approved(plans, first, tmp_path_factory):
    """A build in which every map has its own number."""
    out = tmp_path_factory.mktemp("approved") / "maps"
    return built(plans, out, Numbers(filled(first), DAY))


def numbers_in(build):
    """Which numbers stand in which file: texts, data, pages of PDF."""
    found = {}
    for name, data in files(build).items():
        text = data.decode(errors="replace")
        if name.endswith(".pdf"):
            text = "".join(page.text for page in sheets(data))
        if not name.startswith(("manifest", "approvals")):
            found[name] = set(re.findall(r"粤S\(2026\)\d{3}号", text))
    return found


def test_every_map_is_in_the_table_with_its_hash_and_without_a_number(first):
    rows = to_fill(first)
    assert [row["number"] for row in rows] == [""] * len(rows)
    assert len({row["sha256"] for row in rows}) == len(rows)
    listed = {f"{row['plan']}/{row['map']}" for row in rows}
    assert listed == set(reviews(first))
    assert {"space2024/structure", "*/place-440300", "*/glance"} <= listed
    specs = json.loads((first / "manifest.json").read_text("utf-8"))["specs"]
    themes = {f"*/{key.partition('/')[2]}" for key in specs if key.startswith("themes/")}
    assert themes | {key for key in specs if not key.startswith("themes/")} <= listed


def products(key):
    """The files that show a drawing and nothing else."""
    plan, _, slug = key.partition("/")
    if slug.startswith("place-"):
        code = slug.removeprefix("place-")
        sheet = [f"cities/{code}.{suffix}" for suffix in ("pdf", "svg", "spec.json")]
        pages = [f"{lang}/city/{code}.html" for lang in ("zh", "en")]
        return pages + (sheet if code.endswith("00") else [])
    if slug == "places":
        return []
    if slug == "glance":
        return ["glance/plans.pdf" if plan == "*" else f"{plan}/glance.pdf"]
    stem = f"{'themes' if plan == '*' else plan}/{slug}"
    return [f"{stem}.{suffix}" for suffix in ("pdf", "svg", "data.js", "spec.json")]


def test_a_number_stands_in_every_product_of_its_map_and_nowhere_else(approved):
    given = {key: review["number"] for key, review in reviews(approved).items()}
    found, wrong = numbers_in(approved), []
    for key, number in given.items():
        for name in products(key):
            wrong += [] if found.pop(name) == {number} else [(name, number)]
    records = re.compile(r"data/.*\.json")  # which tell of several maps
    pages = {n: numbers for n, numbers in found.items() if numbers and not records.fullmatch(n)}
    for name, numbers in pages.items():
        said = (approved / name).read_text("utf-8", errors="replace")
        maps = set(re.findall(r'="(?:\.\./)*([\w/.-]+)\.data\.js"', said))
        own = {given[m.replace("themes/", "*/")] for m in maps if m.split("/")[0] != "assets"}
        whole = "/place/" in name or name.endswith("/city/index.html")
        sets = ("/places",) if whole else ("/glance",)
        own |= {n for key, n in given.items() if key.endswith(sets) and "<svg" in said}
        wrong += [] if numbers <= own else [(name, numbers)]
    assert wrong == []
    assert pages
    for name in ("structure.svg", "structure.data.js"):
        assert "未送审" not in (approved / "space2024" / name).read_text("utf-8")


def test_pictures_of_dots_differ_with_the_number_too(first, approved):
    one, other = files(first), files(approved)
    stems = [name.removesuffix(".svg") for key in reviews(first) for name in products(key)[1:2]]
    dots = [f"{stem}.png" for stem in stems if not stem.endswith("html")]
    assert "space2024/structure.png" in dots
    assert [n for n in dots if one[n] == other[n]] == []


def test_a_table_that_is_filled_in_is_read_again(approved, tmp_path):
    table = tmp_path / "again.csv"
    shutil.copy(approved / "approvals-to-fill.csv", table)
    given = {"/".join(key): row.number for key, row in read_approvals(table).items()}
    assert given == {key: review["number"] for key, review in reviews(approved).items()}


def test_what_does_not_count_is_dropped_and_said(plans, first):
    given = filled(first)
    keys = ("space2024", "structure"), ("space2024", "breadth"), ("photonics2024", "structure")
    changed, over, early = (given[key] for key in keys)
    dropped = {
        keys[0]: Approval(changed.number, "0" * 64, "", "a.csv:2"),
        keys[1]: Approval(over.number, over.sha256, "2026-11-30", "a.csv:3"),
        keys[2]: Approval(early.number, early.sha256, "", "a.csv:4", LATER),
        ("space2024", "structur"): Approval("粤S(2026)900号", "0" * 64, "", "a.csv:5"),
    }
    with pytest.warns(Notice) as said:
        states = judged(plans, Numbers(dropped, DAY))
    lines = sorted(str(each.message) for each in said)
    assert [line.partition(" / ")[0] for line in lines] == [
        f"a.csv:2: “{changed.number}” space2024/structure：图形已变，所给审图号不适用",
        f"a.csv:3: “{over.number}” space2024/breadth：所给审图号已过有效期",
        f"a.csv:4: “{early.number}” photonics2024/structure：所给审图号尚未生效",
        "a.csv:5: “space2024/structur” 没有这幅图，所给审图号未用（最接近的：structure）",
    ]
    assert [states["/".join(key)] for key in keys] == ["changed", "expired", "early"]
    assert "approved" not in states.values()


@pytest.mark.parametrize("what", ["data", "style"])
def test_a_change_of_data_or_style_drops_the_number(plans, first, tmp_path, monkeypatch, what):
    copies = [shutil.copytree(plan, tmp_path / "plans" / plan.name) for plan in plans]
    if what == "data":
        path = copies[0] / "assignments.csv"
        lines = path.read_text("utf-8").splitlines()
        path.write_text("\n".join([lines[0], *lines[2:]]) + "\n", "utf-8")
    else:
        ground = {**load_theme().ground, "sea": "#dfeef5"}
        monkeypatch.setattr("geo.scene.world.load_theme", lambda: theme_with(ground))
    with pytest.warns(Notice, match="图形已变"):
        states = judged(copies, Numbers(filled(first), DAY))
    assert states["space2024/breadth"] == "changed"
    if what == "data":
        assert states["photonics2024/breadth"] == "approved"
    else:
        assert set(states.values()) == {"changed"}


def theme_with(ground, original=load_theme):
    return dataclasses.replace(original(), ground=ground)


def test_for_the_public_every_map_needs_a_number_in_force(first, approved, tmp_path, capsys):
    call = ["publish", str(first), "--to", str(tmp_path / "out"), "--audience", "public"]
    assert main(call) == Exit.UNAPPROVED == 4
    said = capsys.readouterr().err
    assert [key for key in reviews(first) if key.partition("/")[2] not in said] == []
    assert not (tmp_path / "out").exists()
    publish(approved, tmp_path / "out", PUBLIC, DAY)
    robots = (tmp_path / "out/site/robots.txt").read_text("utf-8")
    assert robots == "User-agent: *\nDisallow:\n"
    assert "X-Robots-Tag" not in (tmp_path / "out/server/nginx.conf").read_text("utf-8")


@pytest.mark.parametrize("wish", [PUBLIC, INTERNAL], ids=["public", "internal"])
def test_a_number_that_is_over_since_the_build_is_not_published(approved, tmp_path, wish):
    with pytest.raises(ApprovalError, match="build again") as caught:
        publish(approved, tmp_path / "out", wish, LATER)
    assert caught.value.exit_code == 4


def test_one_map_without_a_number_is_named(approved, tmp_path):
    build = shutil.copytree(approved, tmp_path / "maps")
    record = json.loads((build / "manifest.json").read_text("utf-8"))
    record["reviews"]["space2024/breadth"]["number"] = ""
    (build / "manifest.json").write_text(json.dumps(record), "utf-8")
    with pytest.raises(ApprovalError) as caught:
        publish(build, tmp_path / "out", PUBLIC, DAY)
    (fault,) = caught.value.faults
    assert fault.address == "space2024/"
    assert fault.zh.endswith("：breadth")


def test_an_internal_publication_bears_the_mark(first, tmp_path):
    publish(first, tmp_path / "out", INTERNAL)
    site = files(tmp_path / "out" / "site")
    drawn = [n for key in reviews(first) for n in products(key) if not n.endswith(("pdf", "json"))]
    mark = re.compile("未送审 · 内部使用|Not reviewed · internal use only")
    assert [n for n in drawn if not mark.search(site[n].decode())] == []
    assert len(drawn) > 6


def test_a_single_map_takes_its_number_on_any_paper_from_the_table(plans, first, tmp_path, capsys):
    row = next(r for r in to_fill(first) if (r["plan"], r["map"]) == ("space2024", "structure"))
    table = tmp_path / "numbers.csv"
    given = f"space2024,structure,粤S(2026)001号,2026-01-01,,省厅,{row['sha256']},\n"
    table.write_text(HEAD + given, "utf-8")
    call = ["map", "--plan", str(plans[0]), "--approvals", str(table), "-o"]
    other_page = ["--structure", "--paper", "A4", "--lang", "en"]
    assert main([*call, str(tmp_path / "a.svg"), *other_page]) == 0
    assert "粤S(2026)001号" in (tmp_path / "a.svg").read_text("utf-8")
    assert "粤S(2026)001号" in (tmp_path / "a.svg.spec.json").read_text("utf-8")
    assert main([*call, str(tmp_path / "b.html"), "--structure", "--single"]) == 0
    assert "粤S(2026)001号" in (tmp_path / "b.html").read_text("utf-8")
    assert main([*call, str(tmp_path / "c.svg"), "--breadth"]) == 0
    assert "未送审" in (tmp_path / "c.svg").read_text("utf-8")
    capsys.readouterr()
    table.write_text(HEAD + given.replace(row["sha256"], "0" * 64), "utf-8")
    assert main([*call, str(tmp_path / "d.svg"), "--structure"]) == 0
    assert "space2024/structure：图形已变" in capsys.readouterr().err
    assert "未送审" in (tmp_path / "d.svg").read_text("utf-8")
    both = [*call, str(tmp_path / "e.svg"), "--structure", "--approval", "粤S(2026)001号"]
    assert main(both) == 2


def test_days_of_a_table_are_days(tmp_path):
    table = tmp_path / "numbers.csv"
    table.write_text(HEAD + f"a,b,粤S(2026)001号,2026-13-01,soon,x,{'0' * 64},\n", "utf-8")
    with pytest.raises(Exception, match=r"numbers\.csv:2:date") as caught:
        read_approvals(table)
    assert "numbers.csv:2:valid_until" in str(caught.value)
    table.write_text(HEAD + f"a,b,粤S(2026)001号,2026-12-01,2026-11-30,x,{'0' * 64},\n", "utf-8")
    with pytest.raises(Exception, match="早于批准日期"):
        read_approvals(table)


def test_a_report_bears_the_number_of_a_map_that_counts_and_drops_the_others(plans, tmp_path):
    """Under its map and on it; the head says reviewed only where every map is."""
    layout = geo.lay_out(geo.load_plan(plans[0]))
    hashes = {
        map_id(spec): Numbers({}, DAY).review(resolve(spec, layout.ground), layout.world).sha256
        for spec in layout.specs
    }
    first, second, *others = hashes
    assert others
    given = {
        first: Approval("粤S(2026)001号", hashes[first], "2026-12-31", "a.csv:2"),
        second: Approval("粤S(2026)002号", "0" * 64, "2026-12-31", "a.csv:3"),
    }
    with pytest.warns(Notice, match="has changed"):
        file = geo.report(plans[0], tmp_path / "one.html", numbers=Numbers(given, DAY))
    text = file.read_text("utf-8")
    assert text.count("粤S(2026)001号") == 2
    assert "粤S(2026)002号" not in text
    assert "未送审" in text.partition("<figure")[0]
    every = {key: Approval(f"粤S(2026)9{n:02}号", sha, "2026-12-31", "a.csv:2")
             for n, (key, sha) in enumerate(hashes.items())}  # fmt: skip
    file = geo.report(plans[0], tmp_path / "all.html", numbers=Numbers(every, DAY))
    assert "未送审" not in file.read_text("utf-8")


def test_the_record_of_rows_tells_the_number_of_each_map(approved):
    for at, key in (
        ("city/440300.json", "*/place-440300"),
        ("space2024/metadata.json", "space2024/structure"),
    ):
        record = json.loads((approved / "data" / at).read_text("utf-8"))
        number = reviews(approved)[key]["number"]
        said = {name.rpartition("/")[2]: text["zh"] for name, text in record["maps"].items()}
        assert number in said[key.rpartition("/")[2].removeprefix("place-")]
        assert record["review"]["zh"] == "未送审 · 内部使用"
