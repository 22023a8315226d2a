"""The command ``geo``: parse, call, print. Every failure is a sentence in Chinese and English."""

from geo.cli.run import main

__all__ = ["main"]
