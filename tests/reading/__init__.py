"""What a reader gets: pages as rendered, drawings as drawn, sheets as printed, tables as written.

Nothing here knows how the products are made. ``rows`` counts in the plans' own tables by the rules
of docs/plan-format.md and docs/limits.md; it is the yardstick and shares no code with the product.
"""
