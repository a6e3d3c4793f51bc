"""Source lines as a terminal can show them: secrets masked, control characters replaced, long lines cut, carets exact."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from ecslint.record import NamedTuple
from ecslint.result import near
from ecslint.source import Source, Span

TAB = "    "


class Line(NamedTuple):
    """A line ready to print, and the screen columns (from 0) of each span asked for."""

    text: str
    marks: tuple[tuple[int, int], ...]


def clean(text: str) -> str:
    """Text from outside without anything a terminal would act on, and printable in UTF-8."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible(character) for character in text)


def plain(text: str) -> str:
    """Text without halves of characters, which other readers of JSON refuse; odd bytes of a file become U+FFFD."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def render(
    source: Source, number: int, spans: Sequence[Span], masks: Sequence[Span], *, width: int, unicode: bool
) -> Line:
    """Line `number` of a source with the parts of `spans` that lie on it marked, at most `width` columns wide."""
    start, end = source.line_bounds(number)
    focus = min((max(start, span.start) for span in spans if start <= span.start <= end), default=start)
    # A minified file is one line of megabytes: only the neighbourhood of the first mark is laid out.
    is_long = end - start > 4 * width
    low = max(start, focus - width) if is_long else start
    high = min(end, focus + 3 * width) if is_long else end
    hidden = [(max(low, mask.start), min(high, mask.end)) for mask in near(masks, low, high)]
    cells, columns = _lay_out(source.text, low, high, hidden, unicode=unicode)
    marks = []
    for span in spans:
        first = columns[min(max(span.start, low), high) - low]
        last = columns[min(max(span.end, low), high) - low]
        marks.append((first, max(last, first + 1)))
    text = "".join(cells)
    return _cut(text, marks, width, unicode=unicode, is_cut=(low > start, high < end))


def _lay_out(
    text: str, low: int, high: int, hidden: list[tuple[int, int]], *, unicode: bool
) -> tuple[list[str], Sequence[int]]:
    """What is printed for `text[low:high]`, and the screen column at which each character begins."""
    piece = text[low:high]
    if not hidden and piece.isascii() and piece.isprintable():
        return [piece], range(len(piece) + 1)
    mask = ("•" if unicode else "*") * 8
    cells: list[str] = []
    columns: list[int] = []
    column = 0
    at = low
    starts = dict(hidden)
    while at < high:
        stop = starts.get(at)
        if stop is not None and stop > at:
            cells.append(mask)
            columns.extend([column] * (stop - at))
            column += len(mask)
            at = stop
            continue
        columns.append(column)
        character = text[at]
        shown = TAB if character == "\t" else _visible(character)
        if not unicode and not shown.isascii():
            shown = "?"
        cells.append(shown)
        column += len(TAB) if character == "\t" else display_width(shown)
        at += 1
    columns.append(column)
    return cells, columns


def expanded(text: str) -> str:
    """One line of text as `render` shows it: tabs are blanks, and nothing moves the cursor."""
    return clean(text.replace("\t", TAB))


def fit(line: str, focus: int, width: int, *, unicode: bool, is_cut: tuple[bool, bool]) -> str:
    """A line at most `width` columns wide that shows the character at index `focus`; `is_cut` at its ends already."""
    column = display_width(line[:focus])
    return _cut(line, [(column, column + 1)], width, unicode=unicode, is_cut=is_cut).text


def _cut(
    text: str, marks: list[tuple[int, int]], width: int, *, unicode: bool, is_cut: tuple[bool, bool]
) -> Line:
    columns = _columns(text)
    if columns[-1] <= width and not any(is_cut):
        return Line(text, tuple(marks))
    dots = "…" if unicode else "..."
    room = width - 2 * len(dots)
    focus = marks[0][0] if marks else 0
    begin = bisect_left(columns, min(focus - room // 3, columns[-1] - room))
    while begin < len(text) and columns[begin] == columns[begin + 1]:
        begin += 1  # a combining character without the one it stands on
    end = bisect_right(columns, columns[begin] + room) - 1
    lead = dots if begin > 0 or is_cut[0] else ""
    tail = dots if end < len(text) or is_cut[1] else ""
    shift = columns[begin] - len(lead)
    limit = len(lead) + columns[end] - columns[begin]
    moved = tuple(
        (max(0, min(first - shift, limit - 1)), max(1, min(last - shift, limit))) for first, last in marks
    )
    return Line(lead + text[begin:end] + tail, moved)


def _columns(text: str) -> Sequence[int]:
    """The screen column at which each character of a text begins, and the one behind the last."""
    if text.isascii():
        return range(len(text) + 1)
    columns = [0]
    for character in text:
        columns.append(columns[-1] + display_width(character))
    return columns


def display_width(text: str) -> int:
    """Screen columns a text takes: wide characters two, those that stand on others none."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width  # noqa: PLC0415 - most lines are ASCII

    return sum(
        0
        if category(character) in {"Mn", "Me"} or "\u1160" <= character <= "\u11ff"
        else 2
        if east_asian_width(character) in "WF"
        else 1
        for character in text
    )


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "�"
