"""A plan as a deck of slides: which maps and tables stand on them, in which order.

See DECISIONS 72.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from geo.ask.choices import Chosen, in_language, wrong_choices
from geo.build.mapped_plan import Layout, lay_out
from geo.build.reviewing import Numbers, map_id
from geo.build.slide_list import DeckChoice, arranged, chosen_specs, deck_of
from geo.domain.plan import Plan
from geo.errors import CallError
from geo.files.record import deliver
from geo.scene.resolve import resolve
from geo.sources.extras import check_extra
from geo.sources.plans.folder import load_plan
from geo.spec.publisher import Brand


def slides(  # noqa: PLR0913  (what a call of the command may say)
    plan: str | Path | Plan,
    path: str | Path,
    *,
    lang: str = "zh",
    sectors: Sequence[str] = (),
    subsectors: bool = False,
    approvals: str | Path | None = None,
    brand: Brand | None = None,
    replace: bool = False,
) -> Path:
    """Write a plan as slides: a map on each, its areas as shapes that are edited and recoloured.

    Parameters
    ----------
    plan
        A plan from :func:`geo.load_plan`, the key of a packaged one, or a folder.
    path
        The file, ``.pptx``.
    lang
        ``zh``, ``en`` or ``both``.
    sectors
        The sectors that have a map (ids, Chinese or English names); all by default.
    subsectors
        Whether each sub-sector has a map too.
    approvals
        The user's table of approval numbers; a number is printed where it counts for the drawing.
    brand
        Who publishes it, as :func:`geo.ask.brand.read_brand` reads it.
    replace
        Whether a file is replaced that geo did not write, or that was changed since.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    CallError, GeoError
        Language or suffix is none of a deck, or python-pptx is not installed; the plan is at
        fault; the file cannot be written.

    Examples
    --------
    >>> slides("future2024", "deck.pptx")  # doctest: +SKIP
    PosixPath('deck.pptx')
    >>> try:
    ...     slides("future2024", "deck.ppt")
    ... except CallError as error:
    ...     print(error.faults[0].en, error.faults[0].nearest)
    slides are a .pptx file ('.pptx',)
    """
    path = Path(path)
    zh, en = "幻灯片只做成 .pptx", "slides are a .pptx file"
    suffix = Chosen("-o", path.suffix.lower(), (".pptx",), zh, en)
    if faults := [*wrong_choices(suffix, in_language(lang))]:
        raise CallError(faults)
    check_extra("python-pptx", "pptx", "office", path.suffix)
    layout = lay_out(plan if isinstance(plan, Plan) else load_plan(plan))
    choice = DeckChoice(lang, tuple(sectors), subsectors, brand)
    data = deck_bytes(layout, choice, Numbers.of(approvals))
    return deliver(path, {path.name: data}, replace=replace)[0]


def deck_bytes(layout: Layout, choice: DeckChoice, numbers: Numbers | None = None) -> bytes:
    """The deck as bytes; equal input, equal bytes."""
    from geo.render.slides.deck import deck_pptx

    numbers = numbers or Numbers()
    scenes = []
    for spec in chosen_specs(layout, choice):
        drawn = resolve(spec.with_(lang=choice.lang), layout.ground)
        scene, review = numbers.reviewed(drawn, layout.world)
        numbers.say_dropped({map_id(spec): review})
        scenes.append(scene)
    numbers.say_unknown([map_id(spec) for spec in layout.specs], layout.plan.key)
    return deck_pptx(deck_of(layout, arranged(layout, scenes, choice), choice))
