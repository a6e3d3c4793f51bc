"""The typed model: stages and what they inherit, images, commands, all as BuildKit sees them."""

import pytest

from ecslint.dockerfile import Dockerfile, Executed, Run, parse


def final_user(text: str) -> tuple[str | None, bool] | None:
    final = parse(text).final_stage
    user = final.effective_user if final else None
    return None if user is None else (user.resolved, user.is_root)


@pytest.mark.parametrize(
    ("text", "user"),
    [
        ("FROM a", None),
        ("FROM a\nUSER root", ("root", True)),
        ("FROM a\nUSER 0", ("0", True)),
        ("FROM a\nUSER 00:5", ("00:5", True)),
        ("FROM a\nUSER root:app", ("root:app", True)),
        ('FROM a\nUSER "root"', ("root", True)),
        ("FROM a\nUSER ContainerAdministrator", ("ContainerAdministrator", True)),
        ("FROM a\nUSER app", ("app", False)),
        ("FROM a\nUSER rooted", ("rooted", False)),
        ("FROM a\nUSER app # y", ("app # y", False)),
        ("FROM a\nUSER root\nUSER app", ("app", False)),
        ("FROM a AS x\nUSER root\nFROM x", ("root", True)),
        ("FROM a AS X\nUSER root\nFROM x", ("root", True)),
        ("FROM a AS X\nUSER root\nFROM X", None),
        ("FROM a AS x\nUSER root\nFROM b", None),
        ("FROM a AS x\nUSER root\nFROM x AS y\nFROM y", ("root", True)),
        ("FROM a\nARG U=root\nUSER $U", ("root", True)),
        ("FROM a\nARG U\nUSER $U", (None, False)),
        ("ARG U=root\nFROM a\nUSER $U", (None, False)),
        ("ARG U=root\nFROM a\nARG U\nUSER $U", ("root", True)),
        ("FROM a\nARG U=app\nENV U=root\nUSER $U", ("root", True)),
        ("FROM a\nENV U=root\nARG U=app\nUSER $U", ("root", True)),
        ("FROM a\nENV U=root V=$U\nUSER ${V:-x}", (None, False)),
        ("FROM a\nENV U=root\nENV V=$U\nUSER $V", ("root", True)),
        ("FROM a\nARG U=root V=$U\nUSER $V", ("root", True)),
        ("FROM scratch\nUSER ${U:-root}", ("root", True)),
        ("FROM a\nUSER ${U:-root}", (None, False)),
        ("FROM a\nARG G\nUSER root:$G", (None, True)),
        ("FROM a\nARG G\nUSER app:$G", (None, False)),
        ("FROM a AS x\nENV U=root\nFROM x\nUSER $U", ("root", True)),
        ("FROM a AS x\nARG U=root\nFROM x\nUSER $U", ("root", True)),
        ("FROM a\nONBUILD USER root", None),
    ],
)
def test_effective_user(text: str, user: tuple[str | None, bool] | None) -> None:
    assert final_user(text) == user


def images(text: str) -> list[tuple[str, bool, tuple[bool, str | None] | None]]:
    """(resolved, is a stage, what is certain of its tag) of each image."""
    return [(image.resolved, image.is_stage, image.certain_tag) for image in parse(text).graph.images]


UNTAGGED = (False, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROM a", [("a", False, UNTAGGED)]),
        ("FROM a:1", [("a:1", False, (False, "1"))]),
        ("FROM r:5000/a", [("r:5000/a", False, UNTAGGED)]),
        ("FROM --platform=linux/amd64 a AS x", [("a", False, UNTAGGED)]),
        ("FROM scratch", [("scratch", False, None)]),
        ("ARG X=a\nFROM $X", [("a", False, UNTAGGED)]),
        ("ARG X=a:1\nFROM ${X}", [("a:1", False, (False, "1"))]),
        ("ARG X\nFROM $X", [("$X", False, None)]),
        ("ARG X\nFROM $X/a", [("$X/a", False, UNTAGGED)]),
        ("ARG X\nFROM a:$X", [("a:$X", False, None)]),
        ("ARG X\nFROM a:$X-alpine", [("a:$X-alpine", False, None)]),
        ("FROM a:1 AS x\nFROM x", [("a:1", False, (False, "1")), ("x", True, None)]),
        ("FROM x AS y\nFROM a:1 AS x", [("x", False, UNTAGGED), ("a:1", False, (False, "1"))]),
        ("FROM a:1 AS x-amd64\nFROM x-$TARGETARCH", [("a:1", False, (False, "1")), ("x-$TARGETARCH", True, None)]),
        ("FROM a:1\nCOPY --from=alpine a b", [("a:1", False, (False, "1")), ("alpine", False, UNTAGGED)]),
        ("FROM a:1\nCOPY --from=assets a b", [("a:1", False, (False, "1")), ("assets", False, None)]),
        ("FROM a:1 AS Assets\nFROM b:1\nCOPY --from=ASSETS a b", [("a:1", False, (False, "1")), ("b:1", False, (False, "1")), ("ASSETS", True, None)]),
        ("FROM a:1\nCOPY --from=0 a b", [("a:1", False, (False, "1")), ("0", True, None)]),
        ("FROM a:1\nCOPY --from=$X a b", [("a:1", False, (False, "1")), ("$X", False, None)]),
        ("FROM a:1\nRUN --mount=target=/x,from=r.io/b true", [("a:1", False, (False, "1")), ("r.io/b", False, UNTAGGED)]),
        ("FROM a:1\nONBUILD COPY --from=alpine a b", [("a:1", False, (False, "1")), ("alpine", False, None)]),
    ],
)  # fmt: skip
def test_images(text: str, expected: list[tuple[str, bool, tuple[bool, str | None] | None]]) -> None:
    assert images(text) == expected


def commands(text: str) -> list[list[str | None]]:
    document = parse(text)
    found = [one.inner or one for one in document.instructions]
    return [[command.name for command in one.commands] for one in found if isinstance(one, Executed)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROM a\nRUN a && b | c", [["a", "b", "c"]]),
        ('FROM a\nRUN ["a", "b"]', [["a"]]),
        ('FROM a\nRUN ["sh", "-c", "a && b"]', [["sh", "a", "b"]]),
        ("FROM a\nCMD exec a b", [["a"]]),
        ("FROM a\nHEALTHCHECK --interval=1s CMD curl -f x || exit 1", [["curl", "exit"]]),
        ("FROM a\nHEALTHCHECK NONE", [[]]),
        ("FROM a\nRUN <<EOF\na\nb\nEOF", [["a", "b"]]),
        ("FROM a\nRUN <<EOF\n#!/usr/bin/env python3\nimport os\nEOF", [[]]),
        ("FROM a\nRUN <<EOF bash\na\nEOF", [["bash", "a"]]),
        ("FROM a\nRUN cat <<EOF > f && c\na\nEOF", [["cat", "c"]]),
        ("FROM a\nRUN python3 <<EOF\na\nEOF", [["python3"]]),
        ("FROM a\nONBUILD RUN a; b", [["a", "b"]]),
        ('FROM a\nSHELL ["powershell", "-Command"]\nRUN a', [[]]),
        ('FROM a\nSHELL ["/bin/bash", "-c"]\nRUN a', [["a"]]),
        ('FROM a AS x\nSHELL ["cmd", "/S", "/C"]\nFROM x\nRUN a', [[]]),
        ("FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN a", [[]]),
    ],
)
def test_commands(text: str, expected: list[list[str | None]]) -> None:
    assert commands(text) == expected


def places(document: Dockerfile) -> list[tuple[str, str]]:
    return [
        (word.text, word.span.text)
        for one in document.instructions
        if isinstance(one, Executed)
        for command in one.commands
        for word in command.words
    ]


@pytest.mark.parametrize(
    "text",
    [
        "FROM a\nRUN a \\\n  b \\\n  # no\n  && c d",
        "FROM a\nRUN <<-EOF\n\ta b\n\tEOF",
        "FROM a\nRUN bash <<EOF\na b\nEOF",
        'FROM a\nRUN ["sh", "-c", "a b && c"]',
    ],
)
def test_words_know_their_place(text: str) -> None:
    found = places(parse(text))
    assert ("a", "a") in found
    assert ("b", "b") in found


def test_mounts() -> None:
    document = parse("FROM a\nRUN --mount=type=cache,Target=/x --mount=type=secret,id=y,dst=/z true\n")
    run = document.instructions[1]
    assert isinstance(run, Run)
    assert [(mount.type, mount.target) for mount in run.mounts] == [("cache", "/x"), ("secret", "/z")]
    assert run.mounts[1].span_of("id").text == "y"


def test_values_that_double_do_not_explode() -> None:
    text = "FROM a\nENV A=0123456789\n" + "ENV A=$A$A\n" * 60 + "USER $A\n"
    assert final_user(text) == (None, False)


def test_long_chains_of_stages_need_no_recursion() -> None:
    text = (
        "FROM a AS s0\nENV U=root\n" + "".join(f"FROM s{n} AS s{n + 1}\n" for n in range(3000)) + "USER $U\n"
    )
    assert final_user(text) == ("root", True)
