"""The third-party web files are the published ones, complete, licensed and without a network."""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path

VENDOR = Path(__file__).resolve().parents[2] / "geo" / "render" / "static" / "vendor"
PACKAGES = tomllib.loads((VENDOR / "MANIFEST.toml").read_text(encoding="utf-8"))["package"]
FILES = {file["path"]: file for package in PACKAGES for file in package["file"]}


def test_every_file_has_the_hash_that_the_manifest_states():
    for path, stated in FILES.items():
        content = (VENDOR / path).read_bytes()
        assert len(content) == stated["bytes"], path
        assert hashlib.sha256(content).hexdigest() == stated["sha256"], path


def test_nothing_lies_there_that_is_not_listed():
    found = {p.relative_to(VENDOR).as_posix() for p in VENDOR.rglob("*") if p.is_file()}
    assert found == {*FILES, "MANIFEST.toml"}


def test_every_package_has_its_licence_text():
    for package in PACKAGES:
        text = (VENDOR / package["licence_file"]).read_text(encoding="utf-8")
        assert package["licence_file"] in FILES
        assert "copyright" in text.lower(), package["name"]
        assert package["licence"] in {"BSD-2-Clause", "ISC"}


def test_a_version_is_the_one_that_the_file_itself_names():
    scripts = {"leaflet": "leaflet/leaflet.js"}
    scripts["topojson-client"] = "topojson-client/topojson-client.min.js"
    for package in PACKAGES:
        head = (VENDOR / scripts[package["name"]]).read_text(encoding="utf-8")[:200]
        assert package["version"] in head


def test_style_sheets_refer_only_to_files_that_are_here():
    seen = set()
    for sheet in VENDOR.rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert "@import" not in text
        for target in re.findall(r"url\(['\"]?([^'\")]+)", text):
            if not target.startswith(("#", "data:")):
                seen.add(target)
                assert (sheet.parent / target).is_file(), f"{sheet.name}: {target}"
    assert "images/layers.png" in seen
