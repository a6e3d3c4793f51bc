"""Names for annotations: those of `typing`, for type checkers only.

Nothing in a run asks `typing` anything, and its import is a tenth of what one Dockerfile costs.
"""

# Type checkers take this name for true, wherever it comes from.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any as Any  # noqa: PLC0414 - the form that re-exports, here and below
    from typing import ClassVar as ClassVar  # noqa: PLC0414
    from typing import Generic as Generic  # noqa: PLC0414
    from typing import Literal as Literal  # noqa: PLC0414
    from typing import NoReturn as NoReturn  # noqa: PLC0414
    from typing import Protocol as Protocol  # noqa: PLC0414
    from typing import TextIO as TextIO  # noqa: PLC0414
    from typing import TypeGuard as TypeGuard  # noqa: PLC0414
    from typing import TypeVar as TypeVar  # noqa: PLC0414
    from typing import cast as cast  # noqa: PLC0414
else:

    class Generic:
        """Takes parameters and forgets them."""

        __slots__ = ()

        def __class_getitem__(cls, parameters: object) -> type:
            return cls

    class Protocol:
        """A base without any meaning when the program runs."""

    Any = NoReturn = TextIO = object
    ClassVar = Literal = TypeGuard = Generic

    def TypeVar(name: str, **bounds: object) -> type:  # noqa: ARG001, N802 - the name and form of `typing`
        return object

    def cast(kind: object, value: object) -> object:  # noqa: ARG001
        return value
