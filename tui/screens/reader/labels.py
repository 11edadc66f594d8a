"""Jump mode: a letter on every mention and sidebar row in sight; the letter goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from tui.commands import PHYSICAL

if TYPE_CHECKING:
    from tui.screens.reader.screen import ReaderScreen

# Home row first: the letters nearest to the fingers go to what is nearest to the top.  Left out are those whose
# key prints a ligature or an ASCII sign under an Arabic layout.
LETTERS = "asdfghjklqwertyuiopzxcvnm" + "ASHJKQWERYUIOPXNM"
Target = tuple[Literal["mention", "row"], int]


class Labels:
    """The letters on the screen, and what was typed of them."""

    def __init__(self, screen: ReaderScreen) -> None:
        """Take the screen they lie on."""
        self._screen = screen
        self._typed = ""
        self.targets: dict[str, Target] = {}

    def show(self) -> None:
        """Put a letter on every mention and sidebar row in sight."""
        screen = self._screen
        screen.settle()
        panes = screen.panes
        targets: list[Target] = []
        if panes.article is not None:
            targets += [("mention", index) for index in screen.pane.visible_mentions()]
        if panes.sidebar is not None:
            targets += [("row", index) for index in screen.sidebar.visible_rows()]
        if not targets:
            screen.notify_reader("No name or date in sight.")
            return
        self.targets = dict(zip(label_names(len(targets)), targets, strict=True))
        self._typed = ""
        self._draw()
        screen.status.notify_reader("Type a letter; any other key stops.", seconds=None)

    def take(self, key: str) -> bool:
        """Take a key as a letter of a label; False when no labels are shown."""
        if not self.targets:
            return False
        typed = self._typed + latin_of(key)
        target = self.targets.get(typed)
        if target is not None:
            self._end()
            self._go(target)
        elif any(name.startswith(typed) for name in self.targets):
            self._typed = typed
            self._draw()
        else:
            self._end()
        return True

    def _go(self, target: Target) -> None:
        screen = self._screen
        what, index = target
        if what == "row":
            screen.use_pane("sidebar")
            screen.sidebar.cursor = index
            return
        screen.remember_here()
        screen.use_pane("article")
        screen.go_to_mention(index)
        screen.read_marks.count()

    def _draw(self) -> None:
        typed = self._typed
        left = {name.removeprefix(typed): at for name, at in self.targets.items() if name.startswith(typed)}
        self._screen.pane.show_labels({at[1]: name for name, at in left.items() if at[0] == "mention"})
        self._screen.sidebar.show_labels({at[1]: name for name, at in left.items() if at[0] == "row"})

    def _end(self) -> None:
        self.targets = {}
        self._screen.pane.clear_labels()
        self._screen.sidebar.clear_labels()
        self._screen.status.clear_notice()


def label_names(count: int) -> list[str]:
    """Name so many targets: one letter each where they suffice, else some of two letters.

    No name begins another, so that a name is complete when its last letter is typed.

    Args:
        count: targets, at most 1,764.
    """
    letters = len(LETTERS)
    if count <= letters:
        return list(LETTERS[:count])
    double = min(letters, -(-(count - letters) // (letters - 1)))
    names = list(LETTERS[: letters - double])
    for first in LETTERS[letters - double :]:
        names += [first + second for second in LETTERS]
    return names[:count]


def latin_of(key: str) -> str:
    """Return the Latin letter of the physical key that prints `key` under an Arabic layout, else the key."""
    if len(key) != 1 or key.isascii():
        return key
    return next((latin for latin, arabic in PHYSICAL.items() if key in arabic), key)
