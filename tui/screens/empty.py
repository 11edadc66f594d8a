"""What the reader says where there is nothing: the same before Textual is there and after."""

from __future__ import annotations

NO_ARTICLES = "No articles."
NOTHING_TO_READ = "Nothing to read yet: newsread add, with files or folders, takes articles in."
