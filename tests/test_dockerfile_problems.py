"""What is wrong with a Dockerfile as text, and that no text is too odd to be read."""

import pytest
from dockerfile_views import NBSP, faults
from hypothesis import given, settings
from hypothesis import strategies as st

from ecslint.dockerfile import Instruction, Word, parse

FROM = "FROM a\n"

PROBLEMS = {
    "fine": (f'{FROM}RUN\nCMD\nENTRYPOINT []\nHEALTHCHECK NONE\nVOLUME ["/a"]\nARG x\nCOPY --link --chmod=1 a b\n', []),
    "no instructions": ("# c\n", [("no-instructions", "")]),
    "no FROM": ("ARG a\n", [("no-from", "ARG")]),
    "RUN without FROM": ("RUN a\nRUN b\n", [("no-from", "RUN")]),
    "RUN before FROM": (f"ARG b\nRUN a\n{FROM}", [("no-from", "RUN")]),
    "unknown instruction": (f"{FROM}COPPY a b\n", [("unknown-instruction", "COPPY")]),
    "continuation into nothing": (f"{FROM}\\\n", [("unknown-instruction", "")]),
    "blank line in a continuation": (f"{FROM}RUN a \\\n\n \n b\n", [("empty-continuation", ""), ("empty-continuation", " ")]),
    "escape twice": ("# escape=`\n# escape=`\nFROM a\n", [("directive", "# escape=`")]),
    "wrong escape": ("# escape=x\nFROM a\n", [("directive", "x")]),
    "wrong check": ("# check=foo\nFROM a\n", [("directive", "foo")]),
    "wrong check error": ("# check=skip=A;error=maybe\nFROM a\n", [("directive", "skip=A;error=maybe")]),
    "unknown flag": (f"{FROM}RUN --moumt=a b\n", [("unknown-flag", "--moumt=a")]),
    "flag where there is none": (f"{FROM}CMD --help\n", [("unknown-flag", "--help")]),
    "flag without value": (f"{FROM}COPY --from build a b\n", [("bad-flag", "--from")]),
    "empty switch": (f"{FROM}COPY --link= a b\n", [("bad-flag", "--link=")]),
    "bad switch": (f"{FROM}ADD --unpack=yes a b\n", [("bad-flag", "--unpack=yes")]),
    "switch in any case": (f"{FROM}ADD --unpack=TRUE --keep-git-dir a b\n", []),
    "flag twice": (f"{FROM}COPY --from=a --from=b c d\n", [("duplicate-flag", "--from=b")]),
    "repeatable flags": (f"{FROM}COPY --exclude=a --exclude=b c d\nRUN --mount=a --mount=b --device=a --device=b c\n", []),
    "other instruction's flag": (f"{FROM}ADD --from=a b c\n", [("unknown-flag", "--from=a")]),
    "one path": (f"{FROM}COPY a\n", [("missing-argument", "a")]),
    "no argument": (f"{FROM}EXPOSE\nUSER\nARG\nENV\n", [("missing-argument", word) for word in ("EXPOSE", "USER", "ARG", "ENV")]),
    "instruction after an empty line in a continuation": (
        f"{FROM}RUN a \\\n\nCOPY b c\n",
        [("swallowed-instruction", "\\")],
    ),
    "FROM with two words": ("FROM a b\n", [("bad-argument", "b")]),
    "FROM with a wrong word": ("FROM a is b\n", [("stage-as", "is")]),
    "FROM with a comment": ("FROM a AS b # c\n", [("too-many-arguments", "# c")]),
    "ENV with a name": (f"{FROM}ENV a\n", [("missing-equals", "a")]),
    "ENV with a bare word": (f"{FROM}ENV a=1 # y\n", [("missing-equals", "#")]),
    "empty name": (f"{FROM}ENV =a\nARG =b\n", [("empty-name", ""), ("empty-name", "")]),
    "JSON element": (f"{FROM}RUN [1]\nCOPY [1]\n", [("json-element", "[1]"), ("json-element", "[1]")]),
    "empty volume": (f'{FROM}VOLUME [""]\n', [("missing-argument", '""')]),
    "SHELL": (f"{FROM}SHELL /bin/sh\nSHELL []\n", [("shell-not-json", "/bin/sh"), ("shell-not-json", "[]")]),
    "health check": (f"{FROM}HEALTHCHECK curl x\nHEALTHCHECK CMD\nHEALTHCHECK NONE x\n", [("healthcheck", "curl"), ("healthcheck", "CMD"), ("healthcheck", "x")]),
    "value behind a blank": (f"{FROM}HEALTHCHECK --timeout 5s CMD a\n", [("bad-flag", "--timeout")]),
    "ONBUILD": (f"{FROM}ONBUILD\nONBUILD FROM a\nONBUILD ONBUILD RUN a\n", [("missing-argument", "ONBUILD"), ("onbuild", "FROM"), ("onbuild", "ONBUILD")]),
    "inside ONBUILD": (f"{FROM}ONBUILD COPY --x a\nONBUILD FOO\n", [("unknown-flag", "--x"), ("missing-argument", "a"), ("unknown-instruction", "FOO")]),
    "unterminated heredoc": (f"{FROM}RUN <<E\nRUN a\n", [("unterminated-heredoc", "<<E")]),
    "shift": (f"{FROM}RUN echo $(( 1 << 2 ))\nFOO\n", [("unterminated-heredoc", "<< 2"), ("unknown-instruction", "FOO")]),
    "glued terminator": (f"{FROM}RUN cat <<E;\nx\nE\nFOO\n", [("heredoc-glued", "<<E;"), ("unknown-instruction", "FOO")]),
    "glued marker": (f"{FROM}RUN cat<<FOO\nFOO\n", [("heredoc-glued", "t<<FOO"), ("unknown-instruction", "FOO")]),
    "unbalanced quote": (f"{FROM}RUN echo don't && cat <<FOO\nFOO\n", [("heredoc-quote", "<<FOO"), ("unknown-instruction", "FOO")]),
    "long line": (f"{FROM}RUN {'é' * 32_766}\n", [("line-too-long", f"RUN {'é' * 32_766}")]),
    "longest line": (f"{FROM}RUN {'x' * 65_531}\n", []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PROBLEMS.values(), ids=PROBLEMS)
def test_problems(text: str, expected: list[tuple[str, str]]) -> None:
    assert faults(text) == expected


def test_messages_say_what_was_found_and_what_is_allowed() -> None:
    text = "FROM a\nRUNN b\nRUN --moumt=c d\nCOPY --from=e\nSHELL x\n"
    assert [problem.message for problem in parse(text).problems] == [
        "`RUNN` is no instruction, `RUN` is",
        "`--moumt` is no flag of `RUN`, `--mount` is",
        "`COPY` needs at least two arguments: sources and a destination",
        '`SHELL` needs the JSON form, as in `SHELL ["/bin/bash", "-c"]`',
    ]


@pytest.mark.parametrize(
    "line",
    [
        "ENV A=1 hunter2",
        "ENV A hunter2",
        "ARG =hunter2",
        "LABEL a=b hunter2",
        "PASS=hunter2",
        "ENV --a=hunter2 x",
    ],
)
def test_no_message_holds_a_value(line: str) -> None:
    assert (
        "hunter2" not in " ".join(problem.message for problem in parse(f"FROM a\n{line}\n").problems).lower()
    )


def test_one_bad_line_loses_nothing_else() -> None:
    document = parse("FROM a\nRUN [1]\nFOO x\nENV\nUSER b\nRUN <<E\nRUN c")
    assert [one.keyword for one in document.instructions] == ["FROM", "RUN", "FOO", "ENV", "USER", "RUN"]
    assert document.instructions[2].span.text == "FOO x"


HOSTILE = {
    "continuations": "RUN a \\\n" + "b \\\n" * 20_000,
    "comments": "RUN a \\\n" + "# b\n" * 20_000,
    "brackets": "CMD " + "[" * 100_000,
    "closed brackets": "CMD " + "[" * 100_000 + "]" * 100_000,
    "digits": f"CMD [{'1' * 100_000}]",
    "markers": f"RUN {'<<E ' * 20_000}\n" + "E\n" * 20_000,
    "unterminated markers": "RUN cat <<E\n" * 20_000,
    "glued markers": "RUN cat <<E;\nE\n" * 5_000,
    "shifts": "RUN $(( 1 << 2 ))\n" * 10_000,
    "substitutions": "RUN <<E " + "${a:-" * 50_000,
    "quotes": "RUN <<E " + '"$' * 50_000,
    "flags": f"RUN {'--mount=é ' * 10_000}",
    "quoted flag": 'RUN --mount="' + 'x\\"' * 100_000,
    "triggers": "ONBUILD " * 50_000,
    "words": f"ENV {'a=b ' * 50_000}",
    "backslashes": "RUN " + "\\" * 500_000,
    "blanks": f"RUN a{' ' * 500_000}b",
    "carriage returns": "\r" * 500_000,
    "blank for Python alone": "RUN a \\\n\n\x1c\n",
    "directives": "# syntax=x\n" * 10_000,
    "lone surrogates": "RUN --a=\ud800\udc80 \udfff\n" * 1_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_read(text: str) -> None:
    for instruction in parse(text).instructions:
        assert instruction.span.end <= len(text)
        _look_at(instruction)


PIECES = ["\n", "\\\n", "`", "\\", " ", "\t", "\r", NBSP, "#", "--a=", '"', "'", "$", "${x:-", "}", "=", "[", "]", ",", "a", "é", "\x00", "\ud800",
          "RUN ", "COPY ", "ONBUILD ", "ENV ", "FROM ", "HEALTHCHECK CMD ", "<<E", "<<-'E F'", "<< E", "\nE\n", "\nE F\n", "# escape=`\n"]  # fmt: skip


@settings(max_examples=1_500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_any_text_is_read_and_every_place_is_inside(text: str) -> None:
    document = parse(text)
    size = len(document.source.text)
    end = 0
    for instruction in document.instructions:
        assert end <= instruction.span.start <= instruction.span.end <= size
        end = instruction.span.end
        words: list[Word] = list(instruction.words)
        for pair in instruction.pairs:
            words += [pair.key, pair.value] if pair.value else [pair.key]
        for word in words:
            assert instruction.span.start <= word.span.start <= word.span.end <= end
        _look_at(instruction)
    for problem in document.problems:
        assert 0 <= problem.span.start <= problem.span.end <= size


def _look_at(instruction: Instruction) -> None:
    assert instruction.text is not None
    assert len(instruction.flags) <= len(instruction.flag_list)
    assert instruction.json_words is None or instruction.json_fault is None
    for word in instruction.json_words or ():
        assert word.excerpt.text == word.text
    for heredoc in instruction.heredocs:
        assert heredoc.content.text == (
            "\n".join(line.lstrip("\t") for line in heredoc.body.split("\n"))
            if heredoc.chomp
            else heredoc.body
        )
    assert instruction.command.text in instruction.arguments.text
