from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyproj
import pytest

from geo.scene.credits import projection_text
from geo.sheet.projection import Albers
from geo.sources.territory import load_territory

LINES = load_territory().projection
OURS = Albers.of(LINES)

LON = np.linspace(108.5, 118.0, 12)
LAT = np.linspace(19.5, 26.0, 12)


@pytest.mark.parametrize("albers", [OURS, Albers(22, 30, 104.0, 26.0)])
def test_the_formula_is_projs(albers):
    proj = pyproj.Transformer.from_crs("EPSG:4490", albers.proj4, always_xy=True)
    ours, theirs = albers.forward(LON, LAT), proj.transform(LON, LAT)
    assert np.abs(np.array(ours) - np.array(theirs)).max() < 0.001


def test_inverse_undoes_forward():
    lon, lat = OURS.inverse(*OURS.forward(LON, LAT))
    assert np.abs(lon - LON).max() < 1e-9
    assert np.abs(lat - LAT).max() < 1e-9


def test_areas_are_kept():
    albers, geod = OURS, pyproj.Geod(ellps="GRS80")
    for west, south in ((109.5, 20.0), (113.0, 22.5), (116.5, 25.0)):
        edge = np.linspace(0, 0.5, 200)
        lon = np.concatenate([west + edge, np.full(200, west + 0.5), west + edge[::-1],
                              np.full(200, west)])  # fmt: skip
        lat = np.concatenate([np.full(200, south), south + edge, np.full(200, south + 0.5),
                              south + edge[::-1]])  # fmt: skip
        x, y = albers.forward(lon, lat)
        flat = abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2
        true = abs(geod.polygon_area_perimeter(lon, lat)[0])
        assert flat / true == pytest.approx(1, abs=2e-5)


def test_scale_and_north_are_projs():
    albers = OURS
    factors = pyproj.Proj(albers.proj4).get_factors(110.0, 20.5)
    assert albers.parallel_scale(20.5) == pytest.approx(factors.parallel_scale, abs=1e-9)
    assert albers.north(110.0) == pytest.approx(-factors.meridian_convergence, abs=1e-6)


def test_the_parameters_are_stated_in_both_languages():
    said = projection_text(replace(LINES, south=27.5, north=33))
    for text in (said.zh, said.en):
        assert all(number in text for number in ("27.5°", "33°N", "113.5°E", "CGCS2000"))
