"""The arguments of a command read as options and operands."""

from collections.abc import Sequence

from ecslint.dockerfile.shell_words import Word

_LETTERS = {
    "a": "allexport",
    "e": "errexit",
    "f": "noglob",
    "n": "noexec",
    "u": "nounset",
    "v": "verbose",
    "x": "xtrace",
    "C": "noclobber",
    "E": "errtrace",
}


class Option:
    """One option: `name` with its dashes. `value` is None when it has none or an unknown one: see `value_word`."""

    __slots__ = ("name", "value_word", "word")

    def __init__(self, name: str, word: Word, value_word: Word | None) -> None:
        self.name = name
        self.word = word
        self.value_word = value_word

    @property
    def value(self) -> str | None:
        return self.value_word.value if self.value_word is not None else None

    def __repr__(self) -> str:
        return f"<Option {self.name} of {self.word.text!r}>"


class Options:
    """Options and operands of a command, each in order.

    `has_unknown` says that there may be more than the text shows: an unquoted expansion may hold options, and
    `xargs` adds what it reads.
    """

    __slots__ = ("given", "has_unknown", "operands")

    def __init__(self, given: tuple[Option, ...], operands: tuple[Word, ...], *, has_unknown: bool) -> None:
        self.given = given
        self.operands = operands
        self.has_unknown = has_unknown

    def has(self, *names: str) -> bool:
        return any(option.name in names for option in self.given)

    def value(self, *names: str) -> str | None:
        """The value of the last of these options that has one, None when there is none or it is unknown."""
        for option in reversed(self.given):
            if option.name in names and option.value_word is not None:
                return option.value
        return None


def read_options(
    words: Sequence[Word], values: frozenset[str], clusters: bool = True, has_unknown: bool = False
) -> Options:
    """Split words into options, in any order and form, and operands. `--` ends the options.

    `values` names the options that take a value: `-o value`, `-ovalue`, `-o=value`, `--opt value`, `--opt=value`.
    Any other long option may still carry one with `=`. Without `clusters`, `-name` is one option.
    """
    given: list[Option] = []
    operands: list[Word] = []
    index = 0
    count = len(words)
    while index < count:
        word = words[index]
        index += 1
        text = word.prefix
        if word.value is None and word.is_splittable and not text:
            has_unknown = True
        if len(text) < 2 or text[0] != "-":
            operands.append(word)
            continue
        if text == "--" and word.value is not None:
            operands.extend(words[index:])
            break
        if text.startswith("--") or not clusters:
            name, equals, _ = text.partition("=")
            if equals:
                value_word: Word | None = word.after(len(name) + 1)
            elif name in values and word.value is not None and index < count:
                value_word = words[index]
                index += 1
            else:
                value_word = None
            given.append(Option(name, word, value_word))
            continue
        at = 1
        while at < len(text):
            name = "-" + text[at]
            at += 1
            value_word = None
            if text.startswith("=", at):
                value_word = word.after(at + 1)
            elif name in values:
                if at < len(text) or word.value is None:
                    value_word = word.after(at)
                elif index < count:
                    value_word = words[index]
                    index += 1
            given.append(Option(name, word, value_word))
            if value_word is not None:
                break
    return Options(tuple(given), tuple(operands), has_unknown=has_unknown)


def shell_settings(words: Sequence[Word], on: set[str]) -> None:
    """Apply the options of `set` or of a shell's own command line (`-eux`, `+e`, `-o pipefail`) to `on`."""
    index = 0
    while index < len(words):
        text = words[index].value
        index += 1
        if text is None or len(text) < 2 or text[0] not in "-+" or text == "--":
            return
        if text.startswith("--"):
            continue
        change = on.add if text[0] == "-" else on.discard
        for letter in text[1:]:
            if letter in _LETTERS:
                change(_LETTERS[letter])
            elif letter in "oO" and index < len(words):
                name = words[index].value
                index += 1
                if letter == "o" and name is not None:
                    change(name)
