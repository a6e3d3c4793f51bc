"""The ports of EXPOSE: `port[-port][/protocol]`, or the `[ip:]host:container` that only `docker run -p` means something by."""

from collections.abc import Iterator

from ecslint.annotations import TYPE_CHECKING
from ecslint.dockerfile.expand import expand_words
from ecslint.record import NamedTuple
from ecslint.source import Span

if TYPE_CHECKING:
    from ecslint.dockerfile.instruction import Instruction

PROTOCOLS = ("tcp", "udp", "sctp")
HIGHEST = 65_535


class Port(NamedTuple):
    """One port or range, variables filled in.

    `text` is all of it, `host` what stands before the container's port and its colon (None without one), `ports` the
    container's part, `protocol` what follows the `/` as written (None without one). `first` and `last` are numbers, or
    None for what is no number. `span` is the word in the file; `is_literal` says that it reads just like `text`.
    """

    span: Span
    text: str
    host: str | None
    ports: str
    protocol: str | None
    first: int | None
    last: int | None
    is_literal: bool

    @property
    def numbers(self) -> range:
        """All ports in it, none if it is no valid range."""
        if self.first is None or self.last is None or self.last > HIGHEST:
            return range(0)
        return range(self.first, self.last + 1)

    @property
    def protocol_span(self) -> Span:
        """The place of the protocol, or of the whole word where a variable or quotes take part."""
        if not self.is_literal or self.protocol is None:
            return self.span
        return Span(self.span.source, self.span.end - len(self.protocol), self.span.end)

    @property
    def host_span(self) -> Span:
        """The place of the host part with its colon, or of the whole word."""
        if not self.is_literal or self.host is None:
            return self.span
        return Span(self.span.source, self.span.start, self.span.start + len(self.host) + 1)


def ports_of(instruction: "Instruction") -> Iterator[Port]:
    """The ports of an EXPOSE that are certain; a word with an unknown variable in it gives none."""
    for word in instruction.words:
        for text in _expanded(instruction, word.text):
            yield _port(text, word.span, is_literal=text == word.text == word.span.text)


def _expanded(instruction: "Instruction", text: str) -> tuple[str, ...]:
    if "$" in text and (instruction.is_inner or instruction.stage is None):
        # In ONBUILD the variables are those of another build.
        return ()
    scope = instruction.stage.scope(instruction) if instruction.stage is not None else {}
    words = expand_words(text, scope, instruction.escape, missing="unknown")
    return tuple(word for word in words if word is not None)


def _port(text: str, span: Span, *, is_literal: bool) -> Port:
    address, slash, protocol = text.partition("/")
    # An IPv6 address in brackets has colons of its own, all of them before the last one.
    host, colon, ports = address.rpartition(":")
    first, dash, last = ports.partition("-")
    return Port(
        span,
        text,
        host if colon else None,
        ports,
        protocol if slash else None,
        _number(first),
        _number(last if dash else first),
        is_literal,
    )


def _number(text: str) -> int | None:
    # Longer than any port, and than what is worth turning into a number.
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else None
