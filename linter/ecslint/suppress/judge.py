"""Judges suppressions after the rules have run: which of them are unknown, of no use, or refused."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet

from ecslint import shelf
from ecslint.engine import Engine
from ecslint.rule import Rule
from ecslint.suppress.comment import IgnoreComment
from ecslint.suppress.entry import Entry, JudgedEntry
from ecslint.suppress.ignore import names


class Judge:
    """Knows which rules ran, by kind of document through `engine`, and which are `mandatory`."""

    def __init__(self, engine: Callable[[str], Engine], mandatory: Sequence[str]) -> None:
        self._engine = engine
        self._mandatory_selectors = mandatory
        self._mandatory: dict[str, bool] = {}
        self._rules: dict[str, Rule | None] = {}
        # What a selector comes to in some kinds of documents if it silences nothing, and the rules that it names.
        self._prospects: dict[tuple[str, tuple[str, ...]], tuple[str, frozenset[str]]] = {}

    def rule(self, code: str) -> Rule | None:
        """The rule with a code."""
        if code not in self._rules:
            self._rules[code] = shelf.find(code)
        return self._rules[code]

    def is_mandatory(self, code: str) -> bool:
        """Is it a rule that nothing silences?"""
        if not self._mandatory_selectors:
            return False
        if code not in self._mandatory:
            rule = self.rule(code)
            self._mandatory[code] = rule is not None and any(
                names(selector, rule) for selector in self._mandatory_selectors
            )
        return self._mandatory[code]

    def comment(self, ignore: IgnoreComment, kind: str) -> None:
        """Note in a comment which of its selectors are unknown, unused or refused."""
        verdicts = {word: self._verdict(word.text, (kind,), ignore.used) for word in ignore.words}
        ignore.unknown = tuple(word for word in ignore.words if verdicts[word] == "unknown")
        ignore.refused = tuple(word for word in ignore.words if verdicts[word] == "refused")
        ignore.unused = tuple(word for word in ignore.words if verdicts[word] == "unused")

    def entry(
        self, entry: Entry, kinds: tuple[str, ...], *, is_used: bool, is_expired: bool, is_sure: bool
    ) -> JudgedEntry:
        """Judge an entry; `kinds` are those of the files it is about, `is_sure` says that they are all of them."""
        verdicts = {word: self._verdict(word.text, kinds, frozenset()) for word in entry.words}
        said = set(verdicts.values())
        is_unused = is_sure and not is_used and not is_expired and said <= {"unused", ""}
        return JudgedEntry(
            entry,
            is_unused=is_unused and (not kinds or "unused" in said),
            has_no_file=not kinds,
            is_expired=is_expired,
            unknown=tuple(word for word in entry.words if verdicts[word] == "unknown"),
            refused=tuple(word for word in entry.words if verdicts[word] == "refused"),
        )

    def _verdict(self, selector: str, kinds: tuple[str, ...], used: AbstractSet[str]) -> str:
        """`unknown`, `refused`, `unused`, or nothing where there is nothing to say or nothing can be said."""
        key = selector, kinds
        if key not in self._prospects:
            self._prospects[key] = self._prospect(selector, kinds)
        verdict, codes = self._prospects[key]
        return "" if verdict == "unused" and not codes.isdisjoint(used) else verdict

    def _prospect(self, selector: str, kinds: tuple[str, ...]) -> tuple[str, frozenset[str]]:
        named: list[Rule] = []
        ran: set[str] = set()
        for kind in kinds:
            named += [rule for rule in shelf.for_kind(kind) if names(selector, rule)]
            ran.update(rule.code for rule in self._engine(kind).rules)
        codes = frozenset(rule.code for rule in named)
        if not named:
            return "" if any(names(selector, rule) for rule in shelf.everything()) else "unknown", codes
        if all(self.is_mandatory(code) for code in codes):
            return "refused", codes
        # A rule that would run by default and was left out of this run might have matched.
        is_partial = any(rule.default and rule.code not in ran for rule in named)
        return "" if is_partial or codes.isdisjoint(ran) else "unused", codes
