"""Variables that the builder fills in, those that nothing declares, ports and signals: what the rules are told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecslint.dockerfile import Expose, Undeclared, parse
from ecslint.dockerfile.ports import HIGHEST
from ecslint.dockerfile.signals import signal_number


def used(text: str) -> list[str]:
    return [f"{one.name}{one.modifier}{'' if one.is_declared else '?'}" for one in parse(text).references]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ARG A\nFROM $A:$B", ["A", "B?"]),
        ("ARG A=1\nARG B=$A\nFROM $B", ["A", "B"]),
        ("FROM --platform=$BUILDPLATFORM a", ["BUILDPLATFORM"]),
        ("FROM a\nARG A B=$A C=$D", ["A", "D?"]),
        ("FROM a\nENV A=1 B=$A\nENV C=$B", ["A?", "B"]),
        ("FROM a\nENV A $B", ["B?"]),
        ("FROM a\nLABEL $A=1 b='$C' d=\\$E", ["A?"]),
        ("FROM a\nCOPY --chown=$A --from=$X --exclude=$Y $B $C", ["A?", "B?", "C?"]),
        ('FROM a\nCOPY ["$A", "$B"]', ["A?", "B?"]),
        ("FROM a\nADD --checksum=$A $B $C", ["A?", "B?", "C?"]),
        ("FROM a\nCOPY <<EOF /a\n'$A'\nEOF", ["A?"]),
        ("FROM a\nCOPY <<'EOF' /a\n$A\nEOF", []),
        ("FROM a\nRUN --mount=type=cache,target=$A echo $B", ["A?"]),
        ("FROM a\nRUN echo $A\nCMD $B\nENTRYPOINT $C\nHEALTHCHECK CMD $D", []),
        ('FROM a\nSHELL ["$A"]\nMAINTAINER $B', []),
        (
            "FROM a\nUSER $A\nWORKDIR $B/c d$E\nVOLUME $F $G\nSTOPSIGNAL $H\nEXPOSE $I",
            ["A?", "B?", "E?", "F?", "G?", "H?", "I?"],
        ),
        ("FROM a\nONBUILD WORKDIR $A", []),
        ("FROM a\nWORKDIR ${A:-$B}${C#x}", ["A:-?", "B?", "C#?"]),
    ],
)
def test_references(text: str, expected: list[str]) -> None:
    assert used(text) == expected


def test_a_reference_knows_its_place() -> None:
    text = 'FROM a\nENV A=1 \\\n    B="x${C}"\nCOPY --chown="$D" a \\\n  $E/\n'
    places = [(one.span.line, one.span.text) for one in parse(text).references]
    # Behind a quote in a flag the characters are no longer where they stood: the place is that of the value.
    assert [line for line, _ in places] == [3, 4, 5]
    assert (places[0][1], places[2][1]) == ("C", "E")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROM debian\nWORKDIR $A", ["A nowhere"]),
        ("FROM public.ecr.aws/docker/library/debian:12\nWORKDIR $A", ["A nowhere"]),
        ("FROM example.com/debian\nWORKDIR $A", []),
        ("FROM python\nWORKDIR $A", []),
        ("ARG I\nFROM $I\nWORKDIR $A", []),
        ("FROM scratch\nWORKDIR $A\nUSER $A", ["A nowhere"]),
        ("FROM python\nENV HOME_DIR=/a\nWORKDIR $HOME_DIRS", ["HOME_DIRS typo HOME_DIR"]),
        ("ARG A=1\nFROM python\nWORKDIR $A\nRUN echo $A\nFROM python\nRUN echo $A", ["A global", "A global"]),
        ("ARG A=1\nFROM python\nARG A\nRUN echo $A", []),
        ("ARG PYTHON_VERSION=3\nFROM python:$PYTHON_VERSION\nRUN echo $PYTHON_VERSION", []),
        ("FROM python\nRUN echo $A\nARG A", ["A later"]),
        ("FROM python\nRUN A=1 && echo $A\nARG A", []),
        ("FROM python\nRUN eval x; echo $A\nARG A", []),
        ('FROM python\nRUN ["echo", "$A"]\nARG A', []),
        ('FROM python\nRUN ["sh", "-c", "echo $A"]\nARG A', ["A later"]),
        ("FROM python\nRUN <<EOF\necho $A\nEOF\nARG A", ["A later"]),
        ("FROM python\nRUN echo '$A' ${A:-1} \\$A\nARG A", []),
        ("FROM python\nLABEL a=$TARGETARCH", ["TARGETARCH global"]),
        ("FROM debian\nLABEL a=$http_proxy b=$HTTPS_PROXY c=$1 d=$$", []),
        ("FROM debian\nENV A=$A:1\nARG B=$B", []),
        ("FROM python\nRUN case $TARGETARCH in amd64) true;; esac", ["TARGETARCH global"]),
        ("FROM python\nRUN for a in b $A; do true; done\nARG A", ["A later"]),
        ("FROM python\nRUN for A in b; do echo $A; done\nARG A", []),
        ("FROM debian AS a\nARG X\nFROM a\nWORKDIR $X", []),
    ],
)
def test_undeclared(text: str, expected: list[str]) -> None:
    found = [one for one in parse(text).walk() if isinstance(one, Undeclared)]
    assert [" ".join(filter(None, (one.name, one.reason, one.near))) for one in found] == expected


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("80", [(None, 80, 80, None)]),
        ("80/tcp 8000-8010/UDP", [(None, 80, 80, "tcp"), (None, 8000, 8010, "UDP")]),
        ("8080:80", [("8080", 80, 80, None)]),
        ("[::1]:1:2/udp", [("[::1]:1", 2, 2, "udp")]),
        ("$A $B", [(None, 1, 1, None), (None, 2, 2, "tcp")]),
        ("$C", []),
        (
            "a -1 80, 1-",
            [
                (None, None, None, None),
                (None, None, 1, None),
                (None, None, None, None),
                (None, 1, None, None),
            ],
        ),
    ],
)
def test_ports(arguments: str, expected: list[tuple[object, ...]]) -> None:
    dockerfile = parse(f'FROM a\nARG C\nARG A="1 2/tcp" B=\nEXPOSE {arguments}\n')
    (expose,) = (one for one in dockerfile.instructions if isinstance(one, Expose))
    assert [(port.host, port.first, port.last, port.protocol) for port in expose.ports] == expected


@given(st.text("0123456789:-/tcp$[] ", max_size=30))
def test_any_port(text: str) -> None:
    for instruction in parse(f"FROM a\nEXPOSE {text}\n").instructions:
        if isinstance(instruction, Expose):
            for port in instruction.ports:
                assert all(0 <= number <= HIGHEST for number in (*port.numbers[:1], *port.numbers[-1:]))
                assert port.host_span.line == 2
                assert not port.is_literal or port.span.text == port.text


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("SIGTERM", 15), ("term", 15), ("KILL", 9), ("9", 9), ("64", 64), ("SIGRTMIN", 34), ("RTMIN+3", 37), ("RTMAX-1", 63), ("SIGWINCH", 28),
        ("SIGSYS", 31), ("0", None), ("65", None), ("SIGTEM", None), ("", None), ("RTMIN+99", None), ("RTMAX+1", None), ("RTMIN+", None), ("-9", None),
    ],
)  # fmt: skip
def test_signals(name: str, number: int | None) -> None:
    assert signal_number(name) == number
