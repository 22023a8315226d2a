"""A page as a PNG: strip by strip, in little memory, of the size that is asked for."""

from __future__ import annotations

import io
import subprocess
import sys

import numpy as np
import pypdfium2
import pytest
from PIL import Image

import geo
from geo.cli.run import main
from geo.render.print.bitmap import page_picture, page_png
from geo.sheet.asked import Dots
from geo.sources.plans.folder import load_plan
from tests.print_scenes import page
from tests.sweeps import sweep

DPI = 214  # no whole number of dots to a tile of a hatch
MM = 25.4
TOLD = """
import resource
import sys
from geo.render.print.bitmap import page_picture, page_png
from geo.sheet.asked import Dots
pdf = open(sys.argv[1], "rb").read()
def state():
    told = resource.getrusage(resource.RUSAGE_SELF)
    return told.ru_utime + told.ru_stime, told.ru_maxrss / 1024
spent, before = state()
page_png(pdf, Dots(dpi=300))
later, peak = state()
print(later - spent, peak - before)
"""


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("slug", sweep(["sector-space", "structure"], {0}))
def test_no_strip_shows(slug: str) -> None:
    pdf = page("future2024", slug)
    ours = np.asarray(opened(page_png(pdf, Dots(dpi=DPI)))).astype(int)
    high, wide, _ = ours.shape
    bitmap = pypdfium2.PdfBitmap.new_native(wide, high, pypdfium2.raw.FPDFBitmap_BGR)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, wide, high)
    whole = pypdfium2.PdfDocument(pdf)[0]
    pypdfium2.raw.FPDF_RenderPageBitmap(bitmap, whole, 0, 0, wide, high, 0, 0)
    assert high > 8 * 256
    assert np.abs(ours - bitmap.to_numpy()[:, :, ::-1]).max() <= 16


@pytest.mark.parametrize("slug", sweep(["sector-space", "structure"], {0}))
def test_a_picture_of_a_site_is_light_and_its_plain_colours_are_exact(slug: str) -> None:
    pdf = page("future2024", slug)
    picture, whole = page_picture(pdf, 1600), page_png(pdf, Dots(width=1600))
    drawn = np.asarray(opened(whole))
    shown = np.asarray(opened(picture).convert("RGB"))
    dots = drawn.astype(int) @ [1 << 16, 1 << 8, 1]  # a colour as one number
    colours, counts = np.unique(dots, return_counts=True)
    plain = colours[np.argsort(-counts)][: np.count_nonzero(counts > 2e-3 * counts.sum())]
    apart = np.abs(shown.astype(int) - drawn).max(2)
    off = [apart[dots == colour].mean() for colour in plain]
    assert len(off) > 6
    assert max(off) < 4  # two that differ by less may become one
    assert max(off[:5]) < 1e-3
    assert apart.mean() < 2
    assert len(picture) < 0.7 * len(whole)


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["A1", "A0"])  # whole, A1 has 210 MB of dots
def test_a_wall_in_little_memory_and_time(paper: str, tmp_path) -> None:
    file = tmp_path / "wall.pdf"
    file.write_bytes(page("future2024", "sector-space", paper))
    words = [sys.executable, "-c", TOLD, str(file)]
    told = subprocess.run(words, capture_output=True, text=True, check=True)
    seconds, more = map(float, told.stdout.split())
    assert more < 150
    assert seconds < 12  # 3 on a machine with nothing else to do


@pytest.mark.parametrize(
    ("words", "size"),
    [
        (["--width", "1080"], (1080, 764)),
        (["--dpi", "36"], (595, 421)),
        (["--dpi", "217"], (3588, 2537)),
    ],
)
def test_a_png_is_as_large_as_it_is_asked_to_be(words, size, tmp_path, capsys) -> None:
    file = tmp_path / "x.png"
    assert main(["map", "--plan", "future2024", "--breadth", *words, "-o", str(file)]) == 0
    made = opened(file.read_bytes())
    assert made.size == pytest.approx(size, abs=1)
    assert made.mode == "RGB"
    assert made.info["dpi"][0] * 420 / MM == pytest.approx(made.width, abs=1)


def test_a_picture_of_the_analysis_too(tmp_path, capsys) -> None:
    file = tmp_path / "x.png"
    words = ["picture", "crowding", "--plan", "space2024", "--width", "900", "-o", str(file)]
    assert main(words) == 0
    assert opened(file.read_bytes()).width == 900
    assert main([*words, "--dpi", "100"]) == 2
    assert "--dpi" in capsys.readouterr().err


def test_by_the_interface_of_python(tmp_path) -> None:
    layout = geo.lay_out(load_plan("space2024"))
    made = [layout.sheet(tmp_path / f"{n}.png", breadth=True, width=640) for n in "ab"]
    assert opened(made[0].read_bytes()).width == 640
    assert made[0].read_bytes() == made[1].read_bytes()
