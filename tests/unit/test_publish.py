"""A build is published as it was made or not at all, and no address that was published dies."""

from __future__ import annotations

import re
import shutil
from itertools import product
from xml.etree import ElementTree as ET

import pytest

from geo.cli.run import main
from geo.errors import CallError, GeoError, Notice, OutputError
from geo.site.publish import Audience, Publication, publish
from tests.reading.publications import amended, changes, files
from tests.sweeps import sweep

INTERNAL = Publication(Audience.INTERNAL)
URL = "https://atlas.example.cn/maps"
WITH_URL = Publication(Audience.INTERNAL, URL)
KEPT = re.compile(
    r"(^|/)(\w+\.(html|json)|(city|topic)/(440300|index)\..*|structure\..*|glance.*)$"
)
PAGE = "zh/index.html"
HEAD_LINES = re.compile(r"canonical|hreflang=\"x-default|og:")


@pytest.fixture(scope="module")
def made(two_plans, tmp_path_factory):
    made = shutil.copytree(two_plans / "maps", tmp_path_factory.mktemp("build") / "maps")
    amended(made, lambda data: [data.pop(name) for name in [*data] if not KEPT.search(name)])
    return made


@pytest.fixture
def build(made, tmp_path):
    return shutil.copytree(made, tmp_path / "maps")


def test_a_publication_without_an_address_is_the_build_beside_its_settings(build, tmp_path):
    lines = publish(build, tmp_path / "out", INTERNAL)
    site = files(tmp_path / "out" / "site")
    own = files(build)
    del own["manifest.json"]
    assert site.pop("robots.txt") == b"User-agent: *\nDisallow: /\n"
    assert site == own
    assert {p.name for p in (tmp_path / "out").iterdir()} == {
        "site", "server", "changes.csv", "manifest.json",
    }  # fmt: skip
    pages = sum(name.endswith(".html") for name in own)
    assert f"{pages} 页" in lines[0]
    assert not any(HEAD_LINES.search(d.decode()) for n, d in site.items() if n.endswith(".html"))


@pytest.mark.parametrize("wish", sweep([INTERNAL, WITH_URL], {1}), ids=["bare", "with-address"])
def test_the_same_build_makes_the_same_bytes_again(build, tmp_path, wish):
    for name in ("one", "two", "two"):
        publish(build, tmp_path / name, wish)
    assert files(tmp_path / "one") == files(tmp_path / "two")


@pytest.mark.parametrize(
    ("harm", "name"),
    sweep(
        map(
            list,
            product(["flipped", "missing", "linked"], ["zh/index.html", "space2024/structure.pdf"]),
        ),
        {0, 3, 4},
    ),
)
def test_a_build_that_is_not_as_it_was_made_is_refused_by_name(build, tmp_path, harm, name):
    publish(build, tmp_path / "out", INTERNAL)
    before, path = files(tmp_path / "out"), build / name
    if harm == "flipped":
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
    else:
        path.rename(tmp_path / "aside")
        if harm == "linked":
            path.symlink_to(tmp_path / "aside")
    with pytest.raises(CallError) as caught:
        publish(build, tmp_path / "out", INTERNAL)
    assert [fault.address for fault in caught.value.faults] == [str(path)]
    assert files(tmp_path / "out") == before
    assert not [p for p in tmp_path.iterdir() if "staging" in p.name]


def test_what_is_no_build_is_refused(build, tmp_path):
    (tmp_path / "empty").mkdir()
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "manifest.json").write_text('{"name": "of a web app"}')
    (tmp_path / "file").write_text("")
    publish(build, tmp_path / "out", INTERNAL)
    for name in ("empty", "foreign", "file", "nowhere", "out"):
        with pytest.raises(CallError, match="geo build"):
            publish(tmp_path / name, tmp_path / "new", INTERNAL)
    assert not (tmp_path / "new").exists()


def test_what_lies_in_a_build_besides_is_not_published_and_said(build, tmp_path):
    (build / "zh" / "draft.html").write_text("not ours")
    with pytest.warns(Notice, match=r"zh/draft\.html"):
        publish(build, tmp_path / "out", INTERNAL)
    assert not (tmp_path / "out" / "site" / "zh" / "draft.html").exists()


@pytest.mark.parametrize(
    "where", sweep(["index.html", "site/zh/index.html", "site/own.html", "site/.x"], {1, 2})
)
def test_files_of_somebody_else_are_left_alone(build, tmp_path, where):
    out = tmp_path / "out"
    publish(build, out, INTERNAL)
    (out / where).write_text("mine")
    before = files(out)
    with pytest.raises(OutputError, match=re.escape(where)):
        publish(build, out, INTERNAL)
    assert files(out) == before


def test_a_build_is_no_publication_to_replace(build, made, tmp_path):
    with pytest.raises(OutputError, match="no publication"):
        publish(made, build, INTERNAL)
    for to in (build, build / "out", tmp_path):
        with pytest.raises(CallError, match="outside the build"):
            publish(build, to, INTERNAL)
    assert files(build) == files(made)


@pytest.mark.parametrize(
    "url", ["atlas.example.cn", "ftp://a.cn", "https://", "https://a.cn/?q=1", "https://u@a.cn",
            "javascript:alert(1)", "https://a.cn/#x", 'https://a.cn/"><script>', "https://a b.cn"],
)  # fmt: skip
def test_an_address_that_is_none_is_refused(made, tmp_path, url):
    call = ["publish", str(made), "--to", str(tmp_path / "out"), "--audience", "internal"]
    assert main([*call, "--base-url", url]) == 2
    assert not (tmp_path / "out").exists()


def drop_and_change(data):
    """The next build: a plan without its gaps page and structure map; a city's page and a map
    tell something else; a topic is new.
    """
    for name in [n for n in data if n.startswith(("zh/plan/space2024/", "en/plan/space2024/"))]:
        del data[name]
    del data["space2024/structure.pdf"]
    data["zh/city/440300.html"] = data["zh/city/440300.html"].replace(b"<main", b"<main data-n")
    data["photonics2024/structure.data.js"] += b"\n"
    data["zh/topic/new.html"] = data["zh/topic/index.html"]


def test_changes_are_told_page_by_page_and_no_address_dies(build, tmp_path):
    out = tmp_path / "out"
    publish(build, out, INTERNAL)
    old = {n for n in files(out / "site") if n.endswith(".html")}
    amended(build, drop_and_change)
    lines = publish(build, out, INTERNAL)
    found = changes(out)
    pages = {(what, address): to for what, kind, address, to in found if kind == "page"}
    assert {a for what, a in pages if what == "added"} == {"zh/topic/new.html"}
    assert pages["removed", "zh/plan/space2024/index.html"] == "zh/plan/index.html"
    assert pages["removed", "en/plan/space2024/gaps.html"] == "en/plan/index.html"
    assert {a for what, a in pages if what == "changed"} == {
        "zh/city/440300.html", "zh/plan/photonics2024/index.html",
        "en/plan/photonics2024/index.html",
    }  # fmt: skip
    assert ("removed", "file", "space2024/structure.pdf", "space2024/structure.html") in found
    assert ("changed", "file", "photonics2024/structure.data.js", "") in found
    assert old <= {*files(out / "site")}
    stub = (out / "site/zh/plan/space2024/index.html").read_text("utf-8")
    assert 'data-zh="../index.html"' in stub
    assert "noindex" in stub
    printed = "\n".join(lines)
    assert "页面：新增 1、改动 3、撤下" in printed
    assert "  + zh/topic/new.html" in lines
    assert "space2024/structure.pdf → space2024/structure.html" in printed
    for server, line in (
        ("nginx.conf", 'location = "/space2024/structure.pdf" { return 301 "/space2024/'),
        ("Caddyfile", 'redir "/space2024/structure.pdf" "/space2024/structure.html" permanent'),
    ):
        assert line in (out / "server" / server).read_text("utf-8")


def test_an_address_lives_on_through_later_publications_until_its_page_is_back(
    build, made, tmp_path
):
    out, gone = tmp_path / "out", "site/zh/plan/space2024/index.html"
    publish(build, out, INTERNAL)
    whole = files(out)
    amended(build, drop_and_change)
    publish(build, out, INTERNAL)
    first = files(out)
    publish(build, out, INTERNAL)
    assert files(out) == first
    amended(build, lambda data: data.update({"zh/gaps.html": data["zh/data.html"]}))
    publish(build, out, INTERNAL)
    assert files(out)[gone] == first[gone]
    assert b"structure.pdf" in files(out)["server/nginx.conf"]
    lines = publish(made, out, INTERNAL)
    again = files(out)
    assert again[gone] == whole[gone]
    assert "zh/topic/new.html → " in "\n".join(lines)
    assert b"structure.pdf" not in again["server/nginx.conf"]
    assert set(again) - set(whole) == {"site/zh/topic/new.html"}


def test_an_address_brings_head_lines_and_the_list_of_pages(build, tmp_path):
    publish(build, tmp_path / "out", WITH_URL)
    site = tmp_path / "out" / "site"
    named = [e.text for e in ET.parse(site / "sitemap.xml").iter() if e.tag.endswith("loc")]
    assert f"{URL}/zh/" in named
    listed, wrong = set(), []
    for name, data in files(site).items():
        text = data.decode() if name.endswith(".html") else ""
        if not text or "noindex" in text:
            wrong += [name] if HEAD_LINES.search(text) else []
            continue
        own = f"{URL}/{name.removesuffix('index.html')}"
        listed.add(own)
        head = text.partition("</head>")[0]
        twin = ("en" if name.startswith("zh") else "zh") + own.removeprefix(URL)[3:]
        title = re.search("<title>(.*?)</title>", head, re.DOTALL)[1]
        for line in (
            f'<link rel="canonical" href="{own}">',
            f'hreflang="{twin[:2]}" href="{URL}/{twin}"',
            f'hreflang="x-default" href="{URL}/zh{own.removeprefix(URL)[3:]}"',
            f'property="og:title" content="{title}"',
        ):
            wrong += [] if head.count(line) == 1 else [(name, line)]
        for picture in re.findall(r'og:image" content="([^"]*)"', head):
            wrong += [] if (site / picture.removeprefix(f"{URL}/")).is_file() else [(name, picture)]
    assert wrong == []
    assert set(named) == listed
    home, map_page = (
        (site / n).read_text() for n in ("zh/index.html", "zh/plan/space2024/index.html")
    )
    assert "og:image" in home
    assert f'og:image" content="{URL}/space2024/structure.png"' in map_page


def test_a_hostile_title_stays_a_title(build, tmp_path):
    bad = "\"><script>alert(1)</script></head><body onload='x'>&amp;{{7*7}} </title>"
    escaped = bad.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    escaped = escaped.replace('"', "&#34;").replace("'", "&#39;")

    def amend(data):
        text = data["zh/gaps.html"].decode()
        text = re.sub("<title>.*?</title>", lambda _: f"<title>{escaped}</title>", text)
        data["zh/gaps.html"] = text.encode()

    amended(build, amend)
    publish(build, tmp_path / "out", WITH_URL)
    text = (tmp_path / "out/site/zh/gaps.html").read_text("utf-8")
    assert f'<meta property="og:title" content="{escaped}">' in text
    assert text.count("</head>") == 1
    assert text.count("<script") == (build / "zh/gaps.html").read_text("utf-8").count("<script")


def test_a_full_disk_leaves_the_last_publication(build, tmp_path, monkeypatch):
    out = tmp_path / "out"
    publish(build, out, INTERNAL)
    before = files(out)
    amended(build, drop_and_change)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("geo.site.publish.table", full)
    with pytest.raises(GeoError, match="disk is full"):
        publish(build, out, INTERNAL)
    assert files(out) == before
