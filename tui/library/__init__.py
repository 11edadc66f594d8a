"""Articles, mentions, entities and the reader's marks: everything that touches SQL."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.library.errors import LibraryError as LibraryError
    from tui.library.library import Library as Library

__all__ = ["Library", "LibraryError"]


def __getattr__(name: str) -> object:
    """Load the library when it is asked for: the first frame needs one small module of this package."""
    if name == "Library":
        from tui.library.library import Library

        return Library
    if name == "LibraryError":
        from tui.library.errors import LibraryError

        return LibraryError
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
