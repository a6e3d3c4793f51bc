"""Bar charts as inline SVG: made here, so that the page needs no script to draw them."""

from collections.abc import Sequence

from markupsafe import Markup, escape

_ROW = 26
_LEFT = 250
_WIDTH = 640
# A label longer than this is cut at its beginning: of a path, the end tells more.
_LONGEST = 36
_NAMES = {"error": "errors", "warning": "warnings", "info": "infos"}


def stacked_bars(title: str, rows: Sequence[tuple[str, Sequence[tuple[str, int]]]]) -> Markup:
    """One bar a row, made of parts: label, and for each part its severity and count."""
    most = max((sum(count for _, count in parts) for _, parts in rows), default=0)
    lines = []
    for number, (label, parts) in enumerate(rows):
        told = ", ".join(f"{count} {_NAMES[name]}" for name, count in parts if count)
        lines.append(_row(number, label, [(f"bar {name}", count) for name, count in parts], most, told))
    return _chart(title, lines)


def bars(title: str, rows: Sequence[tuple[str, int]]) -> Markup:
    """One bar a row."""
    most = max((count for _, count in rows), default=0)
    lines = [
        _row(number, label, [("bar plain", count)], most, str(count))
        for number, (label, count) in enumerate(rows)
    ]
    return _chart(title, lines)


def _row(number: int, label: str, parts: Sequence[tuple[str, int]], most: int, told: str) -> Markup:
    y = number * _ROW
    short = label if len(label) <= _LONGEST else "…" + label[1 - _LONGEST :]
    pieces = [
        Markup(
            '<g role="listitem"><title>{}: {}</title><text x="{}" y="{}" text-anchor="end">{}</text>'
        ).format(label, told, _LEFT - 8, y + 17, short)
    ]
    x = float(_LEFT)
    total = 0
    for name, count in parts:
        width = (_WIDTH - _LEFT - 50) * count / most if most else 0.0
        if count:
            pieces.append(
                Markup('<rect class="{}" x="{}" y="{}" width="{}" height="18"/>').format(
                    name, f"{x:.1f}", y + 3, f"{width:.1f}"
                )
            )
        x += width
        total += count
    pieces.append(
        Markup('<text class="count" x="{}" y="{}">{}</text></g>').format(f"{x + 6:.1f}", y + 17, total)
    )
    return Markup("").join(pieces)


def _chart(title: str, lines: Sequence[Markup]) -> Markup:
    if not lines:
        return Markup("")
    height = len(lines) * _ROW
    return Markup('<svg viewBox="0 0 {} {}" role="list" aria-label="{}">{}</svg>').format(
        _WIDTH, height, escape(title), Markup("\n").join(lines)
    )
