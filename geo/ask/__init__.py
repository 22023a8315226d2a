"""What a person asks of the product: questions, checks, lists, a new plan, one map by name."""
