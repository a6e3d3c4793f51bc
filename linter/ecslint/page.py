"""A rule's docstring read as a page: title, manual, and the examples that are its tests."""

from ecslint.record import NamedTuple
from ecslint.rule import Rule

FENCE = "```"


class Example(NamedTuple):
    """One fenced block.

    `before` is the text that must be flagged on `flagged` (1-based lines of it) and `after` the text that must be
    clean. A block that is not a diff has no `before`. `words` are what follows the language on the fence line:
    `key=value` settings such as `launch-type=FARGATE`. `line` is the line of the fence in the docstring.
    """

    language: str
    words: tuple[str, ...]
    before: str | None
    after: str
    flagged: tuple[int, ...]
    is_complete: bool
    line: int

    def setting(self, key: str) -> str | None:
        for word in self.words:
            name, equals, value = word.partition("=")
            if name == key and equals:
                return value
        return None


class Page(NamedTuple):
    """The manual of a rule."""

    title: str
    body: str
    examples: tuple[Example, ...]


def read(rule: Rule) -> Page:
    """The page of a rule, from its module's docstring."""
    title, _, body = rule.documentation.partition("\n")
    return Page(title.strip(), body.strip("\n"), tuple(_examples(body)))


def option_docs(rule: Rule) -> dict[str, str]:
    """What the docstring of a rule's options says of each: a line `name: what it means`."""
    lines = (line.strip().partition(":") for line in (rule.options.__doc__ or "").splitlines())
    return {name: text.strip() for name, colon, text in lines if colon}


def _examples(body: str) -> list[Example]:
    examples: list[Example] = []
    fence: tuple[str, int] | None = None
    block: list[str] = []
    for number, line in enumerate(body.split("\n"), start=2):
        if fence is None:
            if line.startswith(FENCE):
                fence, block = (line[len(FENCE) :].strip(), number), []
        elif line.rstrip() == FENCE:
            examples.append(_example(fence[0], block, fence[1]))
            fence = None
        else:
            block.append(line)
    return examples


def _example(info: str, block: list[str], line: int) -> Example:
    language, *words = info.split() or [""]
    if language != "diff":
        return Example(language, tuple(words), None, "\n".join(block) + "\n", (), True, line)
    before: list[str] = []
    after: list[str] = []
    flagged: list[int] = []
    has_plus = False
    for text in block:
        mark, content = text[:1], text[2:]
        if mark != "+":
            before.append(content)
        if mark == "-":
            flagged.append(len(before))
        else:
            after.append(content)
        has_plus = has_plus or mark == "+"
    return Example(
        language,
        tuple(words),
        "\n".join(before) + "\n",
        "\n".join(after) + "\n",
        tuple(flagged),
        # Only minus lines: they show the fault, and what is left need not make sense without them.
        has_plus or not flagged,
        line,
    )
