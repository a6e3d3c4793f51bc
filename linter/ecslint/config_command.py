"""`ecslint config show`, `ecslint config schema` and `ecslint config init`."""

import json
import os
import sys
from collections.abc import Sequence

from ecslint import shelf
from ecslint.annotations import TYPE_CHECKING
from ecslint.arguments import CONFIG_ACTIONS, config_parser
from ecslint.config import FILES, Nearest, load
from ecslint.config.schema import schema
from ecslint.config.show import lines
from ecslint.config.starter import starter
from ecslint.config.toml import is_shared
from ecslint.configured import VARIABLES, root_config, root_of_run
from ecslint.errors import UsageError

if TYPE_CHECKING:
    from argparse import Namespace

    from ecslint.config import Config


def run(argv: Sequence[str]) -> int:
    """Run one of the three; without a name it is `show`."""
    if not argv or (argv[0].startswith("-") and argv[0] not in {"-h", "--help"}):
        argv = ["show", *argv]
    action = argv[0]
    if action in {"-h", "--help"}:
        print("usage: ecslint config [ACTION] [OPTIONS]\n\nactions:")
        for name, text in CONFIG_ACTIONS.items():
            print(f"  {name:10} {text}")
        return 0
    if action not in CONFIG_ACTIONS:
        raise UsageError(
            f"`{action[:40]}` is no action on the configuration, allowed are `show`, `schema` and `init`"
        )
    arguments = config_parser(action).parse_args(argv[1:])
    if action == "show":
        return _show(arguments)
    if action == "schema":
        json.dump(schema(shelf.everything()), sys.stdout, indent=2)
        print()
        return 0
    return _init()


def _show(arguments: "Namespace") -> int:
    for name in VARIABLES:
        # What the command has no option for can still come from the environment.
        setattr(arguments, name, getattr(arguments, name, None))
    explicit = arguments.config
    config, nearest = root_config(arguments, [arguments.path])
    if nearest is None and explicit is None and arguments.config is not None:
        print(f"# named by the environment variable {VARIABLES['config'][0]}")
    overrides = {
        name.replace("_", "-"): (getattr(arguments, name), f"environment variable {variable}")
        for name, (variable, _) in VARIABLES.items()
        if name != "config" and getattr(arguments, name) is not None
    }
    for line in lines(_as_written(config, arguments.config, root_of_run([arguments.path])), overrides):
        print(line)
    return 0


def _as_written(config: "Config", explicit: str | None, root: str) -> "Config":
    """The same configuration with its patterns as they stand in its file, not moved to the working directory."""
    if config.folder is None:
        return config
    return load(config.folder, explicit) if explicit else Nearest(config.folder).of(root)


def _init() -> int:
    for name in FILES:
        if os.path.lexists(name) and (not is_shared(name) or load(".").path == name):
            raise UsageError(f"{name} is there already, and is not overwritten")
    try:
        with open(FILES[0], "x", encoding="utf-8") as file:
            file.write(starter())
    except OSError as error:
        raise UsageError(f"{FILES[0]}: cannot be written: {error.strerror or error}") from error
    print(f"Wrote {FILES[0]}.")
    return 0
