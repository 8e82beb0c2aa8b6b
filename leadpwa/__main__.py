"""`python -m leadpwa` is `leadpwa`."""

from leadpwa.cli import main

main(prog_name="leadpwa")
