"""Everything that decides what is found, whoever asked: command line, configuration or Python."""

import os
from collections.abc import Callable, Mapping, Sequence

from ecslint.annotations import TYPE_CHECKING, Any
from ecslint.discover import DEFAULT_EXCLUDE
from ecslint.finding import Severity
from ecslint.record import NamedTuple
from ecslint.shelf import Selection

if TYPE_CHECKING:
    from ecslint.ecr.survey import Plan
    from ecslint.suppress.entry import Entry


class Settings(NamedTuple):
    """The settings of a run, or of the files below one configuration.

    `kind` forces what a file is; `launch_type` stands in where a task definition does not say. `exclude` are patterns of
    files and folders to leave out.

    What silences findings: `inline_ignores` and `foreign_ignores` say whether comments do, ours and those for other tools;
    `suppressions` are the entries of the configuration, `per_file_ignores` maps globs to selectors, both for paths from
    `root`, the folder of the configuration; `mandatory` selects what nothing silences; `today` is the day (YYYY-MM-DD) that
    decides what has expired, None for the real one.

    `services` maps real paths of service definitions to those of the task definitions they run,
    `dockerfiles` those of task definitions to those of the Dockerfiles of their images.

    `ecr` says how images in ECR are looked at, None that they are not; those of the root of the run hold for all files.

    `nearest` gives the settings for the files of a folder; None says that these hold for all.
    """

    selection: Selection = Selection()
    severities: Mapping[str, Severity] = {}
    options: Mapping[str, Any] = {}
    kind: str | None = None
    launch_type: str | None = None
    inline_ignores: bool = True
    foreign_ignores: bool = True
    mandatory: Sequence[str] = ()
    suppressions: "Sequence[Entry]" = ()
    per_file_ignores: Mapping[str, Sequence[str]] = {}
    services: Mapping[str, str] = {}
    dockerfiles: Mapping[str, str] = {}
    root: str | None = None
    today: str | None = None
    exclude: Sequence[str] = DEFAULT_EXCLUDE
    use_gitignore: bool = True
    force_exclude: bool = False
    ecr: "Plan | None" = None
    nearest: "Callable[[str], Settings] | None" = None

    def of(self, path: str) -> "Settings":
        """The settings of the configuration nearest to a file."""
        return self if self.nearest is None else self.nearest(os.path.dirname(path) or ".")
