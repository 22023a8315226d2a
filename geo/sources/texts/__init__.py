"""Documents: paragraphs and clauses, locating and proving rows."""
