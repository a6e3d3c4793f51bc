"""What variables hold at a place in a Dockerfile: global ARGs, a stage's ARG and ENV, and what a stage inherits."""

from collections.abc import Iterator, Mapping

from ecslint.dockerfile.expand import Expansion, Missing, expand
from ecslint.dockerfile.words import Pair
from ecslint.record import NamedTuple

# The builder's own global ARGs: each needs an ARG line to be seen, and its value depends on the machine.
PLATFORM_ARGS = (
    "BUILDPLATFORM", "BUILDOS", "BUILDOSVERSION", "BUILDARCH", "BUILDVARIANT",
    "TARGETPLATFORM", "TARGETOS", "TARGETOSVERSION", "TARGETARCH", "TARGETVARIANT", "TARGETSTAGE",
)  # fmt: skip

# A chain of `ENV A=$A$A` doubles with each line; no real value is longer than this.
_MAX_VALUE = 65_536


class Setting(NamedTuple):
    """A value given to a name: `at` is the offset from which it holds, `value` None if nobody knows it."""

    at: int
    value: str | None
    pair: Pair | None
    is_env: bool


class Variables:
    """All settings of a stage, or of the lines before the first FROM.

    `missing` says what a name without any setting stands for: "empty", or "unknown" where a base image may set it.
    """

    __slots__ = ("_settings", "escape", "missing")

    def __init__(self, escape: str, missing: Missing, inherited: "Variables | None" = None) -> None:
        self.escape = escape
        self.missing: Missing = missing
        self._settings: dict[str, list[Setting]] = {}
        if inherited is not None:
            # -1: inherited settings hold from the first line on.
            for name in inherited._settings:
                setting = inherited.lookup(name, None)
                if setting is not None:
                    self._settings[name] = [setting._replace(at=-1)]

    def set(self, name: str, setting: Setting) -> None:
        self._settings.setdefault(name, []).append(setting)

    def lookup(self, name: str, at: int | None) -> Setting | None:
        """The setting in force at an offset (None: at the end); ENV wins over ARG, then the later one."""
        best: Setting | None = None
        for setting in self._settings.get(name, ()):
            if at is not None and setting.at >= at:
                break
            if best is None or setting.is_env or not best.is_env:
                best = setting
        return best

    def names(self) -> Iterator[str]:
        return iter(self._settings)

    def at(self, offset: int | None) -> "Scope":
        return Scope(self, offset)


class Scope(Mapping[str, "str | None"]):
    """The variables as they are at one place: name -> value, None for a declared name with an unknown value."""

    __slots__ = ("_offset", "_variables")

    def __init__(self, variables: Variables, offset: int | None) -> None:
        self._variables = variables
        self._offset = offset

    def setting(self, name: str) -> Setting | None:
        return self._variables.lookup(name, self._offset)

    def __getitem__(self, name: str) -> str | None:
        setting = self.setting(name)
        if setting is None:
            raise KeyError(name)
        return setting.value

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.setting(name) is not None

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._variables.names() if self.setting(name) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def expand(self, text: str, *, quotes: bool = True) -> Expansion:
        """What becomes of a word here."""
        return expand(text, self, self._variables.escape, missing=self._variables.missing, quotes=quotes)

    def value(self, text: str) -> str | None:
        """The value of a word here, None if it is unknown or longer than any real one."""
        value = self.expand(text).value
        return value if value is None or len(value) <= _MAX_VALUE else None
