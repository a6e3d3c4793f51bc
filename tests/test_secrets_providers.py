"""The targets of the search for secrets on formats of 500 providers, and on pairs as people write them.

Both were written apart from the table that the search uses; `docs/secrets.md` has the figures.
"""

import pytest
from credential_pairs import is_found as is_line_found
from credential_pairs import lines
from provider_samples import TELLING, Format, figures, formats, halves, is_found

FORMATS = formats("provider_formats.txt")
WORKED_WITH, KEPT_ASIDE = halves(FORMATS)
SECOND = formats("provider_formats_second.txt")
# What is known to be decided wrongly: values that read like placeholders, rare ways to pass a password, and one that an example
# uses as it stands.
KNOWN_MISSED = {
    "ENV SFTP_USERS",
    "RUN ansible-vault",
    '{"dockerLabels": {"traefik',
    '{"logConfiguration": {"logDriver": "awsfirelens", "options": {"Name": "http"',
}
KNOWN_FALSE = {"ENV DATABASE_URL"}


def test_the_list_is_wide_and_says_each_format_once() -> None:
    providers = [form.provider for form in (*FORMATS, *SECOND)]
    assert len(providers) > 550
    assert len(set(providers)) == len(providers)


@pytest.mark.parametrize(
    "part", [WORKED_WITH, KEPT_ASIDE, SECOND], ids=["worked with", "kept aside", "second list"]
)
def test_recall_in_every_place(part: list[Format]) -> None:
    shares, missed = figures(part)
    for group, share in (("telling", 0.98), ("neutral", 0.95), ("header", 0.95)):
        found, count = shares[group]
        assert count > 190
        assert found >= share * count, missed


@pytest.mark.parametrize("name", TELLING)
def test_recall_under_each_telling_name(name: str) -> None:
    place = "ENV" if name.isupper() else "environment"
    missed = [form.provider for form in FORMATS if not is_found(place, name, form.value(7))]
    assert len(missed) <= 0.02 * len(FORMATS), missed


def test_recall_on_pairs_as_people_write_them() -> None:
    listed = lines("+")
    assert len(listed) > 250
    missed = [line for line in listed if not is_line_found(line)]
    assert {line for line in missed if not line.startswith(tuple(KNOWN_MISSED))} == set()
    assert len(missed) <= 0.05 * len(listed)


def test_precision_on_pairs_as_people_write_them() -> None:
    innocent = lines("-")
    assert len(innocent) > 450
    false = [line for line in innocent if is_line_found(line)]
    assert {line for line in false if not line.startswith(tuple(KNOWN_FALSE))} == set()
    assert len(false) <= 0.01 * (len(lines("+")) + len(false))
