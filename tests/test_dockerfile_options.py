"""Options of the rules for Dockerfiles, from ecslint.toml to the report of the command."""

import json
from pathlib import Path

import pytest

from ecslint.cli import main

CASES = [
    # Registries that are allowed: a whole one, a part of one, by a pattern.
    ("untrusted-registry", 'registries = ["docker.io"]', "FROM ghcr.io/a/b:1\n", [1]),
    ("untrusted-registry", 'registries = ["docker.io"]', "FROM a/b:1\nCOPY --from=quay.io/c:1 /d /d\n", [2]),
    ("untrusted-registry", 'registries = ["docker.io/library/*", "*.dkr.ecr.*.amazonaws.com"]', "FROM alpine:3.20\nFROM a/b:1\nFROM 123456789012.dkr.ecr.eu-west-1.amazonaws.com/c:1\n", [2]),
    ("untrusted-registry", 'registries = ["ghcr.io/acme/*"]', "FROM ghcr.io/acme/a:1\nFROM ghcr.io/other/a:1\n", [2]),
    ("untrusted-registry", "registries = []", "FROM ghcr.io/a/b:1\n", []),
    # Base images that do not run as root.
    ("missing-user", 'unprivileged = ["acme/python"]', "FROM acme/python:3.13\n", []),
    ("missing-user", 'unprivileged = ["acme/python"]', "FROM acme/ruby:3.4\n", [1]),
    ("missing-user", 'unprivileged = ["ghcr.io/acme/*", "docker.io/library/redis"]', "FROM ghcr.io/acme/base@sha256:" + "0" * 64 + "\n", []),
    ("missing-user", 'unprivileged = ["docker.io/library/redis"]', "FROM redis:8\n", []),
    ("missing-user", 'unprivileged = ["registry.example.com:5000"]', "FROM registry.example.com:5000/a/b:1\n", []),
    # Ports that nobody may expose.
    ("exposed-ssh-port", "ports = [22, 3389]", "FROM a:1\nEXPOSE 80\nEXPOSE 3389 443\n", [3]),
    ("exposed-ssh-port", "ports = [3389]", "FROM a:1\nEXPOSE 22\n", []),
    ("exposed-ssh-port", "ports = []", "FROM a:1\nEXPOSE 22\n", []),
    # Tags that move.
    ("latest-image", 'moving = ["edge"]', "FROM a:edge\nFROM a:latest\nFROM a:1\n", [1, 2]),
    # The schema of labels: which there must be, which there may be, what their values look like.
    ("missing-label", 'labels = ["team", "org.opencontainers.image.title"]', "FROM a:1\nLABEL team=a\n", [1]),
    ("missing-label", 'labels = ["team"]', "FROM a:1\nLABEL team=a\n", []),
    ("unlisted-label", 'allowed = ["team", "org.opencontainers.image.*"]', "FROM a:1\nLABEL team=a\nLABEL taem=b\n", [3]),
    ("invalid-label", 'versions = ["version"]', "FROM a:1\nLABEL version=new\nLABEL version=1.2.3\n", [2]),
    ("invalid-label", 'urls = ["homepage"]', "FROM a:1\nLABEL homepage=example.com\nLABEL org.opencontainers.image.url=a\n", [2]),
    ("invalid-label", 'maintainers = ["maintainer"]', "FROM a:1\nLABEL maintainer=Jane\n", [2]),
    ("invalid-label", 'dates = ["built"]', "FROM a:1\nLABEL built=now\n", [2]),
    ("invalid-label", 'licenses = ["license"]', "FROM a:1\nLABEL license=free\nLABEL license=MIT\n", [2]),
    ("invalid-label", 'hashes = ["commit"]', "FROM a:1\nLABEL commit=main\nLABEL commit=0123abc\n", [2]),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "option", "text", "lines"), CASES)
def test_option(
    folder: Path, capsys: pytest.CaptureFixture[str], rule: str, option: str, text: str, lines: list[int]
) -> None:
    (folder / "Dockerfile").write_text(text)
    (folder / "ecslint.toml").write_text(f'select = ["{rule}"]\n[rules.{rule}]\n{option}\n')
    assert main(["--format", "json", "--fail-on", "info"]) == bool(lines)
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert {finding["line"] for finding in findings} == set(lines)


@pytest.mark.parametrize(
    ("rule", "option", "words"),
    [
        ("exposed-ssh-port", 'ports = ["22"]', "allowed is the form of its default: [22]"),
        ("exposed-ssh-port", "port = [22]", "unknown option `port`, allowed: `ports`"),
        ("untrusted-registry", 'registries = "docker.io"', "rules.untrusted-registry.registries is wrong"),
        ("missing-user", "unprivileged = [true]", "rules.missing-user.unprivileged is wrong"),
        ("sudo", "allowed = true", "unknown option `allowed`, allowed: none"),
    ],
)
def test_wrong_option(
    folder: Path, capsys: pytest.CaptureFixture[str], rule: str, option: str, words: str
) -> None:
    (folder / "Dockerfile").write_text("FROM a:1\n")
    (folder / "ecslint.toml").write_text(f"[rules.{rule}]\n{option}\n")
    assert main([]) == 2
    assert words in capsys.readouterr().err
