"""Every command of the reader, once: its keys, its words, where it works.

From this table come the key bindings, the hints at the foot of the screen, the help screen, the command
palette and docs/keys.md.  Keys are written as people say them: `j`, `}`, `space`, `ctrl+o`, `alt+left`; two
keys pressed one after the other have a blank between them: `g g`.

With an Arabic keyboard layout on, the key that prints `j` on a Latin layout prints `ت`.  Every letter key
therefore also answers to the letter of the same physical key, by the one table `PHYSICAL`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from tui.light_typing import NamedTuple

Context = Literal["list", "article", "sidebar", "help", "dossier", "timeline", "watchlist", "choice"]
Group = Literal["Moving", "Mentions", "Triage", "Views", "Entities", "Screen"]

GROUPS: tuple[Group, ...] = ("Moving", "Mentions", "Triage", "Views", "Entities", "Screen")

PANES: tuple[Context, ...] = ("list", "article", "sidebar")
PAGES: tuple[Context, ...] = ("help", "dossier", "timeline", "watchlist", "choice")
EVERYWHERE: tuple[Context, ...] = PANES + PAGES
CONTEXTS: tuple[Context, ...] = EVERYWHERE
TWO_SIDED: tuple[Context, ...] = (*PANES, "dossier", "timeline")
CORRECTING: tuple[Context, ...] = (*PANES, "dossier", "watchlist")
OUTSIDE_HELP: tuple[Context, ...] = (*PANES, "dossier", "timeline", "watchlist")


class Command(NamedTuple):
    """One thing the reader can be asked to do.

    Attributes:
        id: its name in the configuration file and in the code (`next-article`).
        keys: how to call it, the first one shown first.
        title: a few words, for the palette.
        help: one sentence, for the help screen and the documentation.
        contexts: the panes and screens where its keys work.
        group: the heading it stands under.
        hint: the word at the foot of the screen; empty where it is not shown.
    """

    id: str
    keys: tuple[str, ...]
    title: str
    help: str
    contexts: tuple[Context, ...]
    group: Group
    hint: str = ""


def _command(
    group: Group, contexts: tuple[Context, ...], name: str, keys: str, title: str, hint: str, text: str
) -> Command:
    """Build one row; `keys` are separated by two blanks, the keys of a sequence by one."""
    return Command(name, tuple(keys.split("  ")) if keys else (), title, text, contexts, group, hint)


COMMANDS: tuple[Command, ...] = (
    # Moving
    _command("Moving", EVERYWHERE, "down", "j  down", "Down", "down",
             "Next article in the list, next line in the article, next row elsewhere."),
    _command("Moving", EVERYWHERE, "up", "k  up", "Up", "",
             "Previous article in the list, previous line in the article, previous row elsewhere."),
    _command("Moving", PANES, "read-on", "space", "Read on", "read on",
             "Page down in the article; at its end, go to the next unread article."),
    _command("Moving", EVERYWHERE, "page-down", "pagedown  ctrl+f  ctrl+d", "Page down", "",
             "A page down in the pane or screen with the focus."),
    _command("Moving", EVERYWHERE, "page-up", "pageup  ctrl+b  ctrl+u  b  shift+space", "Page up", "",
             "A page up in the pane or screen with the focus."),
    _command("Moving", EVERYWHERE, "top", "g g  home", "To the top", "",
             "First article, line or row."),
    _command("Moving", EVERYWHERE, "bottom", "G  end", "To the bottom", "",
             "Last article, line or row."),
    _command("Moving", PANES, "next-paragraph", ")  shift+down", "Next paragraph", "",
             "Scroll the article to its next paragraph."),
    _command("Moving", PANES, "previous-paragraph", "(  shift+up", "Previous paragraph", "",
             "Scroll the article to its previous paragraph."),
    _command("Moving", PANES, "next-article", "J  alt+down  ctrl+n", "Next article", "",
             "The next article of the list, from any pane."),
    _command("Moving", PANES, "previous-article", "K  alt+up", "Previous article", "",
             "The previous article of the list, from any pane."),
    _command("Moving", PANES, "next-unread", "m", "Next unread", "",
             "The next article of the list that is not read, from any pane."),
    _command("Moving", PANES, "previous-unread", "M", "Previous unread", "",
             "The previous article of the list that is not read, from any pane."),
    _command("Moving", TWO_SIDED, "focus-next", "tab", "Next pane", "pane",
             "Move the focus to the next pane."),
    _command("Moving", TWO_SIDED, "focus-previous", "shift+tab", "Previous pane", "",
             "Move the focus to the previous pane."),
    _command("Moving", PANES, "focus-list", "1", "Article list", "",
             "Move the focus to the article list."),
    _command("Moving", PANES, "focus-article", "2", "Article", "",
             "Move the focus to the article."),
    _command("Moving", PANES, "focus-sidebar", "3", "Sidebar", "",
             "Move the focus to the sidebar, opening it if it is folded."),
    _command("Moving", PANES, "focus-left", "h  left", "Pane to the left", "",
             "Move the focus one pane to the left."),
    _command("Moving", PANES, "focus-right", "l  right", "Pane to the right", "",
             "Move the focus one pane to the right."),
    _command("Moving", PANES, "back", "alt+left  ctrl+o", "Back", "",
             "Back to where you were before the last jump: article, place and entity."),
    _command("Moving", PANES, "forward", "alt+right  ctrl+i", "Forward", "",
             "Forward again through the jumps. Most terminals send Ctrl-I as Tab: Alt-Right always works."),
    _command("Moving", PANES, "jumps", "H", "Where you have been", "",
             "The places you jumped from, newest first; choose one to go back to it."),
    # Mentions
    _command("Mentions", PANES, "enter", "enter", "Open, or go to the other side", "open",
             "From the list into the article; from a mention to its row in the sidebar; from the sidebar "
             "back to the mention."),
    _command("Mentions", PANES, "next-mention", "n", "Next mention", "mention",
             "Next mention in this article of the entity in focus."),
    _command("Mentions", PANES, "previous-mention", "N", "Previous mention", "",
             "Previous mention in this article of the entity in focus."),
    _command("Mentions", PANES, "next-of-any", "]", "Next mention of anything", "",
             "Next mention of anything; its entity comes into focus."),
    _command("Mentions", PANES, "previous-of-any", "[", "Previous mention of anything", "",
             "Previous mention of anything; its entity comes into focus."),
    _command("Mentions", PANES, "next-article-of-entity", "}", "Next article with the entity", "its articles",
             "The next older article that mentions the entity in focus."),
    _command("Mentions", PANES, "previous-article-of-entity", "{", "Previous article with the entity", "",
             "The next newer article that mentions the entity in focus."),
    _command("Mentions", PANES, "next-unread-of-entity", ".", "Next unread article with the entity", "",
             "The next older article that mentions the entity in focus and is not read."),
    _command("Mentions", PANES, "previous-unread-of-entity", ",", "Previous unread article with the entity", "",
             "The next newer article that mentions the entity in focus and is not read."),
    _command("Mentions", PANES, "jump", "f", "Jump to a letter", "",
             "Put a letter on every mention and sidebar row in sight; type the letter to go there."),
    _command("Mentions", PANES, "release", "escape", "Let go", "",
             "Let go of the entity in focus; without one, go back to the list."),
    # Triage
    _command("Triage", PANES, "toggle-read", "r", "Read or unread", "read",
             "Mark the article read, or unread."),
    _command("Triage", PANES, "toggle-star", "s", "Star", "star",
             "Star the article, or take its star away."),
    _command("Triage", PANES, "toggle-archive", "a", "Archive", "archive",
             "Archive the article, or take it out of the archive. It stays in the list until you leave the "
             "view."),
    _command("Triage", CORRECTING, "undo", "u", "Undo", "undo",
             "Undo the last mark, correction or change of the watchlist; press again for the ones before."),
    _command("Triage", PANES, "set-date", "p", "Set the publication date", "",
             "Give the article its day of publication; dates such as yesterday resolve at once."),
    _command("Triage", PANES, "copy", "c", "Copy", "",
             "Copy the selection, else the name in focus, else the title, to the clipboard of the "
             "terminal."),
    _command("Triage", PANES, "copy-paragraph", "y", "Copy the paragraph", "",
             "Copy the paragraph of the mention you are at, else the first in sight."),
    _command("Triage", PANES, "copy-article", "C", "Copy the article", "",
             "Copy the whole text of the article to the clipboard of the terminal."),
    _command("Triage", PANES, "remove-samples", "X", "Remove the sample articles", "",
             "Take the sample articles out of the library, for good."),
    # Views
    _command("Views", PANES, "view-all", "v a", "View: all", "",
             "List everything but the archive."),
    _command("Views", PANES, "view-unread", "v u", "View: unread", "",
             "List the unread articles."),
    _command("Views", PANES, "view-starred", "v s", "View: starred", "",
             "List the starred articles."),
    _command("Views", PANES, "view-archived", "v r", "View: archive", "",
             "List the archived articles."),
    _command("Views", PANES, "view-watched", "v w", "View: watched", "",
             "List the articles that mention what you watch."),
    _command("Views", PANES, "view-watched-first", "v f", "View: watched first", "",
             "List the articles that mention what you watch, and all others under them."),
    _command("Views", PANES, "refresh", "v v  ctrl+r", "Refresh the list", "",
             "Build the list anew: what was archived or read leaves the views it no longer belongs to, and "
             "new articles come in."),
    _command("Views", (*PANES, "dossier"), "narrow", "e", "Narrow the list to the entity", "",
             "Keep only articles that mention the entity in focus; use it again to add another. In a dossier, with "
             "one of those beside the entity in focus: articles that mention both."),
    _command("Views", PANES, "narrow-match", "E", "All of them, or any of them", "",
             "Switch the narrowed list between articles that mention all of the entities and any of them."),
    _command("Views", PANES, "widen", "x", "Widen the list", "",
             "Take away the entity the list was narrowed to last."),
    # Entities
    _command("Entities", (*PANES, "watchlist"), "dossier", "i", "Dossier", "",
             "Everything the library knows of the entity in focus."),
    _command("Entities", CORRECTING, "find-dossier", "I", "Dossier of a name", "",
             "Type the beginnings of a name, and open the dossier of whom you choose."),
    _command("Entities", (*PANES, "dossier"), "timeline", "t", "Timeline", "",
             "The dates of the article, the list or the library, in order; from a dossier, of the articles that "
             "mention the entity."),
    _command("Entities", (*PANES, "dossier"), "watch", "w", "Watch the entity", "",
             "Watch the entity in focus, or stop watching it."),
    _command("Entities", PANES, "watchlist", "W", "Watchlist", "",
             "What you watch, and how much of it is unread."),
    _command("Entities", ("dossier", "timeline", "watchlist", "choice"), "choose", "enter", "Open", "open",
             "Go to the article of this line; in the watchlist, list the articles of this row; elsewhere take "
             "this row."),
    _command("Entities", ("timeline",), "zoom-in", "+  =", "Finer", "finer",
             "From years to months to days."),
    _command("Entities", ("timeline",), "zoom-out", "-", "Coarser", "coarser",
             "From days to months to years."),
    _command("Entities", ("timeline",), "scope", "s", "Scope", "scope",
             "The dates of this article, of the list, or of the whole library."),
    _command("Entities", ("watchlist",), "unwatch", "x", "Stop watching", "stop watching",
             "Take this row off the watchlist."),
    _command("Entities", ("watchlist",), "watch-more", "a", "Watch a name or words", "watch more",
             "Type a name to watch, or words to watch for in every article."),
    _command("Entities", CORRECTING, "merge", "d m", "Merge with another", "",
             "The entity in focus is really another one: choose which. Meant for every article, those to come "
             "among them, as are the corrections below where they ask."),
    _command("Entities", CORRECTING, "split", "d s", "Split", "",
             "The mention at the cursor is of somebody else: choose who, or type a new name, and where."),
    _command("Entities", CORRECTING, "change-kind", "d k", "Change the kind", "",
             "The entity in focus is really a person, place or organisation."),
    _command("Entities", CORRECTING, "dismiss", "d d", "Dismiss", "",
             "The mention at the cursor is no name or date: choose whether here or everywhere."),
    _command("Entities", CORRECTING, "corrections", "d l", "Corrections", "",
             "What you have corrected, newest first; choose one to take it back."),
    # Screen
    _command("Screen", PANES, "fold", "z", "Fold the section", "",
             "Fold or unfold the section of the sidebar."),
    _command("Screen", PANES, "toggle-sidebar", "\\  f3", "Show or fold the sidebar", "",
             "Fold the sidebar away, or bring it back."),
    _command("Screen", PANES, "toggle-list", "f2  |", "Show or fold the list", "",
             "Fold the article list away, or bring it back."),
    _command("Screen", PANES, "mirror", "f4", "Mirror the layout", "",
             "List on the right and sidebar on the left, or the other way round."),
    _command("Screen", OUTSIDE_HELP, "palette", ":  ctrl+p", "Command palette", "",
             "Find a command by its name."),
    _command("Screen", OUTSIDE_HELP, "help", "?  f1", "Help", "help",
             "All keys that work here."),
    _command("Screen", EVERYWHERE, "redraw", "ctrl+l", "Redraw", "",
             "Draw the whole screen again."),
    _command("Screen", EVERYWHERE, "suspend", "ctrl+z", "Suspend", "",
             "Back to the shell; `fg` comes back here."),
    _command("Screen", PAGES, "close", "q  escape", "Close", "close",
             "Back to the reader."),
    _command("Screen", PANES, "quit", "q", "Quit", "quit",
             "Leave; the reader opens again as you left it."),
    _command("Screen", EVERYWHERE, "quit-at-once", "ctrl+q  ctrl+c", "Quit from anywhere", "",
             "Leave from any screen; nothing is lost."),
)  # fmt: skip

FIRST_HINTS = ("help", "quit", "close")

# Words at the foot of the pages, where there is room for more than over the panes.
PAGE_HINTS = {
    "timeline": "timeline",
    "watch": "watch",
    "narrow": "narrow",
    "dossier": "dossier",
    "find-dossier": "find",
}

BY_ID: dict[str, Command] = {command.id: command for command in COMMANDS}

# What the key of each Latin letter (US layout) prints under the Arabic layouts of Linux, Windows and macOS.
# Where one key prints a ligature, terminals send the ligature or its two letters one after the other: both
# are here.
PHYSICAL: dict[str, tuple[str, ...]] = {
    "q": ("ض",), "w": ("ص",), "e": ("ث",), "r": ("ق",), "t": ("ف",), "y": ("غ",), "u": ("ع",), "i": ("ه",),
    "o": ("خ",), "p": ("ح",), "[": ("ج",), "]": ("د",),
    "a": ("ش",), "s": ("س",), "d": ("ي",), "f": ("ب",), "g": ("ل",), "h": ("ا",), "j": ("ت",), "k": ("ن",),
    "l": ("م",), ";": ("ك",), "'": ("ط",),
    "z": ("ئ",), "x": ("ء",), "c": ("ؤ",), "v": ("ر",), "b": ("ﻻ", "ل ا"), "n": ("ى",), "m": ("ة",),
    ",": ("و",), ".": ("ز",), "/": ("ظ",), "`": ("ذ",),
    "Q": ("َ",), "W": ("ً",), "E": ("ُ",), "R": ("ٌ",), "T": ("ﻹ", "ل إ"), "Y": ("إ",), "U": ("‘",), "I": ("÷",),
    "O": ("×",), "P": ("؛",), "{": ("<",), "}": (">",),
    "A": ("ِ",), "S": ("ٍ",), "G": ("ﻷ", "ل أ"), "H": ("أ",), "J": ("ـ",), "K": ("،",),
    "X": ("ْ",), "B": ("ﻵ", "ل آ"), "N": ("آ",), "M": ("’",), "?": ("؟",), "~": ("ّ",),
    # The keys below print an ASCII sign that is a key of its own; a command whose sign it is comes first.
    "D": ("]",), "F": ("[",), "L": ("/",), "Z": ("~",), "C": ("}",), "V": ("{",),
    "1": ("١", "۱"), "2": ("٢", "۲"), "3": ("٣", "۳"), "4": ("٤", "۴"), "5": ("٥", "۵"),
    "6": ("٦", "۶"), "7": ("٧", "۷"), "8": ("٨", "۸"), "9": ("٩", "۹"), "0": ("٠", "۰"),
}  # fmt: skip


def in_group(group: Group, context: Context | None = None) -> Iterable[Command]:
    """Yield the commands of a group, only those of one context if it is given."""
    for command in COMMANDS:
        if command.group == group and (context is None or context in command.contexts):
            yield command
