"""Writes the SPDX identifiers into linter/ecslint/dockerfile/licenses.py: `python scripts/licenses.py`.

They come from `packaging`, which carries the list of licences that SPDX publishes.
"""

import os
import textwrap

from packaging.licenses import _spdx

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TARGET = os.path.join(ROOT, "linter", "ecslint", "dockerfile", "licenses.py")


def block(name: str, identifiers: list[str]) -> str:
    """A frozen set, in lower case, since SPDX compares without regard to case."""
    text = " ".join(sorted(identifier.lower() for identifier in identifiers))
    lines = textwrap.wrap(text, width=116, break_on_hyphens=False)
    return f'{name} = frozenset(\n    """' + "\n    ".join(lines) + '""".split()\n)\n'


def module() -> str:
    """The text of the module."""
    return (
        f'"""The identifiers of licences and exceptions in the SPDX list {_spdx.VERSION}; made by scripts/licenses.py."""\n\n'
        + block("LICENSES", [one["id"] for one in _spdx.LICENSES.values()])
        + block("EXCEPTIONS", [one["id"] for one in _spdx.EXCEPTIONS.values()])
    )


if __name__ == "__main__":
    with open(TARGET, "w", encoding="utf-8") as file:
        file.write(module())
