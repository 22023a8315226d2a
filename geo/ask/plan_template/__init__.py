"""Files of the plan template; see geo/new_plan.py."""
