"""A Sheet or a chart as PDF and PNG: Typst gets data, never markup."""
