"""What holds for every test, however busy the machine is and whatever the tests were started by."""

from __future__ import annotations

import signal

from hypothesis import settings

# Under nohup a hang-up is ignored, and by every program the tests start as well.
signal.signal(signal.SIGHUP, signal.SIG_DFL)

# A property that takes long on a busy machine holds all the same.
settings.register_profile("newsread", deadline=None)
settings.load_profile("newsread")
