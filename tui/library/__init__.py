"""Articles, mentions, entities and the reader's marks: everything that touches SQL."""

from tui.library.errors import LibraryError
from tui.library.library import Library

__all__ = ["Library", "LibraryError"]
