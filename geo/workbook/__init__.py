"""A plan as a workbook that planners edit and send back; marked where it is at fault."""
