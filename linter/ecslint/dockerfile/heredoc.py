"""A heredoc: the text below an instruction that is a script or a file."""

import re

from ecslint.record import NamedTuple
from ecslint.source import Excerpt, Span


class Heredoc(NamedTuple):
    """A heredoc with its body.

    `body` is the text as it stands in the file, line ends included, without the terminator line; `chomp` says
    that `<<-` drops the leading tabs of it, which `content` has done. `terminator_span` is None when the file
    ended first.
    """

    name: str
    body: str
    expand: bool
    chomp: bool
    fd: int
    marker_span: Span
    body_span: Span
    terminator_span: Span | None

    @property
    def content(self) -> Excerpt:
        """The body as the command or file gets it, each character knowing its place."""
        if not self.chomp:
            return Excerpt.of(self.body_span)
        start = self.body_span.start
        pieces, parts, here, at = [], [], 0, 0
        for match in re.finditer(r"^\t+", self.body, re.MULTILINE):
            if match.start() > at:
                pieces.append((here, start + at))
                parts.append(self.body[at : match.start()])
                here += match.start() - at
            at = match.end()
        if at < len(self.body):
            pieces.append((here, start + at))
            parts.append(self.body[at:])
        return Excerpt(self.body_span.source, "".join(parts), pieces, self.body_span.end)
