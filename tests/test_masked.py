"""Secrets in a piece of a file: hidden wherever they reach into it, and nothing else is."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ecslint.result import masked, near
from ecslint.source import Source, Span

TEXT = "abcdefghijklmnopqrstuvwxyz"
SOURCE = Source("Dockerfile", TEXT)


@st.composite
def spans(draw: st.DrawFn) -> tuple[Span, ...]:
    """Masks as documents have them: in order, not empty, without overlap."""
    cuts = sorted(draw(st.sets(st.integers(0, len(TEXT)), max_size=12)))
    return tuple(Span(SOURCE, *pair) for pair in zip(cuts[::2], cuts[1::2], strict=False))


@given(spans(), st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT)))
@settings(max_examples=200)
def test_masked(masks: tuple[Span, ...], start: int, length: int) -> None:
    end = min(start + length, len(TEXT))
    hidden = {place: mask for mask in masks for place in range(mask.start, mask.end)}
    expected = ""
    for place in range(start, end):
        if place not in hidden:
            expected += TEXT[place]
        elif place == max(start, hidden[place].start):
            expected += "*"
    assert masked(TEXT[start:end], start, masks, "*") == expected
    touched = {hidden[place] for place in range(start, end) if place in hidden}
    assert list(near(masks, start, end)) == sorted(touched, key=lambda mask: mask.start)
