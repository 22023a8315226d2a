"""Tables as text, every cell with its address: CSV, workbooks, the tables of a plan folder."""
