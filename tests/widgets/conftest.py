"""Fixtures of the widgets' tests."""

from __future__ import annotations

import pytest
from widgets_support import article_of

from tui.library.model import Article


@pytest.fixture
def article() -> Article:
    return article_of()
