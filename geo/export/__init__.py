"""Tables of a plan for other programs: which table, which columns, which bytes."""
