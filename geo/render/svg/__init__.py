"""A Sheet or a chart as SVG."""
