"""Files of the plan template; see geo/ask/new_plan.py."""
