"""What arguments, environment and configuration add up to: the settings of a run, and of the files below it."""

import os
from collections.abc import Callable, Mapping, Sequence

from ecslint.annotations import TYPE_CHECKING
from ecslint.arguments import LEVELS
from ecslint.config import LAUNCH_TYPES, Config, Nearest, load
from ecslint.errors import UsageError
from ecslint.settings import Settings
from ecslint.shelf import Selection, check_selector, parse_selectors

if TYPE_CHECKING:
    from argparse import Namespace

# Options that the environment can set, and what they allow (nothing: any text).
VARIABLES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "config": ("ECSLINT_CONFIG", ()),
    "baseline": ("ECSLINT_BASELINE", ()),
    "fail_on": ("ECSLINT_FAIL_ON", (*LEVELS, "never")),
    "min_severity": ("ECSLINT_MIN_SEVERITY", tuple(LEVELS)),
    "launch_type": ("ECSLINT_LAUNCH_TYPE", LAUNCH_TYPES),
}
# The rules that `require-reason` switches on.
REASONS = ("ignore-without-reason", "suppression-without-reason")


def settings_of(arguments: "Namespace", config: Config) -> Settings:
    given = parse_selectors(arguments.select or [])
    selection = Selection(
        select=given or tuple(config.select),
        ignore=parse_selectors(arguments.ignore or []) + (() if given else tuple(config.ignore)),
        extend_select=parse_selectors(arguments.extend_select or [])
        + (() if given else tuple(config.extend_select)),
        # A narrower look on the command line is just that; otherwise what is mandatory runs, whatever is ignored.
        always=(() if given else config.mandatory) + (REASONS if config.require_reason else ()),
    )
    settings = discovery_settings(arguments, config)
    if config.severity or config.rules:
        from ecslint.rule_settings import options_of, severities_of  # noqa: PLC0415 - few configurations single rules out

        settings = settings._replace(
            severities=severities_of({rule: LEVELS[level] for rule, level in config.severity.items()}),
            options=options_of(config.rules),
        )
    return settings._replace(
        selection=selection,
        kind=arguments.kind,
        launch_type=arguments.launch_type or config.launch_type,
        inline_ignores=config.inline_ignores and not arguments.no_inline_ignores,
        per_file_ignores=config.per_file_ignores,
        root=config.folder,
        foreign_ignores=config.foreign_ignores,
        services=config.services,
        dockerfiles=config.dockerfiles,
        mandatory=config.mandatory,
        suppressions=config.suppress,
    )


def configured(
    arguments: "Namespace",
    paths: Sequence[str],
    settings_from: "Callable[[Namespace, Config], Settings] | None" = None,
) -> tuple[Config, Settings]:
    """The configuration at the root of a run over `paths`, and its settings, which know those nearest to other files.

    `settings_from` makes settings of arguments and a configuration: all of them, if it is not given.
    """
    make = settings_from or settings_of
    config, nearest = root_config(arguments, paths)
    if nearest is None:
        return config, _verified(make(arguments, config))
    known: dict[int, Settings] = {}

    def settings_in(folder: str) -> Settings:
        config = nearest.of(folder)
        if id(config) not in known:
            known[id(config)] = _verified(make(arguments, config)._replace(nearest=settings_in))
        return known[id(config)]

    return config, settings_in(root_of_run(paths))


def root_config(arguments: "Namespace", paths: Sequence[str]) -> tuple[Config, Nearest | None]:
    """The configuration at the root of a run, and how to find others; None where there are no others.

    The environment stands between command line and configuration. Raises `UsageError`.
    """
    if arguments.isolated and arguments.config is not None:
        raise UsageError("`--isolated` reads no configuration, so it goes with no `--config`")
    _fill_in(arguments)
    here = os.getcwd()
    if arguments.config is not None or arguments.isolated:
        return load(here, arguments.config, arguments.isolated), None
    nearest = Nearest(here)
    return nearest.of(root_of_run(paths)), nearest


def root_of_run(paths: Sequence[str]) -> str:
    """The deepest folder that holds all that is to be linted."""
    folders = {path if os.path.isdir(path) else os.path.dirname(path) or "." for path in paths}
    try:
        return os.path.commonpath([os.path.abspath(folder) for folder in folders]) if folders else "."
    except ValueError:
        return "."


def _verified(settings: Settings) -> Settings:
    settings.selection.verify()
    for selectors in settings.per_file_ignores.values():
        for selector in selectors:
            check_selector(selector)
    for selector in settings.mandatory:
        check_selector(selector)
    return settings


def _fill_in(arguments: "Namespace") -> None:
    """Take from the environment what the command line leaves open."""
    for name, (variable, choices) in VARIABLES.items():
        value = os.environ.get(variable, "")
        if not value or getattr(arguments, name, "") is not None:
            continue
        if choices:
            value = value.upper() if choices == LAUNCH_TYPES else value.lower()
            if value not in choices:
                raise UsageError(f"{variable} is wrong, allowed is {', '.join(choices)}")
        elif name == "config" and arguments.isolated:
            continue
        setattr(arguments, name, value)


def discovery_settings(arguments: "Namespace", config: Config) -> Settings:
    """The settings that say which files are meant."""
    return Settings(
        exclude=(*config.exclude, *arguments.exclude),
        use_gitignore=not arguments.no_gitignore,
        force_exclude=arguments.force_exclude,
    )
