"""One instruction of a Dockerfile: keyword, flags, arguments and heredocs, each with its place."""

from collections.abc import Mapping

from ecslint.annotations import TYPE_CHECKING
from ecslint.dockerfile import words
from ecslint.dockerfile.blanks import SEPARATORS, SPACE
from ecslint.dockerfile.flags import leading_flags
from ecslint.dockerfile.heredoc import Heredoc
from ecslint.dockerfile.split import Split, own_split
from ecslint.dockerfile.words import Pair, Word
from ecslint.source import Excerpt, Span

if TYPE_CHECKING:
    from ecslint.dockerfile.stages import Stage

KEYWORDS = (
    "ADD",
    "ARG",
    "CMD",
    "COPY",
    "ENTRYPOINT",
    "ENV",
    "EXPOSE",
    "FROM",
    "HEALTHCHECK",
    "LABEL",
    "MAINTAINER",
    "ONBUILD",
    "RUN",
    "SHELL",
    "STOPSIGNAL",
    "USER",
    "VOLUME",
    "WORKDIR",
)
_BY_LOWER_CASE = {keyword.lower(): keyword for keyword in KEYWORDS}

# Where a rest that starts with `[` may be a JSON array.
JSON_KEYWORDS = frozenset({"RUN", "CMD", "ENTRYPOINT", "SHELL", "ADD", "COPY", "VOLUME", "HEALTHCHECK"})

# Whose arguments are one value, blanks included.
ONE_VALUE = frozenset({"WORKDIR", "USER", "STOPSIGNAL", "MAINTAINER"})


def keyword_of(word: str) -> str:
    """A first word as a keyword, in upper case."""
    # Lower case first: that is how the builder compares, and some letters have no way back.
    return _BY_LOWER_CASE.get(word.lower()) or word.upper()


class Instruction:
    """One instruction.

    `keyword` is upper case, also of an unknown word. `line` is the whole instruction with its continuations
    joined and without heredoc bodies; every other text is a part of it. `span` goes from the keyword to the
    last continuation line or heredoc terminator. `inner` is the instruction inside an ONBUILD, whose heredocs
    both have; `is_inner` marks it. `stage` is None before the first FROM. `escape` is the escape character of the file.
    """

    __slots__ = (
        "_arguments", "_flags", "_is_json_known", "_json_words", "_pairs", "_split", "_words", "escape", "flag_list", "heredocs",
        "inner", "is_inner", "keyword", "line", "span", "stage",
    )  # fmt: skip

    def __init__(
        self,
        line: Excerpt,
        split: Split,
        span: Span,
        escape: str,
        heredocs: tuple[Heredoc, ...] = (),
        *,
        is_inner: bool = False,
    ) -> None:
        text = line.text
        start, keyword_end, value, end = split
        word = text[start:keyword_end]
        self.line = line
        self.span = span
        self.escape = escape
        self.heredocs = heredocs
        self.keyword = keyword_of(word)
        self.is_inner = is_inner
        self.stage: Stage | None = None
        self.flag_list, value_start = leading_flags(line, value, end)
        while value_start < end and text[value_start] in SPACE:
            value_start += 1
        self._split = split
        self._arguments = (min(value_start, end), end)
        self._flags: Mapping[str, str | None] | None = None
        self._words: tuple[Word, ...] | None = None
        self._pairs: tuple[Pair, ...] | None = None
        self._json_words: tuple[Word, ...] | None = None
        self._is_json_known = False
        self.inner: Instruction | None = None

    @property
    def inner_split(self) -> Split:
        """Where the instruction in the arguments of an ONBUILD stands in `line`."""
        return own_split(self.line.text, self._arguments[0])

    @property
    def logical(self) -> str:
        """The place without line numbers, for fingerprints."""
        return f"{self.stage.logical if self.stage else 'global'}/{self.keyword}"

    @property
    def keyword_range(self) -> tuple[int, int]:
        """Where the keyword stands in `line`; in the file a continuation may break it."""
        return self._split[0], self._split[1]

    @property
    def keyword_span(self) -> Span:
        return self.line.span(*self.keyword_range)

    @property
    def text(self) -> str:
        """What follows the keyword, flags included, continuations joined."""
        return self.line.text[self._split[2] : self._split[3]].strip(SPACE)

    @property
    def flags(self) -> Mapping[str, str | None]:
        """Value of each flag by name, of a repeated one the last, None without `=`; `flag_list` has them all."""
        if self._flags is None:
            self._flags = {flag.name: flag.value for flag in self.flag_list}
        return self._flags

    @property
    def arguments(self) -> Excerpt:
        """What follows the flags."""
        return self.line.cut(*self._arguments)

    @property
    def argument_span(self) -> Span:
        return self.line.span(*self._arguments)

    @property
    def command(self) -> Excerpt:
        """The command of RUN, CMD, ENTRYPOINT, SHELL and `HEALTHCHECK CMD`; of anything else all arguments."""
        return self.line.cut(*self._command())

    @property
    def json_words(self) -> tuple[Word, ...] | None:
        """The strings of the JSON form; None for anything else."""
        if not self._is_json_known:
            self._is_json_known = True
            if self.keyword in JSON_KEYWORDS:
                self._json_words = words.json_words(self.line, *self._command())
        return self._json_words

    @property
    def json_fault(self) -> str | None:
        """For arguments that start with `[` and are no JSON array of strings: why, see `words.json_fault`."""
        if self.keyword not in JSON_KEYWORDS or self.json_words is not None:
            return None
        start, end = self._command()
        text = self.line.text
        while start < end and text[start] in SPACE:
            start += 1
        return words.json_fault(text[start:end]) if text.startswith("[", start, end) else None

    @property
    def words(self) -> tuple[Word, ...]:
        """The arguments as the builder cuts them: JSON strings, the one value of WORKDIR, USER, STOPSIGNAL and
        MAINTAINER, or words between blanks."""
        if self._words is None:
            start, end = self._arguments
            if self.json_words is not None and self.keyword != "HEALTHCHECK":
                self._words = self.json_words
            elif self.keyword in ONE_VALUE:
                self._words = (Word(self.line, start, end),) if end > start else ()
            else:
                self._words = words.plain_words(self.line, start, end)
        return self._words

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The keys and values of ENV, LABEL and ARG."""
        if self._pairs is None:
            if self.keyword == "ARG":
                self._pairs = words.names(self.line, *self._arguments, self.escape)
            elif self.keyword in {"ENV", "LABEL"}:
                self._pairs = words.pairs(self.line, *self._arguments, self.escape)
            else:
                self._pairs = ()
        return self._pairs

    def _command(self) -> tuple[int, int]:
        """Where the command stands in `line`."""
        start, end = self._arguments
        if self.keyword != "HEALTHCHECK":
            return start, end
        text = self.line.text
        while start < end and text[start] not in SEPARATORS:
            start += 1
        while start < end and text[start] in SEPARATORS:
            start += 1
        return start, end

    def __repr__(self) -> str:
        return f"<{self.keyword} {self.span!r}>"
