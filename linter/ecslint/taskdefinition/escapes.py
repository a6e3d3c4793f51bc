"""The inside of a JSON string: escapes decoded, and which character came from where."""

import re

_ESCAPE = re.compile(r'\\(?:u([0-9a-fA-F]{4})|(["\\/bfnrt])|(u[0-9a-fA-F]{0,3}|.?))', re.DOTALL)
_PLAIN = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def decode(raw: str) -> tuple[str, list[tuple[int, int]], list[tuple[int, int]]]:
    """The text that `raw`, a string without its quotes, means.

    Gives the decoded text, pairs (offset in the text, offset in `raw`) between which characters run side by
    side, and where in `raw` the escapes are that JSON does not know. Such an escape means the character behind
    its backslash.
    """
    if "\\" not in raw:
        return raw, [(0, 0)], []
    text: list[str] = []
    pieces: list[tuple[int, int]] = []
    faults: list[tuple[int, int]] = []
    length = at = 0
    high_end = -1
    for match in _ESCAPE.finditer(raw):
        start, end = match.span()
        if start > at:
            text.append(raw[at:start])
            pieces.append((length, at))
            length += start - at
        digits, letter, odd = match.groups()
        at = end
        if digits:
            code = int(digits, 16)
            if start == high_end and 0xDC00 <= code <= 0xDFFF:
                # The second half of a surrogate pair joins the first half, which is already there.
                text[-1] = chr(0x10000 + ((ord(text[-1]) - 0xD800) << 10) + (code - 0xDC00))
                high_end = -1
                continue
            high_end = end if 0xD800 <= code <= 0xDBFF else -1
            new = chr(code)
        elif letter:
            new = _PLAIN[letter]
        else:
            faults.append((start, end))
            new = odd
        if new:
            text.append(new)
            pieces.append((length, start))
            length += len(new)
    if at < len(raw):
        text.append(raw[at:])
        pieces.append((length, at))
    return "".join(text), pieces or [(0, 0)], faults
