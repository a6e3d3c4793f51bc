"""The configuration: `ecslint.toml`, `.ecslint.toml` or `[tool.ecslint]` in `pyproject.toml`, nearest file first.

What a file may say stands in `keys.py`; this front door is all that a run without a configuration imports.
"""

import os
from collections.abc import Mapping

from ecslint.annotations import TYPE_CHECKING, Any
from ecslint.discover import DEFAULT_EXCLUDE
from ecslint.record import NamedTuple

if TYPE_CHECKING:
    from ecslint.suppress.entry import Entry

FILES = ("ecslint.toml", ".ecslint.toml", "pyproject.toml")
LEVELS = ("error", "warning", "info")
ECR_FAIL_ON = ("critical", "high", "medium", "low", "any", "none")
ECR_ON_ERROR = ("error", "warn", "ignore")
LAUNCH_TYPES = ("FARGATE", "EC2", "EXTERNAL", "MANAGED_INSTANCES")


class Config(NamedTuple):
    """The settings of a configuration file and those it extends, or the defaults; None stands for what is left open.

    `exclude` is complete: the defaults or what replaces them, and what extends them, as patterns that hold for the
    working directory. The globs of `per_file_ignores` and of `suppress` hold for `folder`, the real path of the folder of
    the file. `services` maps real paths of service definitions to those of the task definitions they run, `dockerfiles`
    those of task definitions to those of the Dockerfiles of their images. `severity` maps
    rules to levels, `rules` rules to their options, unchecked. `baseline` is a path that opens. `path` is the file as people
    know it, `origins` says by key, and for tables by `key.entry`, from which files each value came.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    exclude: tuple[str, ...] = DEFAULT_EXCLUDE
    fail_on: str | None = None
    min_severity: str | None = None
    launch_type: str | None = None
    mandatory: tuple[str, ...] = ()
    require_reason: bool = False
    inline_ignores: bool = True
    foreign_ignores: bool = True
    baseline: str | None = None
    suppress: "tuple[Entry, ...]" = ()
    per_file_ignores: Mapping[str, tuple[str, ...]] = {}
    services: Mapping[str, str] = {}
    dockerfiles: Mapping[str, str] = {}
    severity: Mapping[str, str] = {}
    rules: Mapping[str, Mapping[str, Any]] = {}
    ecr: Mapping[str, Any] = {}
    path: str | None = None
    folder: str | None = None
    origins: Mapping[str, tuple[str, ...]] = {}


def load(start: str, explicit: str | None = None, isolated: bool = False) -> Config:
    """The configuration for a run in the folder `start`.

    `explicit` names the file to read, `isolated` says to read none. Else the nearest file at or above `start` counts,
    up to the root of the repository. Raises `UsageError` for a file that cannot be read or that says something wrong.
    """
    if explicit is not None:
        from ecslint.config.reading import read  # noqa: PLC0415 - most runs have no configuration

        return read(explicit, start)
    return Config() if isolated else Nearest(start).of(start)


class Nearest:
    """Finds the configuration of folders, reading each file once; patterns are made to hold for the folder `start`."""

    def __init__(self, start: str) -> None:
        self._start = start
        self._found: dict[str, Config] = {}

    def of(self, folder: str) -> Config:
        """The configuration for the files of a folder."""
        folder = os.path.abspath(folder)
        passed = []
        while folder not in self._found:
            passed.append(folder)
            config = self._in(folder)
            parent = os.path.dirname(folder)
            if config is not None:
                self._found[folder] = config
            elif parent == folder or os.path.lexists(os.path.join(folder, ".git")):
                self._found[folder] = _DEFAULTS
            else:
                folder = parent
        for one in passed:
            self._found[one] = self._found[folder]
        return self._found[folder]

    def _in(self, folder: str) -> Config | None:
        """What the files of one folder say, None if they say nothing about us."""
        for name in FILES:
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                from ecslint.config.reading import read_if_ours  # noqa: PLC0415 - most runs have no configuration

                config = read_if_ours(path, self._start)
                if config is not None:
                    return config
        return None


_DEFAULTS = Config()
