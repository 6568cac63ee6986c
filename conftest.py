"""What holds for all tests, those in docstrings too: no framework tells anyone that it is used."""

from __future__ import annotations

import os

os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"
