"""``python -m geo`` is the command ``geo``."""

from geo.cli.run import main

if __name__ == "__main__":
    raise SystemExit(main())
