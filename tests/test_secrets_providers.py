"""The targets of the search for secrets on formats of 400 providers, listed apart from the table that the search uses."""

import pytest
from provider_samples import TELLING, Format, figures, formats, halves, is_found

FORMATS = formats("provider_formats.txt")
WORKED_WITH, KEPT_ASIDE = halves(FORMATS)


def test_the_list_is_wide_and_says_each_format_once() -> None:
    providers = [form.provider for form in FORMATS]
    assert len(providers) > 400
    assert len(set(providers)) == len(providers)


@pytest.mark.parametrize("part", [WORKED_WITH, KEPT_ASIDE], ids=["worked with", "kept aside"])
def test_recall_in_every_place(part: list[Format]) -> None:
    shares, missed = figures(part)
    for group, share in (("telling", 0.98), ("neutral", 0.95), ("header", 0.95)):
        found, count = shares[group]
        assert count > 300
        assert found >= share * count, missed


@pytest.mark.parametrize("name", TELLING)
def test_recall_under_each_telling_name(name: str) -> None:
    place = "ENV" if name.isupper() else "environment"
    missed = [form.provider for form in FORMATS if not is_found(place, name, form.value(7))]
    assert len(missed) <= 0.02 * len(FORMATS), missed
