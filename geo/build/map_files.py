"""One map as files: the formats there are, and which files a build or a command asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from geo.build.reviewing import Numbers, map_id
from geo.errors import CallError, Fault
from geo.files.cache import kept
from geo.files.record import deliver
from geo.nearest import nearest
from geo.scene.scene import Scene
from geo.scene.world import World
from geo.sheet.asked import AS_USUAL, LONG_PX, PRINTED, Dots, dots_faults, long_faults
from geo.sheet.page import PageChoice, page_faults

SUFFIXES = (".html", ".pdf", ".svg", ".png")
PICTURE_PX = 1600  # along the longer side of the PNG of a page of a build


@dataclass(frozen=True)
class BuildOptions:
    """What a build makes of every map besides its web page.

    Parameters
    ----------
    papers
        Papers of the PDF (and of SVG and PNG); files on the first are named ``<slug>.pdf``, on a
        further one ``<slug>.a4.pdf``.
    lang
        ``zh``, ``en`` or ``both``.
    png, svg
        Whether PNG files have 300 dots per inch, for print; whether there are SVG files.
    """

    papers: tuple[str, ...] = ("A3",)
    lang: str = "zh"
    png: bool = False
    svg: bool = True

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Formats of the printed page, without the dot: ``("pdf", "svg")``."""
        return ("pdf", *(("svg",) if self.svg else ()), "png")

    @property
    def dots(self) -> Dots:
        """Those of its PNG files; none for pictures of :data:`PICTURE_PX`."""
        return PRINTED if self.png else AS_USUAL


@dataclass(frozen=True)
class Delivery:
    """How one product is written: a page as a single file, files of somebody else replaced.

    ``beside`` are the formats in which a page offers its map on paper as well (``pdf``, ``svg``);
    ``dots`` those of a PNG, 300 to the inch by default; ``outlined`` if the letters of an SVG are
    shapes; ``numbers`` the user's table, from which the map has its number if one counts for it.
    """

    single: bool = False
    replace: bool = False
    dots: Dots = AS_USUAL
    outlined: bool = False
    numbers: Numbers = field(default_factory=Numbers)
    beside: tuple[str, ...] = ()


CAREFUL = Delivery()


def check_page(suffix: str, page: PageChoice, how: Delivery = CAREFUL) -> None:
    """Nothing, or a CallError before any work: format and page are ours, and go together."""
    suffix = suffix.lower()
    asked = long_faults(how.dots, suffix) if page.long else dots_faults(how.dots, suffix, page)
    faults = page_faults(page) or asked
    if suffix not in SUFFIXES:
        near = tuple(nearest(suffix, SUFFIXES, 1)) or SUFFIXES
        faults.append(Fault("", "不能做成这种格式", "no map in this format", suffix, near))
    if how.outlined and suffix != ".svg":
        zh, en = "只有 SVG 的文字可以转为轮廓", "only the letters of an SVG become shapes"
        faults.append(Fault("--outlined", zh, en, suffix, (".svg",)))
    if suffix == ".html" and page.figure:
        zh, en = "插图是 svg、png、pdf，不是网页", "a figure is an svg, png or pdf, not a web page"
        faults.append(Fault("--figure", zh, en, suffix, (".svg", ".png", ".pdf")))
    if suffix in SUFFIXES and suffix != ".pdf" and (page.bleed or page.crop_marks):
        zh, en = "出血和裁切线只在 PDF 里", "only a PDF has a bleed and crop marks"
        faults.append(Fault("", zh, en, suffix, (".pdf",)))
    if how.beside and (how.single or suffix != ".html"):
        zh, en = "只有带文件夹的网页才附别的文件", "only a page with a folder has files beside it"
        faults.append(Fault("--with", zh, en, " ".join(how.beside)))
    if faults:
        raise CallError(faults)


def write_product(
    path: Path, scene: Scene, world: World, page: PageChoice, how: Delivery = CAREFUL
) -> tuple[Path, ...]:
    """Write one map in the format of the file's suffix, with its spec.

    A web page has its files in a folder named after it, or, ``single``, everything inside.

    Returns
    -------
    tuple of Path
        Every file written, the one asked for first.

    Raises
    ------
    CallError, OutputError
        The format is unknown; a file cannot be written, or is not ours to replace.
    """
    suffix = path.suffix.lower()
    check_page(suffix, page, how)
    scene, review = how.numbers.reviewed(scene, world)
    how.numbers.say_dropped({map_id(scene.spec): review})
    if how.single:
        files = single_page(path, scene, world)
    elif suffix == ".html":
        files = lone_page(path.name, scene, world, page, how.beside)
    else:
        dots = Dots(width=LONG_PX) if page.long else how.dots or PRINTED
        made = printed(scene, world, page, (suffix,), dots)[suffix]
        if how.outlined:
            made = with_outlines(made)
        files = {path.name: made, f"{path.name}.spec.json": spec_bytes(scene)}
    return deliver(path, files, replace=how.replace)


def with_outlines(svg: bytes) -> bytes:
    """An SVG file whose letters are shapes."""
    from geo.render.print.letters import outlined_svg

    return outlined_svg(svg)


def single_page(path: Path, scene: Scene, world: World) -> dict[str, bytes]:
    """A web page that is one file, its only file."""
    from geo.render.web import inline

    if path.suffix.lower() != ".html":
        zh, en = "--single 只用于 .html", "--single is for .html only"
        raise CallError(Fault("--single", zh, en, path.name, (".html",)))
    return {path.name: inline.single_page(scene, world.boundaries, world.register)}


def spec_bytes(scene: Scene) -> bytes:
    """The filled spec, from which the map can be made again."""
    return f"{scene.spec.to_json()}\n".encode()


def printed(
    scene: Scene, world: World, page: PageChoice, suffixes: Sequence[str], dots: Dots = AS_USUAL
) -> dict[str, bytes]:
    """The printed page in several formats, by suffix; laid out once, a PNG drawn from the PDF."""
    parts = ("sheet", scene, world.territory, page, tuple(suffixes), dots)
    return kept(parts, lambda: _drawn(scene, world, page, suffixes, dots))


def _drawn(
    scene: Scene, world: World, page: PageChoice, suffixes: Sequence[str], dots: Dots
) -> dict[str, bytes]:
    from geo.render.print.sheet import sheet_pdf
    from geo.render.svg.sheet import sheet_svg
    from geo.sheet.arrange import arrange

    made = arrange(scene, world.boundaries, page)
    paper = cache(lambda: sheet_pdf(made))
    clear = bool(page.figure and page.figure.transparent)
    make: dict[str, Callable[[], bytes]] = {
        ".pdf": paper,
        ".svg": lambda: sheet_svg(made),
        ".png": lambda: png_of(paper(), dots, clear=clear),
    }
    return {suffix: make[suffix]() for suffix in suffixes}


def png_of(pdf: bytes, dots: Dots, *, clear: bool = False) -> bytes:
    """The first page of a PDF as PNG; light, :data:`PICTURE_PX` at most, where no size is asked."""
    from geo.render.print.bitmap import page_picture, page_png

    return page_png(pdf, dots, clear=clear) if dots else page_picture(pdf, PICTURE_PX)


def map_files(scene: Scene, world: World, wanted: BuildOptions) -> dict[str, bytes]:
    """All files of one map of a build but for its page, by path inside its plan's folder."""
    from geo.render.web.map_page import data_file
    from geo.render.web.seen import check_seen

    check_seen(scene, world.boundaries)
    slug = scene.spec.slug
    files = {f"{slug}.data.js": data_file(scene)}
    suffixes = [f".{suffix}" for suffix in wanted.suffixes]
    for paper in wanted.papers:
        stem = slug if paper == wanted.papers[0] else f"{slug}.{paper.lower()}"
        page = PageChoice(paper, "", wanted.lang)
        for suffix, data in printed(scene, world, page, suffixes, wanted.dots).items():
            files[f"{stem}{suffix}"] = data
    files[f"{slug}.spec.json"] = spec_bytes(scene)
    return files


def lone_page(
    name: str, scene: Scene, world: World, page: PageChoice, beside: Sequence[str] = ()
) -> dict[str, bytes]:
    """A web page outside a build, by path beside it; all but the page in a folder named after it.

    There are its data, assets and spec, so that no two pages share a file, and the map on paper in
    the formats that it is to offer.
    """
    from geo.render.templating import companions, lone_place
    from geo.render.web.map_page import page_files, shared_files
    from geo.render.web.seen import check_seen

    check_seen(scene, world.boundaries)
    folder = companions(name)
    own = f"{folder}/{Path(name).stem}"
    files = page_files(scene, place=lone_place(name), files=beside)
    files[name] = files.pop(f"{scene.spec.slug}.html")
    shared = shared_files(world.boundaries, world.register)
    files |= {f"{folder}/{asset}": data for asset, data in shared.items()}
    if beside:
        made = printed(scene, world, page, [f".{suffix}" for suffix in beside])
        files |= {f"{own}{suffix}": data for suffix, data in made.items()}
    return {**files, f"{own}.spec.json": spec_bytes(scene)}
