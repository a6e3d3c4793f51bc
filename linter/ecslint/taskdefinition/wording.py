"""How values of a file are shown in messages."""

LONGEST = 60


def shown(value: object) -> str:
    """A value in backquotes, cut where it is too long for a message."""
    text = str(value)
    text = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return "`" + text.replace("`", "'") + "`"
