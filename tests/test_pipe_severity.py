"""How grave a pipe without `pipefail` is: a remark where a failure on the left is seen all the same, or cannot be."""

import pytest

from ecslint import check_text


@pytest.mark.parametrize(
    ("command", "severity"),
    [
        ("curl -f https://example.com/a | tar x", "warning"),
        ("echo a | tee /b", "info"),
        ("printf a | sort | tee /b", "info"),
        ("curl -f https://example.com/a | grep -q b", "info"),
        ("curl -f https://example.com/a | grep -c b", "warning"),
        ("grep ' a.tgz$' SHA256SUMS | sha256sum -c -", "info"),
        ("curl -f https://example.com/a.sha | sha256sum --check", "info"),
        ("curl -f https://example.com/a | sha256sum", "warning"),
        # The status of a group is that of its last part, with or without the option.
        ("(crontab -l; echo '* * * * * root a') | crontab -", "info"),
        ("{ curl -f https://example.com/a; echo b; } | tee /c", "info"),
        ("(echo a; curl -f https://example.com/b) | tee /c", "warning"),
        ("(curl -f https://example.com/a && echo b) | tee /c", "warning"),
        ("(set -e; curl -f https://example.com/a; echo b) | tee /c", "warning"),
        ("set -e; (curl -f https://example.com/a; echo b) | tee /c", "warning"),
        ("() | tee /c", "info"),
    ],
)
def test_severity(command: str, severity: str) -> None:
    findings = check_text(f"FROM debian:12\nRUN {command}\n", "Dockerfile", select=["DF402"])
    assert [finding.severity.label for finding in findings] == [severity]
