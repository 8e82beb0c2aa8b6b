"""`python build.py`: the same as `leadpwa build`."""

from __future__ import annotations

import sys

from leadpwa.cli import main

if __name__ == "__main__":
    sys.exit(main(["build", *sys.argv[1:]], prog_name="leadpwa"))
