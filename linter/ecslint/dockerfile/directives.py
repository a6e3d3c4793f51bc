"""Parser directives: the `# name=value` lines at the very top of a Dockerfile."""

from ecslint.dockerfile.problem import Problem, quoted
from ecslint.record import NamedTuple
from ecslint.source import Source, Span

NAMES = frozenset({"syntax", "escape", "check"})

# The blanks are those of Go's `\s`, which knows no vertical tab.
_BLANKS = "\t\f\r "
_BOOLEANS = frozenset({"1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False"})


class Directive(NamedTuple):
    """One directive. `name` is lower case; `value` is the part of the text the builder uses, which for `syntax`
    and `check` ends at the first blank; `value_span` covers the whole text after the `=`."""

    name: str
    value: str
    span: Span
    value_span: Span


class Directives:
    """The directives of one file, fed line by line until the first line that is none."""

    __slots__ = ("_escape_open", "_source", "escape", "found", "open", "problems")

    def __init__(self, source: Source) -> None:
        self._source = source
        self.escape = "\\"
        self.found: list[Directive] = []
        self.problems: list[Problem] = []
        self.open = True
        self._escape_open = True

    def take(self, comment: str, start: int) -> bool:
        """Whether a comment line, which starts at the offset `start`, is a directive; the first that is not ends them."""
        left, equals, right = comment[1:].partition("=")
        word, value = left.strip(_BLANKS), right.strip(_BLANKS)
        name = word.lower()
        if not (equals and value and word.isascii() and name in NAMES):
            # An interpreter line comes before `syntax` and `check`, but no longer before `escape`.
            self.open = start == 0 and comment.startswith("#!")
            self._escape_open = False
            return False
        if name == "escape" and not self._escape_open:
            return False
        end = start + len(comment.rstrip(_BLANKS))
        span = self._source.span(start, end)
        value_span = self._source.span(end - len(value), end)
        if any(earlier.name == name for earlier in self.found):
            self._report(span, f"a second `{name}` directive, only one is allowed")
            return True
        if name == "escape":
            if value in {"\\", "`"}:
                self.escape = value
            else:
                self._report(
                    value_span, f"{quoted(value)} cannot be the escape character, only `\\` or a backtick can"
                )
        else:
            value = value.split(None, 1)[0]
        self.found.append(Directive(name, value, span, value_span))
        if name == "check":
            self._verify_check(value, value_span)
        return True

    def _verify_check(self, value: str, span: Span) -> None:
        for option in value.split(";"):
            key, equals, setting = option.partition("=")
            if not equals or key not in {"skip", "experimental", "error"}:
                self._report(
                    span,
                    f"{quoted(option)} is no check option, allowed are `skip=`, `experimental=` and `error=`",
                )
                return
            if key == "error" and setting not in _BOOLEANS:
                self._report(
                    span, f"{quoted(setting)} is no value of `error`, allowed are `true` and `false`"
                )

    def _report(self, span: Span, message: str) -> None:
        self.problems.append(Problem(span, "directive", message))
