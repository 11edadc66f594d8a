"""Textual widgets: list, reading pane, sidebar, input, bars."""
