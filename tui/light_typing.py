"""What `typing` offers to classes, without what it takes at run time: 3 ms to load, and 0.1 for each named tuple.

Most of that goes into compiling annotations that nobody asks for. Type checkers see `typing` itself here. A module that
makes named tuples has its annotations as strings (`from __future__ import annotations`).
"""

from __future__ import annotations

from _collections import _tuplegetter  # type: ignore[import-not-found]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, ClassVar, Self
    from typing import Generic as Generic
    from typing import NamedTuple as NamedTuple
    from typing import TypeVar as TypeVar


class _Record(tuple):  # type: ignore[type-arg]
    """What all of them can do."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ()
    _field_defaults: ClassVar[Mapping[str, Any]] = {}

    def __new__(cls, *values: Any, **named: Any) -> Self:
        if named or len(values) != len(cls._fields):
            values = cls._filled(values, named)
        return tuple.__new__(cls, values)

    @classmethod
    def _filled(cls, values: Sequence[Any], named: dict[str, Any]) -> tuple[Any, ...]:
        """The values of all fields: those given by place, by name, and the usual ones."""
        if len(values) > len(cls._fields):
            raise TypeError(f"{cls.__name__} takes {len(cls._fields)} values, not {len(values)}")
        defaults = cls._field_defaults
        filled = [*values]
        for field in cls._fields[len(values) :]:
            if field in named:
                filled.append(named.pop(field))
            elif field in defaults:
                filled.append(defaults[field])
            else:
                raise TypeError(f"{cls.__name__} needs {field!r}")
        if named:
            raise TypeError(
                f"{cls.__name__} takes no {', '.join(named)} beside {len(values)} values by place"
            )
        return tuple(filled)

    def _replace(self, **changes: Any) -> Self:
        """The same with other values in some fields."""
        replaced = tuple.__new__(type(self), map(changes.pop, self._fields, self))
        if changes:
            raise ValueError(f"{type(self).__name__} has no {list(changes)}")
        return replaced

    def _asdict(self) -> dict[str, Any]:
        """The values by the names of their fields."""
        return dict(zip(self._fields, self, strict=True))

    def __getnewargs__(self) -> tuple[Any, ...]:
        return tuple(self)

    def __repr__(self) -> str:
        values = ", ".join(f"{field}={value!r}" for field, value in self._asdict().items())
        return f"{type(self).__name__}({values})"


class _Maker(type):
    """Makes a class of named fields of one whose body annotates them."""

    def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> Any:
        if not bases:
            return super().__new__(cls, name, bases, body)
        fields = tuple(body["__annotations__"])
        defaults = {field: body[field] for field in fields if field in body}
        if tuple(defaults) != fields[len(fields) - len(defaults) :]:
            raise TypeError(f"{name}: a field without a default follows one with a default")
        body |= {field: _tuplegetter(at, None) for at, field in enumerate(fields)}
        body |= {"__slots__": (), "__match_args__": fields, "_fields": fields, "_field_defaults": defaults}
        return type(name, (_Record,), body)


if not TYPE_CHECKING:

    class NamedTuple(metaclass=_Maker):
        """The base of a class whose annotated names are the fields of a tuple, with defaults if they have any."""

    TypeVar = str
    """A type variable is its name, and no more."""

    class Generic:
        """The base of a class that is written for many types: at run time it is the same for all of them."""

        __slots__ = ()

        def __class_getitem__(cls, item: object) -> type:
            return cls
