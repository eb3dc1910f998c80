"""The ``naturalia`` command: parse, call, print. Exit codes are in :class:`naturalia.cli.output.Exit`."""

from naturalia.cli.main import main

__all__ = ["main"]
