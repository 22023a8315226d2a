"""Numbers that planners ask for, each computed once, from the joined table."""
