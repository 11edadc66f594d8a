"""What holds for every test: none fails for being slow, whatever else the machine is doing."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("newsread", deadline=None)
settings.load_profile("newsread")
