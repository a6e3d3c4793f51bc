"""Instructions, lines, flags and heredocs equal those of BuildKit's own parser, which the `dockerfile` package holds.

That package holds BuildKit 0.12, so the tables leave out what newer ones read differently: blanks between `<<` and
its word, text behind a JSON array, and the `check` directive. It shows no heredocs of an ONBUILD, cuts a text at NUL,
and gives flags as their bytes, one character each.
"""

import re
from collections.abc import Iterable

import dockerfile as moby
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecslint.dockerfile import Dockerfile, Instruction, parse

BLANK_BEFORE_NAME = re.compile(r"<<-?[ \t]")

Reading = tuple[str, int, int, tuple[str, ...], list[tuple[str, int, str]]]

FILES = [
    "FROM a\nRUN b\n",
    "FROM a AS b\nCOPY --from=b --chown=1:1 c d\n",
    "# syntax=x\n# escape=`\nRUN a `\n  b\nCOPY c:\\ d\\\nUSER e\n",
    "# escape=`\n\n# escape=\\\nRUN a `\nb\n",
    "RUN a \\\n# c\n\n \t\n  b \\\n\nUSER x\n",
    "\\\n\\\nFR\\\nOM x\n\\\n",
    "\ufeff# escape=`\nRUN a`\nb\n",
    "RUN <<A <<-'B C' 3<<D >x\nx\nA\n\ty\n\tB C\nD\n# c\nRUN <<E\nE\nRUN d",
    "RUN cat <<E \\\n# c\n\n > f\nx \\\nE \nE\nUSER a\n",
    "RUN <<E\r\nx\r\nE\r\nADD <<F /d\r\nF\r\n",
    'COPY <<E\\ F <<"$x" <<$y <<${z} /d\nE F\n$x\n$y\n${z}\n',
    "RUN ${x:-a <<E} '<<F' \"<<G\" \\<<H cat<<I <<<J\nE}\nUSER a\n",
    "RUN ${x^^} <<E\nE\nRUN ${x <<E\nE\nRUN don't <<E\nE\nRUN ${} <<E\nE\n",
    "RUN --mount=\"a b\" --x='c d'e\\ f -- --y\nRUN --a --b\nRUN --é=ü ö\n",
    "RUN --a=à --b c\nRUN --a=† c\n",
    "\u00a0RUN\u00a0a b\nRUN\u2003a\nRUN\va\n\u3000# c\nRUN a\u00a0\\\u00a0\nUSER b\n",
    "ONBUILD RUN --a=b \\\n c\nONBUILD\nONBUILD ONBUILD RUN <<E\nENV a=b\n",
    'CMD ["a", \\\n# c\n "b"]\nRUN ["<<E"]\nHEALTHCHECK --interval=5s CMD ["a"]\n',
]


def read_by_moby(text: str) -> list[moby.Command] | None:
    """What BuildKit reads; None where it stops with an error, or reads what Python cannot decode."""
    try:
        return list(moby.parse_string(text))
    except (moby.GoParseError, UnicodeDecodeError):
        return None


def theirs(commands: Iterable[moby.Command]) -> list[Reading]:
    return [
        (
            (command.cmd or "").upper(),
            command.start_line,
            command.end_line,
            command.flags,
            [(one.name, one.file_descriptor, one.content) for one in command.heredocs],
        )
        for command in commands
    ]


def ours(document: Dockerfile) -> list[Reading]:
    return [
        (
            one.keyword,
            one.span.line,
            one.span.end_line,
            tuple(flag.text.encode("utf-8", "surrogateescape").decode("latin-1") for flag in one.flag_list),
            [] if one.inner else [(doc.name, doc.fd, doc.body) for doc in one.heredocs],
        )
        for one in document.instructions
    ]


def is_read_otherwise_today(document: Dockerfile) -> bool:
    return any(
        BLANK_BEFORE_NAME.search(one.line.text) or (one.inner or one).json_fault == "text after"
        for one in document.instructions
    )


@pytest.mark.parametrize("text", FILES)
def test_whole_files(text: str) -> None:
    commands = read_by_moby(text)
    assert commands is not None
    assert ours(parse(text)) == theirs(commands)


ATOMS = [
    *["\n", "\\\n"] * 3,
    *["\\ \n", "\\\t\n", "`\n", "\\", "`", " ", "\t", "\v", "\f", "\r", "\r\n", "\u00a0", "\u0085", "\u2003", "\u2028", "\u200b", "\x1c", "é"],
    *["#", "# c", "\n # x \\\n", "# escape=`\n", "#escape=\\\n", "# Syntax = x\n", "# foo=bar\n"],
    *["--", "--a=b", "--mount=type=x", '--a="b c"', "--a='b", "--x\\ y", "--é=à", "--from=†", " -- ", "=", '"', "'", "$", "${", "}", "${x:-"],
    *["a", "b c", "FROM a\n", "RUN ", "run", "Copy ", "ADD", "ENV a=b", "ENV k v", "LABEL", "ONBUILD ", "onbuild RUN", "FOO"],
    *["CMD [", '["a"]', '["a",]', "[", "HEALTHCHECK CMD ", "SHELL", "EXPOSE 80", "VOLUME ", "WORKDIR /a", "ARG a=b c"],
    *["<<EOF", "<<-EOF", "<<E", '<<"E"', "<<'E F'", "3<<EOF", " <<EOF", "<", "<<", "\nEOF\n", "\n\tEOF\n", "\nE\n", "\nE F\n"],
]  # fmt: skip
STARTS = ["", "", "FROM a\n", "RUN ", "COPY ", "ONBUILD COPY ", "# escape=`\n", "\ufeff"]


@settings(max_examples=4_000, deadline=None)
@given(st.sampled_from(STARTS), st.lists(st.sampled_from(ATOMS), max_size=12))
def test_any_text(start: str, atoms: list[str]) -> None:
    text = start + "".join(atoms)
    commands = read_by_moby(text)
    document = parse(text)
    if commands is not None and not is_read_otherwise_today(document):
        assert ours(document) == theirs(commands)
        for command, instruction in zip(commands, document.instructions, strict=True):
            assert values(instruction) in {None, command.value}


def values(instruction: Instruction) -> tuple[str, ...] | None:
    """The arguments as BuildKit cuts them; None where its parser gives less than the words."""
    words = tuple(word.text for word in instruction.words)
    # A last escape character is a part of the word as written, and goes when the word is unquoted.
    if instruction.json_fault or instruction.arguments.text.endswith(instruction.escape):
        return None
    if instruction.keyword in {
        "FROM",
        "EXPOSE",
        "COPY",
        "ADD",
        "VOLUME",
        "WORKDIR",
        "USER",
        "STOPSIGNAL",
        "MAINTAINER",
    }:
        return words
    if instruction.keyword in {"RUN", "CMD", "ENTRYPOINT", "SHELL"}:
        text = instruction.arguments.text
        return words if instruction.json_words is not None or not text else (text,)
    if instruction.keyword in {"ENV", "LABEL"}:
        return tuple(word.text for pair in instruction.pairs for word in pair[:2] if word)
    if instruction.keyword == "ARG":
        return tuple(
            pair.key.text + (f"={pair.value.text}" if pair.value else "") for pair in instruction.pairs
        )
    return None
