"""newsread: read and triage Arabic news in a terminal."""
