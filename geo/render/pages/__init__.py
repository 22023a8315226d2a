"""Pages around the maps: index, cities, small multiples, charts."""
