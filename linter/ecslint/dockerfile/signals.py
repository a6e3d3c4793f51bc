"""The signals that STOPSIGNAL may name, as Linux numbers them."""

_NAMES = (
    "HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ "
    "VTALRM PROF WINCH IO PWR SYS"
)
_NUMBERS = {name: number for number, name in enumerate(_NAMES.split(), start=1)}
_ALIASES = {"IOT": 6, "CLD": 17, "POLL": 29, "UNUSED": 31}
_FIRST_REALTIME, _LAST_REALTIME = 34, 64


def signal_number(text: str) -> int | None:
    """The number of a signal given by name, with or without `SIG`, or by number; None if there is no such signal."""
    if text.isascii() and text.isdecimal():
        number = int(text) if len(text) < 9 else 0
        return number if 1 <= number <= _LAST_REALTIME else None
    name = text.upper().removeprefix("SIG")
    for start, first, sign in (("RTMIN", _FIRST_REALTIME, "+"), ("RTMAX", _LAST_REALTIME, "-")):
        if name == start:
            return first
        offset = name.removeprefix(start)
        if name.startswith(start) and offset[0] == sign and offset[1:].isdecimal() and len(offset) <= 3:
            number = first + int(offset)
            return number if _FIRST_REALTIME <= number <= _LAST_REALTIME else None
    return _NUMBERS.get(name, _ALIASES.get(name))
