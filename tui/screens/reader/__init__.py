"""The screen with the three panes, and a module for each group of its commands."""

from tui.screens.reader.screen import ReaderScreen

__all__ = ["ReaderScreen"]
