"""A user's brand: what is wrong with the file is told at once, and a hostile logo does nothing."""

from __future__ import annotations

import io
import warnings

import pytest
from PIL import Image

from geo.ask.brand import read_brand
from geo.errors import GeoError

SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
PLAIN = f'<svg {SVG} viewBox="0 0 200 80"><path d="M0 0H9V9Z" fill="#123456"/></svg>'


def brand(folder, text, **files):
    for name, data in files.items():
        (folder / name.replace("_", ".")).write_bytes(
            data if isinstance(data, bytes) else data.encode()
        )
    (folder / "brand.toml").write_text(text, "utf-8")
    return read_brand(folder / "brand.toml")


def png(width, height):
    out = io.BytesIO()
    Image.new("RGB", (width, height), "#0b5fa5").save(out, "PNG")
    return out.getvalue()


def with_logo(folder, name, data):
    return brand(
        folder, f'organisation = "甲局"\nlogo = "{name}"', **{name.replace(".", "_"): data}
    )


def test_a_whole_brand(tmp_path):
    text = (
        'organisation = { zh = "甲局", en = "Bureau A" }\ncontact = ["020-0000"]\n'
        'accent = "#0B5FA5"\nlogo = "logo.svg"'
    )
    found = brand(tmp_path, text, logo_svg=PLAIN)
    assert (found.organisation.en, found.contact, found.accent) == (
        "Bureau A",
        ("020-0000",),
        "#0b5fa5",
    )
    assert found.logo.ratio == 2.5
    assert with_logo(tmp_path, "a.png", png(30, 60)).logo.ratio == 0.5


def test_all_faults_at_once_with_the_nearest_entry(tmp_path):
    text = 'organisaton = "甲"\naccent = "#ffee00"\nlogo = "big.png"\ncontact = [1, "", "", "", ""]'
    with pytest.raises(GeoError) as caught:
        brand(tmp_path, text, big_png=bytes(20_000_000))
    addresses = [fault.address for fault in caught.value.faults]
    assert addresses == [
        "brand.toml:organisaton",
        "brand.toml:organisation",
        "brand.toml:contact",
        "brand.toml:contact[1]",
        "brand.toml:accent",
        "brand.toml:logo",
    ]
    said = str(caught.value)
    assert "organisation)" in said
    assert "20.0 MB" in said
    assert "1.2" in said


HOSTILE = (
    "<script>x()</script>",
    '<rect width="9" height="9" onclick="x()"/>',
    '<a xlink:href="javascript:x()"><path d="M0 0H9"/></a>',
    '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml">x</body></foreignObject>',
    "<style>@import 'http://elsewhere/x.css';</style>",
    '<path d="M0 0H9" fill="url( http://elsewhere/a )"/>',
    '<path d="M0 0H9" style="fill:url(\\68ttp://elsewhere/a)"/>',
    '<linearGradient id="g" xlink:href="http://elsewhere/g"/>',
    '<set attributeName="href" to="javascript:x()"/>',
)


@pytest.mark.parametrize("part", HOSTILE)
def test_a_hostile_logo_is_inert_and_said_to_be_cut(tmp_path, part):
    drawing = PLAIN.replace("</svg>", f"{part}</svg>")
    with pytest.warns(UserWarning, match="left out of the logo"):
        data = with_logo(tmp_path, "a.svg", drawing).logo.svg
    for word in ("script", "onclick", "elsewhere", "foreign", "import", "<a", "<set", "68ttp"):
        assert word not in data
    assert "#123456" in data


def test_a_plain_logo_is_kept_without_a_word(tmp_path):
    known = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">'
    drawing = known + PLAIN.replace(
        "<path", "<title>甲</title><style>.a{fill:url(#g)}</style><path"
    )
    with warnings.catch_warnings(action="error"):
        assert "url(#g)" in with_logo(tmp_path, "a.svg", drawing).logo.svg


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.svg", PLAIN.replace("<path", "<text>甲</text><path")),
        ("a.svg", PLAIN.replace('viewBox="0 0 200 80"', "")),
        ("a.svg", f'<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg {SVG} width="1" height="1">&a;</svg>'),
        ("a.svg", "<html/>"),
        ("a.svg", "not xml"),
        ("a.png", png(9, 9)[:45]),
        ("a.jpg", b"\xff\xd8\xff"),
        ("a.png", png(8_001, 1)),
    ],
    ids=("text", "no size", "entity", "other xml", "no xml", "cut off", "photograph", "too wide"),
)
def test_what_cannot_be_a_logo_is_one_sentence(tmp_path, name, data):
    with pytest.raises(GeoError) as caught:
        with_logo(tmp_path, name, data)
    assert [fault.address for fault in caught.value.faults] == ["brand.toml:logo"]
