"""Write docs/keys.md from the table of commands.

python tools/make_keys_doc.py          writes it
python tools/make_keys_doc.py --check  fails when it is not current
"""

from __future__ import annotations

import sys
from pathlib import Path

from tui.commands import COMMANDS, GROUPS, PAGES, PANES, PHYSICAL, Command, in_group
from tui.keymap import key_label

TARGET = Path(__file__).parents[1] / "docs" / "keys.md"

HEAD = """# Keys

This page is made from the table of commands (`tui/commands.py`) by `tools/make_keys_doc.py`; the help
screen (`?`) and the command palette (`:`) come from the same table.

Letters are those of a Latin keyboard. With an Arabic layout on, the same physical keys work: `j` is also
`ت`, `n` is also `ى`; the whole table is at the end. Signs that an Arabic layout prints elsewhere (`[`,
`]`, `{`, `}`, `/`) work where they are printed.

To change keys, name the command in the configuration file (`newsread config` says where it is):

```toml
[keys]
next-unread = ["o", "ctrl+j"]
toggle-star = ["*"]
mirror = []            # no key at all; the palette still has it
```

Two keys pressed one after the other are written with a blank between them (`"g g"`).

An article counts as read when you open it (Enter), page through it, go to a name in it, or have its end
in view for a moment; `mark_read = false` leaves that to `r`. What the program marks by itself is not
part of undo. An article stays in the list, read or archived, until you leave the view or refresh it:
nothing moves under you.
"""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _code(key: str) -> str:
    label = key_label(key)
    return f"`` {label} ``" if "`" in label else f"`{_cell(label)}`"


def where(command: Command) -> str:
    """Say where a command works, in a few words."""
    contexts = command.contexts
    if set(PANES) <= set(contexts):
        others = [context for context in contexts if context not in PANES]
        if not others:
            return "reader"
        return "everywhere" if len(others) == len(PAGES) else f"reader, {', '.join(others)}"
    return ", ".join(contexts)


def page() -> str:
    """Build the whole page."""
    parts = [HEAD]
    for group in GROUPS:
        parts += [f"## {group}\n", "| keys | command | what it does | where |", "| --- | --- | --- | --- |"]
        for command in in_group(group):
            keys = " ".join(_code(key) for key in command.keys)
            parts.append(f"| {keys} | `{command.id}` | {_cell(command.help)} | {where(command)} |")
        parts.append("")
    used = {key for command in COMMANDS for keys in command.keys for key in keys.split(" ")}
    parts += ["## The same keys under an Arabic layout\n", "| Latin | Arabic |", "| --- | --- |"]
    for latin, arabic in PHYSICAL.items():
        if latin in used:
            twins = " or ".join(f"`{_cell(twin.replace(' ', ''))}`" for twin in arabic if not twin.isascii())
            # A sign that is the key of another command stays that.
            signs = " ".join(f"`{_cell(twin)}`" for twin in arabic if twin.isascii() and twin not in used)
            parts.append(f"| `{_cell(latin)}` | {twins or signs or 'none; `:` has the command'} |")
    return "\n".join(parts) + "\n"


def main() -> int:
    """Write the page, or check it."""
    text = page()
    if "--check" in sys.argv[1:]:
        if not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text:
            print(f"{TARGET} is not current: run tools/make_keys_doc.py", file=sys.stderr)
            return 1
        return 0
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
