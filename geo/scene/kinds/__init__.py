"""The kinds of map of one plan: one file each, found by being here."""

from importlib import import_module
from pkgutil import iter_modules

from geo.scene.map_kind import KINDS as KINDS

for _found in sorted(module.name for module in iter_modules(__path__)):
    import_module(f"{__name__}.{_found}")
