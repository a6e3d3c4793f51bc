"""The builder's own demands on each instruction: known words and flags, and the right number of arguments."""

from collections.abc import Iterator, Mapping, Sequence

from ecslint.dockerfile.flags import KNOWN, Flag
from ecslint.dockerfile.instruction import KEYWORDS, Instruction
from ecslint.dockerfile.problem import Problem, nearest, quoted
from ecslint.source import Span

_SWITCH_VALUES = frozenset({"true", "false"})
_FORBIDDEN_INSIDE = frozenset({"ONBUILD", "FROM", "MAINTAINER"})


def problems_of(instruction: Instruction) -> Iterator[Problem]:
    """What the builder refuses in one instruction, or in the one inside an ONBUILD."""
    keyword = instruction.keyword
    if keyword not in _CHECKS:
        yield _unknown(instruction)
        return
    if instruction.flag_list:
        yield from _flag_problems(keyword, instruction.flag_list)
    if "\0" in instruction.line.text and "\0" in instruction.text:
        message = f"`{keyword}` with a NUL character, which no program can be given"
        yield Problem(instruction.keyword_span, "bad-argument", message)
    yield from _CHECKS[keyword](instruction)


def order_problems(instructions: Sequence[Instruction], start: Span) -> Iterator[Problem]:
    """What the builder misses in the file as a whole; `start` is the place for an empty file."""
    if not instructions:
        yield Problem(start, "no-instructions", "no instruction in the file, a Dockerfile needs a `FROM`")
        return
    has_from = any(instruction.keyword == "FROM" for instruction in instructions)
    for instruction in instructions:
        if instruction.keyword == "FROM":
            return
        if instruction.keyword in _CHECKS and instruction.keyword != "ARG":
            where = "before the first `FROM`" if has_from else "without a `FROM`"
            message = f"`{instruction.keyword}` {where}, only `ARG` may stand there"
            yield Problem(instruction.keyword_span, "no-from", message)
            return
    if not has_from:
        yield Problem(
            instructions[0].keyword_span, "no-from", "no `FROM` in the file, a Dockerfile needs one"
        )


def _unknown(instruction: Instruction) -> Problem:
    word = instruction.keyword
    # Only the letters: what is glued to them may be anything, even a secret.
    letters = word[
        : next((at for at, char in enumerate(word) if not (char.isalnum() or char in "_-")), len(word))
    ]
    if not word:
        message = "a continuation that leads to nothing, an instruction must start with its name"
    elif not letters:
        message = "a line that starts with no name of an instruction"
    else:
        near = nearest(word, KEYWORDS) if letters == word else None
        rest = "…" if letters != word else ""
        message = f"{quoted(letters + rest)} is no instruction" + (f", `{near}` is" if near else "")
    return Problem(instruction.keyword_span, "unknown-instruction", message)


def _flag_problems(keyword: str, flags: Sequence[Flag]) -> Iterator[Problem]:
    known = KNOWN.get(keyword, {})
    counts: dict[str, int] = {}
    for flag in flags:
        name = f"--{flag.name}"
        count = counts[flag.name] = counts.get(flag.name, 0) + 1
        kind = known.get(flag.name)
        if kind is None:
            if count == 1:
                near = nearest(flag.name, tuple(known))
                allowed = f"`--{near}` is" if near else _allowed(known)
                message = f"{quoted(name)} is no flag of `{keyword}`, {allowed}"
                yield Problem(flag.span, "unknown-flag", message)
        elif count == 2 and kind != "many":
            yield Problem(flag.span, "duplicate-flag", f"a second `{name}`, only one is allowed")
        elif kind != "switch":
            if flag.value is None:
                yield Problem(flag.span, "bad-flag", f"`{name}` without a value, allowed is `{name}=value`")
        elif flag.value is not None and flag.value.lower() not in _SWITCH_VALUES:
            found = quoted(f"{name}={flag.value}")
            yield Problem(flag.span, "bad-flag", f"{found} is no switch, allowed are `true` and `false`")


def _allowed(known: Mapping[str, str]) -> str:
    if not known:
        return "it has none"
    names = [f"`--{name}`" for name in known]
    return f"allowed are {', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else f"only {names[0]} is"


def _missing(instruction: Instruction, wanted: str) -> Problem:
    span = instruction.argument_span
    place = span if span.end > span.start else instruction.keyword_span
    return Problem(place, "missing-argument", f"`{instruction.keyword}` needs {wanted}")


def _element(instruction: Instruction) -> Iterator[Problem]:
    """A JSON array with something that is no string; any other broken JSON is plain text to the builder."""
    if instruction.json_fault == "element":
        message = "a JSON array with something else than strings, only strings are allowed"
        yield Problem(instruction.command.span(0, len(instruction.command.text)), "json-element", message)


def _paths(instruction: Instruction) -> Iterator[Problem]:
    if len(instruction.words) < 2 and instruction.json_fault != "element":
        yield _missing(instruction, "at least two arguments: sources and a destination")
    yield from _element(instruction)


def _volume(instruction: Instruction) -> Iterator[Problem]:
    yield from _some(instruction)
    yield from _element(instruction)
    for word in instruction.json_words or ():
        if not word.text:
            yield Problem(word.span, "missing-argument", "an empty `VOLUME`, a path is needed")


def _some(instruction: Instruction) -> Iterator[Problem]:
    if not instruction.words:
        yield _missing(instruction, "at least one argument")


def _one_value(instruction: Instruction) -> Iterator[Problem]:
    if not instruction.words:
        yield _missing(instruction, "exactly one argument")


def _from(instruction: Instruction) -> Iterator[Problem]:
    words = instruction.words
    if not words:
        yield _missing(instruction, "an image: `FROM image` or `FROM image AS name`")
    elif len(words) == 3 and words[1].text.upper() != "AS" and not words[1].text.startswith("#"):
        yield Problem(
            words[1].span,
            "stage-as",
            f"{quoted(words[1].text)} before the name of the stage, allowed is `AS`",
        )
    elif len(words) == 2 or (len(words) == 3 and words[1].text.upper() != "AS"):
        span = instruction.line.span(words[1].start, words[-1].end)
        yield Problem(
            span, "bad-argument", f"{quoted(words[1].text)} after the image, only `AS name` may follow it"
        )
    elif len(words) > 3:
        span = instruction.line.span(words[3].start, words[-1].end)
        yield Problem(
            span,
            "too-many-arguments",
            f"{quoted(words[3].text)} behind the image, only `AS name` may follow it",
        )


def _env(instruction: Instruction) -> Iterator[Problem]:
    pairs = instruction.pairs
    keyword = instruction.keyword
    if not pairs:
        yield _missing(instruction, "at least one `name=value`")
        return
    if pairs[0].is_legacy:
        if pairs[0].value is None:
            yield Problem(
                pairs[0].key.span,
                "missing-equals",
                f"`{keyword}` with a name and no value, allowed is `name=value`",
            )
        return
    for pair in pairs:
        # The word may be a piece of a secret with a blank in it, so it is not shown.
        if pair.value is None:
            yield Problem(
                pair.key.span,
                "missing-equals",
                f"a word without `=` in `{keyword}`, every word must be `name=value`",
            )
            return
        if not pair.key.text:
            yield Problem(
                pair.key.span,
                "empty-name",
                f"a value without a name in `{keyword}`, every word must be `name=value`",
            )
            return


def _arg(instruction: Instruction) -> Iterator[Problem]:
    if not instruction.pairs:
        yield _missing(instruction, "at least one `name` or `name=value`")
    for pair in instruction.pairs:
        if not pair.key.text:
            yield Problem(
                pair.key.span,
                "empty-name",
                "a default without a name in `ARG`, every word must be `name` or `name=value`",
            )
            return


def _shell(instruction: Instruction) -> Iterator[Problem]:
    yield from _element(instruction)
    if not instruction.json_words and instruction.json_fault != "element":
        form = 'the JSON form, as in `SHELL ["/bin/bash", "-c"]`'
        found = instruction.argument_span if instruction.text else instruction.keyword_span
        yield Problem(found, "shell-not-json", f"`SHELL` needs {form}")


def _healthcheck(instruction: Instruction) -> Iterator[Problem]:
    words = instruction.words
    kind = words[0].text.upper() if words else ""
    if not words:
        yield _missing(instruction, "`CMD command` or `NONE`")
    elif kind == "NONE":
        if len(words) > 1:
            span = instruction.line.span(words[1].start, words[-1].end)
            yield Problem(span, "healthcheck", f"{quoted(words[1].text)} after `NONE`, nothing may follow it")
    elif kind != "CMD":
        flags = instruction.flag_list
        # In `--timeout 5s CMD ...` the value is what stands here, and the flag without one was said already.
        if not flags or flags[-1].value is not None or kind[:1].isalpha():
            message = f"{quoted(words[0].text)} in `HEALTHCHECK`, allowed are `CMD` and `NONE`"
            yield Problem(words[0].span, "healthcheck", message)
    elif len(words) == 1 or instruction.json_words == ():
        yield Problem(words[0].span, "healthcheck", "`HEALTHCHECK CMD` needs a command")
    else:
        yield from _element(instruction)


def _onbuild(instruction: Instruction) -> Iterator[Problem]:
    inner = instruction.inner
    if inner is None:
        yield _missing(instruction, "an instruction to run later")
    elif inner.keyword in _FORBIDDEN_INSIDE:
        message = f"`{inner.keyword}` inside `ONBUILD`, allowed is any instruction but `ONBUILD`, `FROM` and `MAINTAINER`"
        yield Problem(inner.keyword_span, "onbuild", message)
    else:
        yield from problems_of(inner)


_CHECKS = {
    "ADD": _paths,
    "ARG": _arg,
    "CMD": _element,
    "COPY": _paths,
    "ENTRYPOINT": _element,
    "ENV": _env,
    "EXPOSE": _some,
    "FROM": _from,
    "HEALTHCHECK": _healthcheck,
    "LABEL": _env,
    "MAINTAINER": _one_value,
    "ONBUILD": _onbuild,
    "RUN": _element,
    "SHELL": _shell,
    "STOPSIGNAL": _one_value,
    "USER": _one_value,
    "VOLUME": _volume,
    "WORKDIR": _one_value,
}
