"""The command ``geo``: parse, call, print; every failure is a sentence in two languages."""
