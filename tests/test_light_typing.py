"""Named tuples of our own: to the programs that use them they are those of `typing`."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from typing import Any

import pytest

from tui.light_typing import NamedTuple


class Point(NamedTuple):
    """A point with a name."""

    x: int
    y: int = 0
    name: str = "origin"

    @property
    def sum(self) -> int:
        """Both together."""
        return self.x + self.y

    @classmethod
    def at(cls, x: int) -> Point:
        """A point on the axis."""
        return cls(x)


def test_fields_are_given_by_place_and_by_name_and_have_defaults() -> None:
    assert Point(1) == Point(1, 0) == Point(x=1) == Point(1, name="origin") == (1, 0, "origin")
    assert Point(1, 2, "a") == Point(y=2, name="a", x=1)
    assert Point.at(3).sum == 3
    assert hash(Point(1)) == hash((1, 0, "origin"))
    x, y, name = Point(4, 5, "b")
    assert (x, y, name) == (4, 5, "b")


@pytest.mark.parametrize(
    ("values", "named"), [((), {}), ((1, 2, "a", 4), {}), ((1,), {"x": 1}), ((1,), {"z": 1}), ((), {"y": 1})]
)
def test_fields_that_are_missing_twice_or_unknown_are_refused(
    values: tuple[Any, ...], named: dict[str, Any]
) -> None:
    with pytest.raises(TypeError, match="Point"):
        Point(*values, **named)


def test_a_changed_one_is_another() -> None:
    point = Point(1, 2)
    changed = point._replace(y=5)
    assert (point, changed) == ((1, 2, "origin"), (1, 5, "origin"))
    assert type(changed) is Point
    with pytest.raises(ValueError, match="has no"):
        point._replace(z=1)
    with pytest.raises(AttributeError):
        point.x = 3  # type: ignore[misc]
    with pytest.raises(AttributeError):
        point.other = 3  # type: ignore[attr-defined]


def test_it_says_what_it_is_and_survives_copies() -> None:
    point = Point(1, 2)
    assert repr(point) == "Point(x=1, y=2, name='origin')"
    assert point._asdict() == {"x": 1, "y": 2, "name": "origin"}
    assert Point._fields == ("x", "y", "name")
    for other in (copy.copy(point), copy.deepcopy(point), pickle.loads(pickle.dumps(point))):
        assert other == point
        assert type(other) is Point
    match point:
        case Point(1, y):
            assert y == 2
        case _:
            pytest.fail("its fields have no places")


def test_fields_without_a_default_come_first() -> None:
    with pytest.raises(TypeError, match="default"):

        class Wrong(NamedTuple):
            x: int = 0
            y: int  # type: ignore[misc]


def test_it_loads_next_to_nothing() -> None:
    code = "import sys; import tui.light_typing; print({'typing', 'collections', 're'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
