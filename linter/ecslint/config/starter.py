"""The file that `ecslint config init` writes: every key with an example, all of them commented out."""

from ecslint.config.keys import KEYS

_OPENING = """\
# Configuration of ecslint. Everything here is an example: take away the `#` where you want to differ from the defaults.
# `ecslint config show` says what is in force and where it came from, `ecslint config schema` describes every key.
"""


def starter() -> str:
    """The text of a new `ecslint.toml`."""
    parts = [_OPENING]
    # A key below a table would belong to it, so tables come last.
    for name in sorted(KEYS, key=lambda name: KEYS[name].example.startswith("[")):
        example = "\n".join(f"# {line}" for line in KEYS[name].example.split("\n"))
        doc = KEYS[name].doc
        parts.append(f"# {doc[0].upper()}{doc[1:]}.\n{example}\n")
    return "\n".join(parts)
