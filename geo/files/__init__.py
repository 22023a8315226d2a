"""Files written whole or not at all: staging, swap, one file at a time."""
