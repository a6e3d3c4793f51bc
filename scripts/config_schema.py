"""Writes schemas/config.schema.json from the keys of the configuration and the options of the rules."""

import json
from pathlib import Path

from ecslint import shelf
from ecslint.config.schema import schema

PATH = Path(__file__).parents[1] / "schemas" / "config.schema.json"


def text() -> str:
    """The file as it should be."""
    return json.dumps(schema(shelf.everything()), indent=2) + "\n"


if __name__ == "__main__":
    PATH.write_text(text(), encoding="utf-8")
