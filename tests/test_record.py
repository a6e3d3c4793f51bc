"""Our named tuples: the same behaviour as those of the standard library, class by class."""

import pickle
from typing import NamedTuple as Standard

import pytest

from ecslint.record import NamedTuple


class Ours(NamedTuple):
    """A value."""

    first: int
    second: str = "b"
    third: tuple[int, ...] = ()

    @property
    def double(self) -> int:
        return 2 * self.first


class Theirs(Standard):
    """A value."""

    first: int
    second: str = "b"
    third: tuple[int, ...] = ()

    @property
    def double(self) -> int:
        return 2 * self.first


class Lonely(NamedTuple):
    only: int


@pytest.mark.parametrize(
    ("arguments", "named"),
    [((1,), {}), ((1, "x"), {}), ((1, "x", (2,)), {}), ((), {"first": 3}), ((1,), {"third": (4, 5)})],
)
def test_it_is_a_tuple_like_the_standard_one(arguments: tuple[object, ...], named: dict[str, object]) -> None:
    ours, theirs = Ours(*arguments, **named), Theirs(*arguments, **named)  # type: ignore[arg-type]
    assert tuple(ours) == tuple(theirs)
    assert (ours.first, ours.second, ours.third, ours.double) == (*theirs, theirs.double)
    assert repr(ours) == repr(theirs).replace("Theirs", "Ours")
    assert ours._asdict() == theirs._asdict()
    assert ours._replace(first=9) == tuple(theirs._replace(first=9))
    assert isinstance(ours._replace(first=9), Ours)
    assert hash(ours) == hash(theirs)
    assert pickle.loads(pickle.dumps(ours)) == ours


@pytest.mark.parametrize(
    ("arguments", "named"), [((), {}), ((1, "x", (), 4), {}), ((1,), {"first": 2}), ((1,), {"other": 2})]
)
def test_wrong_arguments_are_refused(arguments: tuple[object, ...], named: dict[str, object]) -> None:
    with pytest.raises(TypeError, match=r"Ours\.__new__\(\)"):
        Ours(*arguments, **named)  # type: ignore[arg-type]


def test_it_knows_its_fields_and_cannot_change() -> None:
    assert Ours._fields == Theirs._fields == Ours.__match_args__
    assert Ours._field_defaults == Theirs._field_defaults
    assert Lonely(4) == (4,)
    with pytest.raises(AttributeError):
        Ours(1).first = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        Ours(1).fourth = 2  # type: ignore[attr-defined]
    with pytest.raises(TypeError, match="fourth"):
        Ours(1)._replace(fourth=2)  # type: ignore[call-arg]
