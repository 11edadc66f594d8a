"""The command line of newsread."""

from __future__ import annotations


def main() -> int:
    """Run the command line and return its exit status."""
    return 0
