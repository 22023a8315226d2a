"""The register of places: tables to places, names to places."""
