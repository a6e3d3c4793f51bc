"""`python -m ecslint`."""

from ecslint.cli import entry

entry()
