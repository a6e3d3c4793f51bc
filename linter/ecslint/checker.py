"""Checks documents under one configuration: the rules run, what is silenced is set apart, secrets are taken out."""

from collections.abc import Iterable

from ecslint import document as documents
from ecslint import secrets, shelf
from ecslint.annotations import TYPE_CHECKING
from ecslint.engine import Crash, Engine
from ecslint.finding import Finding
from ecslint.record import NamedTuple
from ecslint.result import Suppressed, Trouble
from ecslint.rule import Rule
from ecslint.secrets import Secret
from ecslint.settings import Settings
from ecslint.source import Span
from ecslint.suppress import MARKS

if TYPE_CHECKING:
    from ecslint.suppress.silencer import Silencer


class Checked(NamedTuple):
    """What is said about one document; `masks` are the places in it that no report may show."""

    findings: list[Finding]
    suppressed: list[Suppressed]
    errors: list[Trouble]
    masks: tuple[Span, ...] = ()


class Checker:
    """The rules, ready to run, and the suppressions of one configuration."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._engines: dict[str, Engine] = {}
        self._silencer: Silencer | None = None

    @property
    def rules(self) -> Iterable[Rule]:
        """The rules that ran."""
        return [rule for engine in self._engines.values() for rule in engine.rules]

    def check(self, document: "documents.Document", beside: Iterable[object] = ()) -> Checked:
        """All findings of one document, and of the nodes that lie `beside` it."""
        return self.keep(
            document, *self.engine(document.kind).run(document, (*secrets.find(document), *beside))
        )

    def keep(self, document: "documents.Document", findings: list[Finding], crashes: list[Crash]) -> Checked:
        """What is left of the findings on a document when silenced ones are set apart, without the values of secrets."""
        silenced: list[Suppressed] = []
        if documents.is_json(document) and document.is_yaml:
            # The edits are made for JSON, commas and all.
            findings = [finding._replace(fix=None) for finding in findings]
        if self._has_suppressions(document, findings):
            outcome = self.silencer().silence(document, findings)
            findings, silenced = outcome.findings, outcome.suppressed
            crashes += outcome.crashes
        errors = [Trouble(crash.path, crash.message) for crash in crashes]
        if not findings and not silenced:
            return Checked([], [], errors)
        masks = secrets.mask_spans(document)
        if masks:
            findings, silenced = _scrubbed(findings, silenced, masks, secrets.find(document))
        return Checked(findings, silenced, errors, masks)

    def engine(self, kind: str) -> Engine:
        """The selected rules for a kind of document."""
        if kind not in self._engines:
            rules = self.settings.selection.pick(shelf.for_kind(kind))
            self._engines[kind] = Engine(rules, self.settings.severities, self.settings.options)
        return self._engines[kind]

    def silencer(self) -> "Silencer":
        """What silences findings, also those that come up after the last document."""
        if self._silencer is None:
            from ecslint.suppress.silencer import Silencer  # noqa: PLC0415 - most runs have nothing to silence

            self._silencer = Silencer(self.settings, self.engine)
        return self._silencer

    def close(self, *, is_whole: bool) -> Checked:
        """What is wrong with the suppressions of the configuration, once everything has been looked at."""
        if not self.settings.suppressions:
            return Checked([], [], [])
        outcome = self.silencer().close(is_whole=is_whole)
        errors = [Trouble(crash.path, crash.message) for crash in outcome.crashes]
        return Checked(outcome.findings, outcome.suppressed, errors)

    def _has_suppressions(self, document: "documents.Document", findings: list[Finding]) -> bool:
        """Can anything silence these findings, or is there an ignore comment to look at?"""
        settings = self.settings
        if settings.suppressions or (findings and settings.per_file_ignores):
            return True
        if not settings.inline_ignores or (documents.is_json(document) and not document.is_yaml):
            return False
        text = document.source.text.lower()
        return any(mark in text for mark in MARKS)


def _scrubbed(
    findings: list[Finding], silenced: list[Suppressed], masks: tuple[Span, ...], found: Iterable[Secret]
) -> tuple[list[Finding], list[Suppressed]]:
    """The findings of one document without any secret in what they say."""
    from ecslint.secrets.scrub import scrub_findings, scrub_texts  # noqa: PLC0415 - few files hold secrets

    prefixes = [secret.prefix for secret in found]
    hidden = scrub_findings([entry.finding for entry in silenced], masks, prefixes)
    reasons = scrub_texts([entry.reason for entry in silenced], masks)
    return scrub_findings(findings, masks, prefixes), [
        entry._replace(finding=finding, reason=reason)
        for entry, finding, reason in zip(silenced, hidden, reasons, strict=True)
    ]
