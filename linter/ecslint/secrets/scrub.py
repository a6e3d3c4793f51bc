"""Takes secrets out of what rules say: messages, notes, titles and places may quote the text they are about."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from ecslint.finding import Finding
from ecslint.secrets.values import is_plain_words
from ecslint.source import Span

MASK = "********"
# A quotation may be cut or written in capitals, so pieces of this length are looked for in lower case.
PIECE = 8
# A finding about more text than this quotes no single word of it.
_LONGEST_SPAN = 2000
_QUOTED = re.compile(r"`[^`]*`")


class Scrubber:
    """Knows which pieces of some `texts` belong to a secret at one of the `masks`; `public` pieces may be shown.

    Guessable words such as `postgres` are left alone, for they also name images and users: `scrub` takes those to hide.
    """

    def __init__(self, texts: Iterable[str], masks: Iterable[Span], public: Iterable[str] = ()) -> None:
        wanted: set[str] = set()
        for text in set(texts):
            wanted.update(_pieces(text.lower()))
        for text in public:
            wanted.difference_update(_pieces(text.lower()))
        self._secret: set[str] = set()
        for mask in masks:
            text = mask.text
            if wanted and len(text) >= PIECE and not is_plain_words(text[:200]):
                self._secret.update(piece for piece in _pieces(text.lower()) if piece in wanted)

    def scrub(self, text: str, words: Sequence[str] = ()) -> str:
        """The text with every piece of a secret masked; `words` are hidden where they stand in backticks."""
        if words:
            text = _QUOTED.sub(lambda quoted: _hide(quoted[0], words), text)
        if not self._secret or len(text) < PIECE:
            return text
        out: list[str] = []
        shown = 0
        end = 0
        # Characters whose lower case is longer would shift the places; they are in no credential.
        lower = text.lower() if len(text.lower()) == len(text) else text
        for at, piece in enumerate(_pieces(lower)):
            if piece in self._secret:
                if at >= end:
                    out += [text[shown:at], MASK]
                end = at + PIECE
                shown = end
        return "".join([*out, text[shown:]])


def scrub_findings(
    findings: Iterable[Finding], masks: Sequence[Span], prefixes: Iterable[str]
) -> list[Finding]:
    """The findings of one document without any secret in what they say; their spans and edits stay."""
    findings = list(findings)
    texts = {text for finding in findings for text in _texts(finding)}
    scrubber = Scrubber(texts, masks, prefixes)
    return [_scrubbed(finding, scrubber, masks) for finding in findings]


def scrub_texts(texts: Sequence[str], masks: Iterable[Span]) -> list[str]:
    """Texts of one document, such as the reasons of ignore comments, without any secret."""
    scrubber = Scrubber(texts, masks) if texts else None
    return [scrubber.scrub(text) for text in texts] if scrubber else []


def scrub_edit(text: str, masks: Iterable[Span]) -> str:
    """The new text of an edit as a report may show it."""
    masks = tuple(masks)
    for mask in masks:
        if len(mask.text) > 1:
            text = text.replace(mask.text, MASK)
    return Scrubber((text,), masks).scrub(text)


def _texts(finding: Finding) -> list[str]:
    texts = [finding.message, finding.label, finding.help, finding.logical]
    texts += [finding.pointer or "", finding.container or "", finding.fix.title if finding.fix else ""]
    return texts + [note.message for note in finding.notes]


def _scrubbed(finding: Finding, scrubber: Scrubber, masks: Sequence[Span]) -> Finding:
    words = [*_words_at(finding.span, masks)]
    for note in finding.notes:
        words += _words_at(note.span, masks)
    scrub = scrubber.scrub
    fix = finding.fix
    return finding._replace(
        message=scrub(finding.message, words),
        label=scrub(finding.label, words),
        help=scrub(finding.help, words),
        notes=tuple(note._replace(message=scrub(note.message, words)) for note in finding.notes),
        fix=fix._replace(title=scrub(fix.title, words)) if fix else None,
        pointer=finding.pointer and scrub(finding.pointer),
        container=finding.container and scrub(finding.container),
        logical=scrub(finding.logical),
    )


def _words_at(span: Span, masks: Sequence[Span]) -> list[str]:
    """The secrets within a short span."""
    if span.end - span.start > _LONGEST_SPAN or not masks or masks[0].source is not span.source:
        return []
    index = max(0, bisect_left(masks, span.start, key=lambda mask: mask.end))
    words = []
    while index < len(masks) and masks[index].start < span.end:
        words.append(masks[index].text)
        index += 1
    return [word for word in words if len(word) > 1]


def _hide(text: str, words: Sequence[str]) -> str:
    for word in words:
        if word in text:
            text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", MASK, text)
    return text


def _pieces(text: str) -> Iterable[str]:
    return (text[at : at + PIECE] for at in range(len(text) - PIECE + 1))
