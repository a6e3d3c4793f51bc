"""Which ignores reach a finding: those for its instruction, its stage or its file; looked up, not searched."""

from bisect import bisect_left
from collections.abc import Callable, Iterable

from ecslint.annotations import TYPE_CHECKING
from ecslint.finding import Finding
from ecslint.suppress.ignore import FILE, Ignore, Scope

if TYPE_CHECKING:
    from ecslint.dockerfile import Dockerfile
    from ecslint.rule import Rule

_EVERY_LINE = 1 << 60


class Reach:
    """The ignores of one Dockerfile by where they hold; `rule_of` gives the rule of a code."""

    def __init__(self, document: "Dockerfile", rule_of: "Callable[[str], Rule | None]") -> None:
        instructions = document.instructions
        self._ends = [one.span.end_line for one in instructions]
        self._starts = [one.span.start for one in instructions]
        self._stages = [one.stage.index if one.stage else -1 for one in instructions]
        self._rule_of = rule_of
        self._ignores: dict[Scope, list[Ignore]] = {}
        self._lines: dict[int, int] = {}
        # Ignores that name a rule, by place; and how far down in the file they silenced it.
        self._naming: dict[tuple[Scope, str], list[Ignore]] = {}
        self._silenced: dict[tuple[Scope, str], int] = {}

    def instruction_at(self, line: int) -> int:
        """The number of the instruction that a line stands in or above; one too many below the last."""
        return bisect_left(self._ends, line)

    def add(self, ignore: Ignore, scope: Scope) -> None:
        self._lines[id(ignore)] = ignore.span.line
        self._ignores.setdefault(scope, []).append(ignore)

    def find(self, finding: Finding) -> Ignore | None:
        """The ignore that silences a finding; the nearest kind of place decides."""
        number = self.instruction_at(finding.span.line)
        last = finding.span.end_line
        scopes: list[Scope] = [("instruction", number)]
        if number < len(self._starts):
            if finding.span.start == self._starts[number]:
                # It is about the instruction as a whole, so a comment anywhere in it will do.
                last = self._ends[number]
            scopes.append(("stage", self._stages[number]))
        for scope in (*scopes, FILE):
            ignores = self._named(scope, finding.code)
            below = _EVERY_LINE if scope[0] != "instruction" else last
            if ignores and self._lines[id(ignores[0])] <= below:
                key = scope, finding.code
                self._silenced[key] = max(self._silenced.get(key, 0), below)
                return ignores[0]
        return None

    def settle(self) -> None:
        """Note in each ignore what it silenced."""
        for (scope, code), last in self._silenced.items():
            for ignore in self._named(scope, code):
                if self._lines[id(ignore)] <= last:
                    ignore.used.add(code)

    def _named(self, scope: Scope, code: str) -> list[Ignore]:
        """The ignores at a place that name a rule, in the order of the file."""
        key = scope, code
        if key not in self._naming:
            rule = self._rule_of(code) if scope in self._ignores else None
            here: Iterable[Ignore] = self._ignores.get(scope, ()) if rule else ()
            naming = [one for one in here if rule is not None and one.answers(rule)]
            self._naming[key] = sorted(naming, key=lambda one: one.span.start)
        return self._naming[key]
