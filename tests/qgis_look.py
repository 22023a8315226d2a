"""Run by the Python of QGIS: its first view of a GeoPackage as JSON, and a picture of it."""

from __future__ import annotations

import json
import sys


def look(path: str, picture: str, *layers: str) -> dict:
    """What each layer is to QGIS; the picture is written."""
    from qgis.core import (
        QgsApplication,
        QgsMapRendererParallelJob,
        QgsMapSettings,
        QgsVectorLayer,
    )
    from qgis.PyQt.QtCore import QSize

    QgsApplication.setPrefixPath("/usr", True)
    app = QgsApplication([], False)
    app.initQgis()
    said, drawn = {}, []
    for name in layers:
        layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
        kind = layer.renderer().type() if layer.isSpatial() else ""
        categories = layer.renderer().categories() if kind == "categorizedSymbol" else []
        _, _, names, _, _ = layer.listStylesInDatabase()
        metadata = layer.metadata()
        said[name] = {
            "valid": layer.isValid(),
            "crs": layer.crs().authid(),
            "rows": layer.featureCount(),
            "kind": kind,
            "colours": {str(c.value()): c.symbol().color().name() for c in categories},
            "labels": bool(layer.labelsEnabled()),
            "styles": names,
            "title": metadata.title(),
            "abstract": metadata.abstract(),
            "licences": metadata.licenses(),
            "fields": {field.name(): field.typeName() for field in layer.fields()},
        }
        if layer.isSpatial():
            drawn.insert(0, layer)
    settings = QgsMapSettings()
    settings.setLayers(drawn)
    settings.setDestinationCrs(drawn[-1].crs())
    settings.setExtent(drawn[-1].extent())
    settings.setOutputSize(QSize(1300, 950))
    settings.setOutputDpi(96)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    job.renderedImage().save(picture)
    return said


if __name__ == "__main__":
    sys.stdout.write(json.dumps(look(*sys.argv[1:]), ensure_ascii=False))
