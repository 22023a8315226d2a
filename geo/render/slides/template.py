"""An empty presentation: 16:9, one master per hue, whose theme has the classes of its maps.

The theme of a master has the classes as accents, so that its colours recolour all maps in it.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy

from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.opc.package import Part, XmlPart
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.parts.slide import SlideLayoutPart, SlideMasterPart
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout
from pptx.util import Emu

from geo.design.theme import Theme, load_theme
from geo.render.slides.marks import EMU, Element, Palette, add, place
from geo.render.slides.model import EDGE, FIELD, HIGH, WIDE
from geo.sheet.box import Box

TITLE = Box(EDGE + 5.0, 6.6, 196.0, 11.5)
FOOT = Box(EDGE, 182.2, WIDE - 2 * EDGE - 8.0, 6.6)
FOLIO = Box(WIDE - EDGE - 7.0, 182.2, 10.0, 6.6)
TITLE_PT, FOOT_PT = 24.0, 8.0
LATIN, EAST_ASIAN = "Arial", load_theme().office
_NS = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TITLE_ONLY = 5
_EXTRAS = ("thumbnail", "printerSettings", "extended-properties")
_FIRST_ID = 2_147_483_648  # of masters and layouts, which share their numbers
_SLOTS = {"dk1": "tx1", "lt1": "bg1", "dk2": "tx2", "lt2": "bg2"}  # others have one name


def scheme(theme: Theme, hue: str) -> dict[str, str]:
    """The colours of a theme by their place in it: the four classes first, then the focus tint."""
    ground, ramp = theme.ground, theme.ramp(hue)
    return {
        "dk1": ground["ink"], "lt1": ground["paper"], "dk2": ground["border"],
        "lt2": ground["sea"], **{f"accent{n}": ramp[n] for n in range(1, 5)},
        "accent5": ramp[0], "accent6": ground["alert"], "hlink": theme.workbook["link"],
        "folHlink": ground["quiet"],
    }  # fmt: skip


def palette(theme: Theme, hue: str) -> Palette:
    """The colours of slides in a hue, by their value."""
    return Palette({value: _SLOTS.get(slot, slot) for slot, value in scheme(theme, hue).items()})


def blank(theme: Theme, hues: Sequence[str], words: Mapping[str, str]) -> Deck:
    """A presentation without slides, with a master for each hue; ``words`` name its parts."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(round(WIDE * EMU)), Emu(round(HIGH * EMU))
    _drop_extras(deck)
    deck.part._element.sldSz.attrib.pop("type", None)
    kept = deck.slide_layouts[_TITLE_ONLY]
    for layout in [each for each in deck.slide_layouts if each != kept]:
        deck.slide_layouts.remove(layout)
    _set_master(deck.slide_master.part, words)
    _set_layout(kept, words)
    kept.part.partname = PackURI("/ppt/slideLayouts/slideLayout1.xml")
    first = deck.slide_master.part
    first.part_related_by(RELATIONSHIP_TYPE.THEME)._blob = _themed(theme, hues[0], first)
    for hue in hues[1:]:
        _add_master(deck, theme, hue)
    _number_masters(deck)
    return deck


def _drop_extras(deck: Deck) -> None:
    """Without the picture, printer and counts of the document that python-pptx begins with."""
    for holder in (deck.part.package, deck.part):
        for key, rel in list(holder._rels.items()):
            if rel.reltype.rpartition("/")[2] in _EXTRAS:
                holder._rels.pop(key)


def _set_master(part: SlideMasterPart, words: Mapping[str, str]) -> None:
    """Places and sizes of title, footer and number; no date."""
    tree: Element = part._element.cSld.spTree
    places = {"title": TITLE, "body": FIELD, "ftr": FOOT, "sldNum": FOLIO}
    for sp in list(tree.iter_ph_elms()):
        kind = sp.ph.get("type")
        if kind not in places:
            tree.remove(sp)
            continue
        frame = sp.spPr.find(f"{_NS}xfrm")
        del frame[:]
        place(frame, places[kind])
        for letters in sp.iter(f"{_NS}defRPr"):
            letters.set("sz", str(round(FOOT_PT * 100)))
        for level in sp.iter(f"{_NS}lvl1pPr"):
            level.set("algn", "r" if kind == "sldNum" else "l")
        frame = sp.txBody.bodyPr
        for side in ("lIns", "tIns", "rIns", "bIns"):
            frame.set(side, "0")
        frame.set("anchor", "t" if kind == "ftr" else "ctr")
        _say(sp, words.get(kind, ""))
    styles = part._element.find("{*}txStyles")
    title = styles[0][0]
    title.set("algn", "l")
    letters = title.find(f"{_NS}defRPr")
    letters.set("sz", str(round(TITLE_PT * 100)))
    letters.set("b", "1")


def _set_layout(layout: SlideLayout, words: Mapping[str, str]) -> None:
    """The one layout: a title, all else free; its places are those of the master."""
    element: Element = layout._element
    element.cSld.set("name", words["layout"])
    for sp in list(element.cSld.spTree.iter_ph_elms()):
        if sp.ph.get("type") == "dt":
            element.cSld.spTree.remove(sp)
            continue
        frame = sp.spPr.find(f"{_NS}xfrm")
        if frame is not None:
            sp.spPr.remove(frame)
        _say(sp, words.get(sp.ph.get("type"), ""))


def _say(sp: Element, text: str) -> None:
    """The words of a placeholder in place of the English ones; a field stays."""
    paragraphs = sp.txBody.p_lst
    if any(p.find(f"{_NS}fld") is not None for p in paragraphs):
        return
    for paragraph in paragraphs[1:]:
        sp.txBody.remove(paragraph)
    del paragraphs[0][:]
    if text:
        run = add(paragraphs[0], "a:r")
        add(run, "a:rPr", lang="zh-CN", altLang="en-US")
        add(run, "a:t").text = text


def _themed(theme: Theme, hue: str, master: XmlPart) -> bytes:
    """The theme of a master with the colours of a hue and the typefaces of offices."""
    root = parse_xml(master.part_related_by(RELATIONSHIP_TYPE.THEME).blob)
    root.set("name", hue)
    colours = root.find(f".//{_NS}clrScheme")
    colours.set("name", hue)
    del colours[:]
    for slot, value in scheme(theme, hue).items():
        add(add(colours, f"a:{slot}"), "a:srgbClr", val=value.lstrip("#").upper())
    set_fonts(root)
    return serialize_part_xml(root)


def set_fonts(root: Element) -> None:
    """Chinese in one typeface and all else in another, for headings and for texts."""
    for fonts in (root.find(f".//{_NS}majorFont"), root.find(f".//{_NS}minorFont")):
        fonts.find(f"{_NS}latin").set("typeface", LATIN)
        fonts.find(f"{_NS}ea").set("typeface", EAST_ASIAN)
        for font in fonts.findall(f"{_NS}font"):
            if font.get("script") == "Hans":
                font.set("typeface", EAST_ASIAN)


def _add_master(deck: Deck, theme: Theme, hue: str) -> None:
    """A master with its layout as the first, in another hue."""
    package, first = deck.part.package, deck.slide_masters[0].part
    number = len(deck.slide_masters) + 1
    element, under = deepcopy(first._element), deepcopy(deck.slide_layouts[0].part._element)
    names = ("slideMasters/slideMaster", "slideLayouts/slideLayout", "theme/theme")
    uris = [PackURI(f"/ppt/{name}{number}.xml") for name in names]
    master = SlideMasterPart(uris[0], CONTENT_TYPE.PML_SLIDE_MASTER, package, element)
    layout = SlideLayoutPart(uris[1], CONTENT_TYPE.PML_SLIDE_LAYOUT, package, under)
    colours = Part(uris[2], CONTENT_TYPE.OFC_THEME, package, _themed(theme, hue, first))
    layout.relate_to(master, RELATIONSHIP_TYPE.SLIDE_MASTER)
    listed = element.get_or_add_sldLayoutIdLst()[0]
    listed.rId = master.relate_to(layout, RELATIONSHIP_TYPE.SLIDE_LAYOUT)
    master.relate_to(colours, RELATIONSHIP_TYPE.THEME)
    held = deck.part.relate_to(master, RELATIONSHIP_TYPE.SLIDE_MASTER)
    masters = deck.part._element.get_or_add_sldMasterIdLst()
    entry = deepcopy(masters[0])
    masters.append(entry)
    entry.rId = held


def _number_masters(deck: Deck) -> None:
    """Masters and their layouts numbered through, as no two may share a number."""
    entries = list(deck.part._element.get_or_add_sldMasterIdLst())
    for at, (entry, master) in enumerate(zip(entries, deck.slide_masters, strict=True)):
        entry.set("id", str(_FIRST_ID + 2 * at))
        master._element.get_or_add_sldLayoutIdLst()[0].set("id", str(_FIRST_ID + 2 * at + 1))
