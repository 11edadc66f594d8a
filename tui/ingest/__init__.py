"""Articles in: plain text from files, directories and standard input."""

from tui.ingest.paths import UnreadableError, decoded, read_content, read_file, read_paths, read_text
from tui.ingest.samples import read_samples, sample_paths
from tui.library.model import Failure, Source

__all__ = [
    "Failure",
    "Source",
    "UnreadableError",
    "decoded",
    "read_content",
    "read_file",
    "read_paths",
    "read_samples",
    "read_text",
    "sample_paths",
]
