"""Cards: one for each place and sector of the rows, nothing over another, a code that leads."""

from __future__ import annotations

import io

import numpy as np
import pikepdf
import pypdfium2
import pytest
import segno

import geo
from geo.build.cards import CardWish, cards
from geo.cli.run import main
from geo.domain.text import Text
from geo.spec.publisher import Brand, Logo
from tests.reading.paper import sheets
from tests.reading.rows import DATA, table

LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1">'
    '<rect width="2" height="1" fill="#0000ff"/></svg>'
)
FIRST = CardWish(place="东莞", sector="通用智能")


def pdf(folder, plan="future2024", wish=None, **page):
    return cards(plan, folder / "cards.pdf", wish, **page)


def assignments():
    return table(DATA / "plans" / "future2024" / "assignments.csv")


@pytest.fixture(scope="module")
def dongguan(tmp_path_factory):
    folder = tmp_path_factory.mktemp("card")
    logo = Logo(LOGO, 2.0)
    brand = Brand(Text("甲局", "Bureau A"), ("020-1234",), "#0b5fa5", logo)
    wish = CardWish("东莞", "通用智能", "https://example.org/maps/", brand)
    data = pdf(folder, wish=wish).read_bytes()
    return "".join(sheets(data)[0].text.split()), data


def test_a_card_says_what_the_rows_say(dongguan):
    text, _ = dongguan
    mine = [r for r in assignments() if r["place"] == "东莞市"]
    mine = [r for r in mine if r["sector"] == "intelligence" and r["subsector"]]
    assert mine
    for row in mine:
        assert row["term"] in text
    assert f"直接点名{len({r['subsector'] for r in mine})}项细分产业" in text
    assert "四第7段第1句" in text
    for name in ("松山湖科学城（按地址）", "甲局", "020-1234", "未送审"):
        assert name in text
    assert "东莞×通用智能" in text


def test_the_code_on_a_card_leads_to_the_place_on_the_map_of_the_sector(dongguan):
    """The squares as printed are those of the address, module by module."""
    _, data = dongguan
    address = "https://example.org/maps/future2024/sector-intelligence.html#city=441900"
    code = segno.make_qr(address, error="m")
    wanted = np.array(code.matrix, bool)
    bitmap = pypdfium2.PdfDocument(data)[0].render(scale=6).to_numpy()[:, :, :3].mean(axis=2)
    side = 22.0 * 0.8 / 25.4 * 72 * 6  # the drawing with its quiet zone, in pixels
    module = side / (len(wanted) + 8)
    height, width = bitmap.shape
    right = width - 12.0 / 25.4 * 72 * 6
    found = False
    for top in range(int(height * 0.7), int(height * 0.95)):
        at = (np.arange(len(wanted)) + 4.5) * module
        y, x = (top + at).astype(int), (right - side + at).astype(int)
        if y.max() < height and np.array_equal(bitmap[np.ix_(y, x)] < 128, wanted):
            found = True
            break
    assert found


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    return pdf(tmp_path_factory.mktemp("plain"), wish=FIRST).read_bytes()


def test_without_a_site_there_is_no_code(plain):
    assert "扫码" not in sheets(plain)[0].text


def meet(one, other):
    (w1, n1, e1, s1), (w2, n2, e2, s2) = one.box, other.box
    return min(e1, e2) - max(w1, w2) > 0.3 and min(s1, s2) - max(n1, n2) > 0.6


@pytest.mark.slow
@pytest.mark.parametrize(("lang", "paper"), [("zh", "A5"), ("en", "A5"), ("both", "A4")])
def test_there_is_a_card_for_every_pair_and_no_text_runs_over(tmp_path, lang, paper):
    pairs = {
        (r["place"], r["sector"]) for r in assignments() if r["class"] == "binding" and r["sector"]
    }
    pages = sheets(pdf(tmp_path, lang=lang, paper=paper).read_bytes())
    assert len(pages) == len(pairs) == 45
    offenders = []
    for number, page in enumerate(pages, 1):
        words = page.words
        offenders += [
            (number, w.text)
            for w in words
            if w.box[0] < 10 or w.box[2] > page.width - 11.5 or w.box[3] > page.height - 11
        ]
        offenders += [
            (number, a.text, b.text)
            for i, a in enumerate(words)
            for b in words[i + 1 :]
            if meet(a, b)
        ]
    assert offenders == []


def test_region_cards_are_told_from_those_of_cities(tmp_path):
    wish = CardWish(place="粤东粤西粤北地区")
    pages = sheets(pdf(tmp_path, wish=wish).read_bytes())
    assert len(pages) == 2
    assert all("区域卡" in page.text for page in pages)


def test_two_runs_write_the_same_bytes_as_tagged_pdf(plain, tmp_path):
    assert pdf(tmp_path, wish=FIRST).read_bytes() == plain
    with pikepdf.open(io.BytesIO(plain)) as book:
        assert book.Root.MarkInfo.Marked
        assert book.Root.Lang == "zh-CN"


@pytest.mark.parametrize(
    "words",
    [
        "--place 广洲",
        "--sector 通用智障",
        "--place 韶关",
        "--paper A3",
        "--base-url example.org",
        "--brand none.toml",
    ],
)
def test_a_wrong_wish_is_one_sentence_and_no_file(tmp_path, capsys, words):
    out = tmp_path / "c.pdf"
    assert main(["cards", "--plan", "future2024", *words.split(), "-o", str(out)]) == 2
    said = capsys.readouterr().err
    assert words.split()[1] in said
    assert "Traceback" not in said
    assert not out.exists()


def test_the_public_name():
    assert geo.cards is cards


def test_other_places_stand_by_how_many_sub_sectors_are_named(dongguan):
    text, _ = dongguan
    named = [
        (r["place_id"], r["subsector"])
        for r in assignments()
        if r["sector"] == "intelligence" and r["class"] == "binding" and r["scope"] == "direct"
    ]
    most = max(dict(named), key=lambda code: len({s for c, s in named if c == code and s}))
    listed = text[text.index("同领域的其他地方") :]
    assert most == "440300"
    assert listed.index("深圳（3）") < listed.index("中山（2）") < listed.index("惠州（1）")
