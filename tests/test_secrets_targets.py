"""The targets of the search for secrets, on the labelled pairs that were kept aside."""

import pytest
from secret_samples import confusions, figures, halves

KEPT_ASIDE = halves()[1]
FIGURES = figures(KEPT_ASIDE)


@pytest.mark.parametrize(
    ("group", "share"), [("T1", 0.98), ("T2", 0.95), ("T3", 0.95), ("T4", 0.95), ("T5", 0.95)]
)
def test_recall(group: str, share: float) -> None:
    found, count = FIGURES[group]
    assert count > 90
    assert found >= share * count, confusions(KEPT_ASIDE)


def test_precision_on_pairs() -> None:
    right = FIGURES["T4"][0] + FIGURES["T5"][0]
    wrong = sum(FIGURES[group][0] for group in ("N1", "N2", "N3"))
    assert right >= 0.99 * (right + wrong), confusions(KEPT_ASIDE)


@pytest.mark.parametrize("group", ["N1", "N2", "N3"])
def test_clean_pairs_are_silent(group: str) -> None:
    assert FIGURES[group][0] == 0, confusions(KEPT_ASIDE)
