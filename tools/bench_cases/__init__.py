"""Small programs that do one job each and print what it cost; run by tools/bench.py."""
