"""Which key calls which command where: the table's keys, those of the settings, and their twins on an Arabic layout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tui.commands import BY_ID, COMMANDS, CONTEXTS, FIRST_HINTS, PAGE_HINTS, PAGES, PHYSICAL, Command, Context
from tui.light_typing import NamedTuple


class KeymapError(Exception):
    """The keys a user asked for cannot be given: an unknown command or key, or one key for two commands."""


_NAMED = frozenset(
    [
        *("space", "tab", "enter", "escape", "backspace", "delete", "insert"),
        *("home", "end", "pageup", "pagedown", "up", "down", "left", "right"),
        *(f"f{number}" for number in range(1, 25)),
    ]
)
_MODIFIERS = frozenset(("ctrl", "alt", "shift"))


def is_key(name: str) -> bool:
    """Whether a name is that of a key as the table writes it: a character or a known name, after modifiers.

    Args:
        name: one key (`j`, `ctrl+o`, `shift+up`).
    """
    last = "+" if name.endswith("+") else name.rpartition("+")[2]
    *modifiers, rest = name.removesuffix(last).split("+")
    return not rest and _MODIFIERS.issuperset(modifiers) and (len(last) == 1 or last in _NAMED)


def twins(key: str) -> list[str]:
    """List the key sequences that the physical keys of `key` send under an Arabic layout.

    Args:
        key: one key or sequence, as written in the table (`j`, `g g`, `ctrl+o`).

    Returns:
        Sequences, without `key` itself; empty where no letter is in it.
    """
    ways: list[list[str]] = []
    for part in key.split(" "):
        prefix, _, last = part.rpartition("+") if len(part) > 1 else ("", "", part)
        lead = prefix + "+" if prefix else ""
        here = [part]
        for twin in PHYSICAL.get(last, ()):
            if not lead:
                here.append(twin)
            elif " " not in twin:
                here.append(lead + twin)
        ways.append(here)
    sequences = [""]
    for here in ways:
        sequences = [f"{before} {after}".strip() for before in sequences for after in here]
    # A sequence half in one layout and half in the other is not typed by hand, but costs nothing.
    return [sequence for sequence in sequences if sequence != key]


class Found(NamedTuple):
    """What a key, with the keys before it, comes to.

    Attributes:
        command: the command to run, or None.
        pending: the keys so far when more must follow (`g`), else empty.
    """

    command: Command | None = None
    pending: tuple[str, ...] = ()


class Keymap:
    """Which keys call which command in which context."""

    def __init__(self, overrides: Mapping[str, Sequence[str]] | None = None) -> None:
        """Lay the keys out.

        Args:
            overrides: keys that replace those of the table, by command id; an empty list takes a command off
                the keys.

        Raises:
            KeymapError: for an unknown command or key, or when one key would call two commands in one place.
        """
        self.keys: dict[str, tuple[str, ...]] = {command.id: command.keys for command in COMMANDS}
        for name, keys in (overrides or {}).items():
            if name not in BY_ID:
                raise KeymapError(f"there is no command {name!r}; the help screen lists them all")
            self.keys[name] = tuple(" ".join(key.split()) for key in keys)
            for key in self.keys[name]:
                if not all(map(is_key, key.split(" "))):
                    raise KeymapError(
                        f"there is no key {key!r}; keys are written j, ctrl+o, shift+up, f5, g g"
                    )
        self._exact: dict[Context, dict[tuple[str, ...], Command]] = {context: {} for context in CONTEXTS}
        self._starts: dict[Context, set[tuple[str, ...]]] = {context: set() for context in CONTEXTS}
        for command in COMMANDS:
            for key in self.keys[command.id]:
                self._place(command, key, twin=False)
        for context, exact in self._exact.items():
            for sequence, command in exact.items():
                if sequence in self._starts[context]:
                    key = " ".join(sequence)
                    raise KeymapError(f"the key {key!r} of {command.id!r} begins the keys of another command")
        for command in COMMANDS:
            for key in self.keys[command.id]:
                for twin in twins(key):
                    self._place(command, twin, twin=True)

    def _place(self, command: Command, key: str, *, twin: bool) -> None:
        sequence = tuple(key.split(" "))
        for context in command.contexts:
            exact = self._exact[context]
            other = exact.get(sequence)
            if twin and (other is not None or sequence in self._starts[context]):
                continue  # a sign of its own comes before the twin of a letter
            if other is not None and other is not command:
                raise KeymapError(f"the key {key!r} is asked for by both {other.id!r} and {command.id!r}")
            exact[sequence] = command
            starts = self._starts[context]
            for length in range(1, len(sequence)):
                starts.add(sequence[:length])

    def find(self, context: Context, key: str, pending: tuple[str, ...] = ()) -> Found:
        """Look a key up.

        Args:
            context: the pane or screen with the focus.
            key: the key just pressed, as the table writes it.
            pending: what an earlier call returned as pending.

        Returns:
            A command, or the keys that wait for more, or neither when the key means nothing here.  A key that
            does not continue the pending ones stands for itself.
        """
        exact, starts = self._exact[context], self._starts[context]
        sequence = (*pending, key)
        if sequence in starts:
            return Found(pending=sequence)
        command = exact.get(sequence)
        if command is None and pending:
            return self.find(context, key)
        return Found(command)

    def continued(self, context: Context, pending: tuple[str, ...]) -> list[tuple[str, str, str]]:
        """List (key, title, command id) of what may follow the keys pressed so far, as the table writes them.

        Args:
            context: the pane or screen with the focus.
            pending: what `find` returned as pending; under an Arabic layout too.
        """
        found: dict[str, tuple[str, str, str]] = {}
        for sequence, command in self._exact[context].items():
            if sequence[: len(pending)] == pending and command.id not in found:
                rest = next(
                    (key.split(" ")[len(pending) :] for key in self.keys[command.id] if " " in key),
                    list(sequence[len(pending) :]),
                )
                found[command.id] = (key_label(" ".join(rest)), command.title, command.id)
        return list(found.values())

    def shown(self, command: Command) -> str:
        """Return the first key of a command as people read it, or an empty string."""
        keys = self.keys[command.id]
        return key_label(keys[0]) if keys else ""

    def shown_of(self, name: str) -> str:
        """Return the first key of a command, by its id, as people read it."""
        return self.shown(BY_ID[name])

    def hints(self, context: Context) -> list[tuple[str, str, str]]:
        """List (key, word, command id) for the foot of the screen, the way out and help first."""
        words = {command.id: command.hint for command in COMMANDS}
        if context in PAGES:
            words |= PAGE_HINTS
        found = [
            command
            for command in COMMANDS
            if words[command.id] and context in command.contexts and self.keys[command.id]
        ]
        found.sort(key=lambda command: command.id not in FIRST_HINTS)
        return [(self.shown(command), words[command.id], command.id) for command in found]


_LABELS = {
    "pagedown": "PgDn", "pageup": "PgUp", "escape": "Esc", "enter": "Enter", "space": "Space", "tab": "Tab",
    "home": "Home", "end": "End", "up": "↑", "down": "↓", "left": "←", "right": "→",
    "ctrl": "Ctrl", "alt": "Alt", "shift": "Shift",
}  # fmt: skip


def key_label(key: str) -> str:
    """Write a key as people read it: `ctrl+o` as `Ctrl-O`, `g g` as `gg`.

    Args:
        key: a key or sequence as the table writes it.
    """
    parts = []
    for part in key.split(" "):
        if len(part) == 1:
            parts.append(part)
            continue
        names = [_LABELS.get(name, name.upper() if len(name) < 3 else name) for name in part.split("+")]
        parts.append("-".join(names))
    return ("" if all(len(part) == 1 for part in parts) else " ").join(parts)


def event_key(key: str, character: str | None) -> str:
    """Name a key press as the table does.

    Args:
        key: the name Textual gives (`right_curly_bracket`, `ctrl+o`, `alt+j`).
        character: what the key prints, if anything.
    """
    if character is not None and len(character) == 1 and character.isprintable() and character != " ":
        if "+" not in key or key == "+":
            return character
        modifiers = key.rpartition("+")[0] if not key.endswith("++") else key[:-2]
        return f"{modifiers}+{character}"
    return key
