"""One installation for the whole test run, in a temporary folder, with a real embedded PostgreSQL.

A plugin rather than a fixture: settings are read when Django loads, so the folder must be known before.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

HOME = tempfile.mkdtemp(prefix="naturalia-tests-")
os.environ["NATURALIA_HOME"] = HOME
os.environ["DJANGO_SETTINGS_MODULE"] = "naturalia.settings"
# Registered before the database's own clean-up, so that it runs after it.
atexit.register(shutil.rmtree, HOME, ignore_errors=True)

from naturalia.cli.environment import ready  # noqa: E402 - the folder must be known first

ready()  # models can be imported only once Django is loaded
