"""Named tuples that cost little to define: `typing.NamedTuple` as far as this linter uses it, without code compiled per class.

The standard library compiles a constructor for each class, which for the fifty values of this linter is an eighth of a
whole run over one Dockerfile. Here classes with equally many fields share one compiled constructor.
"""

from ecslint.annotations import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple  # noqa: PLC0414 - the form that re-exports
else:
    from _collections import _tuplegetter
    from types import CodeType, FunctionType

    # Number of fields -> the code of a constructor that takes so many.
    _constructors: dict[int, CodeType] = {}

    def _constructor(name: str, fields: tuple[str, ...], defaults: tuple[object, ...]) -> FunctionType:
        """`__new__` with the fields as its parameters."""
        count = len(fields)
        if count not in _constructors:
            names = "".join(f"f{number}, " for number in range(count))
            _constructors[count] = eval(f"lambda cls, {names}: new(cls, ({names}))").__code__
        code = _constructors[count].replace(
            co_varnames=("cls", *fields), co_name="__new__", co_qualname=f"{name}.__new__"
        )
        return FunctionType(code, {"new": tuple.__new__}, "__new__", defaults)

    class _Values(tuple):
        """What all named tuples can do."""

        __slots__ = ()
        _fields = ()

        def __repr__(self) -> str:
            values = ", ".join(f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({values})"

        def _replace(self, **changes: object) -> "_Values":
            return type(self)(**{**self._asdict(), **changes})

        def _asdict(self) -> dict[str, object]:
            return dict(zip(self._fields, self, strict=True))

        def __getnewargs__(self) -> tuple[object, ...]:
            return tuple(self)

    def _annotations(body: dict[str, object]) -> tuple[str, ...]:
        """The names that the body of a class annotates, in their order."""
        # From Python 3.14 on the body holds a function that makes them when it is asked for the values (1).
        annotate = body.get("__annotate_func__") or body.get("__annotate__")
        return tuple(annotate(1) if callable(annotate) else body.get("__annotations__", ()))

    class _Definition(type):
        """Turns the body of a class into a tuple with named fields."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, object]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = _annotations(body)
            defaults = tuple([body[field] for field in fields if field in body])
            for number, field in enumerate(fields):
                body[field] = _tuplegetter(number, None)
            body["__slots__"] = ()
            body["_fields"] = body["__match_args__"] = fields
            body["_field_defaults"] = dict(zip(fields[len(fields) - len(defaults) :], defaults, strict=True))
            body["__new__"] = _constructor(name, fields, defaults)
            return type(name, (_Values,), body)

    class NamedTuple(metaclass=_Definition):
        """The base that a named tuple names."""
