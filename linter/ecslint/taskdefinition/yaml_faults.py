"""What PyYAML says of a text that is no YAML, in plain words."""

import re

import yaml

_REASONS = (
    (r"found character '\\t' that cannot start any token", "a tab in the indentation, YAML allows spaces only"),
    (r"found character '.' that cannot start any token", "no value starts with this character, unless it stands in quotes"),
    (r"mapping values are not allowed here", "found `:` where no key can be: the value needs quotes, or the line above lacks its `: `"),
    (r"could not find expected ':'", "the line is no `key: value`"),
    (r"expected <block end>, but found '<scalar>'", "text behind a quoted value, or a quote that is missing before it"),
    (r"expected <block end>, but found '(?:<block mapping start>|\?|-|<block sequence start>)'", "the line is not indented like the ones before it"),
    (r"expected ',' or '[\]}]'", "a `[` or `{` that is never closed, or a `,` that is missing"),
    (r"found unexpected end of stream", "a quote that is never closed"),
)  # fmt: skip


def meaning(error: yaml.YAMLError) -> str:
    """What is wrong, without the lines of the file that PyYAML shows."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return str(getattr(error, "reason", "") or "a character that YAML does not allow")
    said = ", ".join(part for part in (error.context, error.problem) if part)
    for pattern, plain in _REASONS:
        if re.search(pattern, said):
            return plain
    return " ".join(said.split())
