"""The floor: a Textual app that shows one Static."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.widgets import Static


class StaticApp(App[None]):
    BINDINGS: ClassVar = [("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        yield Static("ready\n" + "\n".join(f"line {number} of the one widget" for number in range(30)))


if __name__ == "__main__":
    StaticApp().run()
