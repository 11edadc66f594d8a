"""Publication dates, as people and feeds write them."""

from __future__ import annotations

import pytest

from tui.ingest.head import parse_published


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2018-06-07", "2018-06-07"),
        ("2018/6/7", "2018-06-07"),
        ("07/06/2018", "2018-06-07"),
        ("7-6-2018", "2018-06-07"),
        ("2018-06-07T10:30:00+03:00", "2018-06-07T10:30:00+03:00"),
        ("Thu, 07 Jun 2018 10:00:00 GMT", "2018-06-07T10:00:00+00:00"),
        ("٢٠١٨-٠٦-٠٧", "2018-06-07"),
        ("۷/۶/۲۰۱۸", "2018-06-07"),
        ("31/02/2018", None),
        ("soon", None),
    ],
)
def test_a_publication_date_is_read_as_it_was_meant(written: str, iso: str | None) -> None:
    assert parse_published(written) == iso
