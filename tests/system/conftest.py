"""The real program in real terminals: what every test of this room begins with."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

# The pseudo-terminal is that of the terminal's own tests.
sys.path.append(str(Path(__file__).parents[1] / "terminal"))

from system_reader import Home

from tui.ingest.samples import read_samples
from tui.library import Library
from tui.library.extractor import Extractor


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if sys.platform != "linux":
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(pytest.mark.skip(reason="needs Linux pseudo-terminals and /proc"))


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that holds the sample articles with the names and dates in them."""
    path = tmp_path_factory.mktemp("filled") / "library.db"
    with Library.open(path) as library:
        ids = library.add(read_samples()).added
        extractor = Extractor(library)
        library.store_extractions([(article, extractor.extract(article)) for article in ids])
    return path


@pytest.fixture
def home(tmp_path: Path, filled: Path) -> Iterator[Home]:
    """Directories of one user, with a library in its usual place; what was started there ends with the test."""
    home = Home(tmp_path / "home")
    home.library.parent.mkdir(parents=True)
    shutil.copyfile(filled, home.library)
    home.library.chmod(0o600)
    yield home
    home.close()


@pytest.fixture
def empty_home(tmp_path: Path) -> Iterator[Home]:
    """Directories of a user who has never started the program."""
    home = Home(tmp_path / "home")
    yield home
    home.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with room for little."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small file system")
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"cannot mount here: {mounted.stderr.decode().strip()}")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)
