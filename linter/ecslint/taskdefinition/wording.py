"""How values of a file are shown in messages."""

LONGEST = 60


def cut(value: object) -> str:
    """A value short enough for a message, and on one line."""
    text = str(value)
    if not text.isprintable():
        text = "".join(
            char if char.isprintable() else char.encode("unicode_escape").decode()
            for char in text[: LONGEST + 1]
        )
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def shown(value: object) -> str:
    """A value in backquotes, cut where it is too long for a message."""
    return "`" + cut(value).replace("`", "'") + "`"
