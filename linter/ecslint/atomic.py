"""Files written whole or not at all: a finished temporary file beside the old one takes its place."""

import os


def replace(path: str, data: bytes) -> None:
    """Give a file new content, keeping its mode and following links; raises `OSError` and leaves it as it was."""
    real = os.path.realpath(path)
    temporary = f"{real}.ecslint-{os.getpid()}"
    try:
        mode = os.stat(real).st_mode & 0o7777 if os.path.exists(real) else None
        with open(temporary, "wb") as file:
            file.write(data)
        if mode is not None:
            os.chmod(temporary, mode)
        os.replace(temporary, real)
    finally:
        if os.path.lexists(temporary):
            os.unlink(temporary)
