"""The page on method: what the states and numbers mean, limits, base map, review, licences."""

from __future__ import annotations

from geo.build.map_files import BuildOptions
from geo.scene.classes import Scale
from geo.scene.credits import base_text, limits, projection_text, source_of
from geo.scene.kinds.terms import SECTOR_CLASSES
from geo.scene.scene import LegendEntry
from geo.site.address import LANGUAGES, METHOD
from geo.site.charts import swatch
from geo.site.frame import Frame
from geo.site.plan_menu import Headed
from geo.site.plan_set import Cross
from geo.sources.texts.verify import proved_on_record
from geo.texts.catalogue import say

Files = dict[str, bytes]
GRADES = ("published", "address", "area", "seat")
_HUE = "slate"  # the hue of no sector
#: Works of others that the pages are made with, and under which terms; their texts are in assets/.
LICENCES = (
    ("Leaflet", "BSD-2-Clause", "assets/leaflet.LICENSE.txt"),
    ("topojson-client", "ISC", "assets/topojson-client.LICENSE.txt"),
    ("Noto Sans SC", "OFL-1.1", "assets/fonts/LICENSE_FONT"),
)


def files(cross: Cross, _: str, wanted: BuildOptions) -> Files:  # noqa: ARG001
    """The page in both languages."""
    scale = Scale(SECTOR_CLASSES, _HUE, cross.world.theme, line="hair", dotted=False)
    looks = scale.looks.items()
    states = [(swatch(LegendEntry(s, k.label, k.style)), k.label) for s, k in looks]
    plans = [
        {
            "head": Headed(plan),
            "source": source_of(plan),
            "proved": proved_on_record(plan.folder),
        }
        for plan in cross.plans
    ]
    made: Files = {}
    for lang in LANGUAGES:
        frame = Frame(lang, METHOD, say("site.method"), say("site.method_lead"))
        made |= frame.html(
            "method.html.j2",
            states=states,
            limits=limits(cross.plans),
            base=base_text(cross.world.territory),
            projection=projection_text(cross.world.territory.projection),
            grades=GRADES,
            plans=plans,
            licences=LICENCES,
        )
    return made
