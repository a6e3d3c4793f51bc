"""GitHub's own fingerprint of a line, so that an alert keeps its history whoever uploads the report."""

import struct
from operator import mul

from ecslint.source import Source

# A hash looks at this many UTF-16 units from the beginning of its line, whatever lines they are on.
_WINDOW = 100
_POWERS = tuple(pow(37, _WINDOW - 1 - place, 1 << 64) for place in range(_WINDOW))
_END = "\uffff" + "\0" * _WINDOW
# Empty and repeated lines are hashed once; a file of a million different lines is not kept twice.
_MOST_KNOWN = 4096
_UNITS = struct.Struct(f"<{_WINDOW}H")


def line_hashes(source: Source, last_line: int | None = None) -> list[str]:
    """`hash:count` for each line up to `last_line`: the hash of what follows, and how many lines had it so far.

    The file is read as GitHub's upload reads it: UTF-8 with its byte order mark, blanks and tabs dropped, lines ended by
    LF, CR or both.
    """
    text = source.encode().decode("utf-8", "replace").replace("\r\n", "\n")
    kept = text.replace(" ", "").replace("\t", "").replace("\r", "\n") + _END
    units = kept.encode("utf-16-le")
    known: dict[bytes, int] = {}
    counts: dict[int, int] = {}
    hashes: list[str] = []
    begin = 0
    while last_line is None or len(hashes) < last_line:
        window = units[begin : begin + 2 * _WINDOW]
        value = known.get(window)
        if value is None:
            if len(known) == _MOST_KNOWN:
                known.clear()
            value = sum(map(mul, _UNITS.unpack(window), _POWERS)) % (1 << 64)
            known[window] = value
        counts[value] = counts.get(value, 0) + 1
        hashes.append(f"{value:x}:{counts[value]}")
        begin = _after_line_feed(units, begin)
        if not begin:
            break
    return hashes


def _after_line_feed(units: bytes, begin: int) -> int:
    """The offset after the next line feed, 0 if there is none."""
    at = units.find(b"\n\0", begin)
    while at > 0 and at % 2:
        # The second half of one unit and the first half of the next.
        at = units.find(b"\n\0", at + 1)
    return at + 2 if at >= 0 else 0
