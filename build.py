"""`python build.py`: the same as `leadpwa build`."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    try:
        from leadpwa.cli import main
    except ModuleNotFoundError as missing:
        sys.exit(
            f"The package {missing.name} is not installed here: run `make setup`, then .venv/bin/python build.py."
        )
    sys.exit(main(["build", *sys.argv[1:]], prog_name="leadpwa"))
