"""YAML for `--cli-input-yaml` as the same tree as JSON: every key and value with its place, nothing built, nothing run."""

import re
from typing import Any

import yaml

from ecslint.regex import LazyPattern
from ecslint.source import Excerpt, Source, Span
from ecslint.taskdefinition.nodes import Array, Constant, Member, Node, Number, Object, String, Unknown
from ecslint.taskdefinition.scan import MAX_DEPTH, Scan
from ecslint.taskdefinition.tokens import Problem
from ecslint.taskdefinition.yaml_faults import meaning
from ecslint.taskdefinition.yaml_templates import Masked, mask

# A definition is at most 64 KiB; the reader takes about a second for a MiB.
MAX_CHARACTERS = 1024 * 1024
# What aliases may blow up to.
MAX_NODES = 50_000

# The core schema of YAML 1.2, which the AWS CLI reads by: `yes` and `012` are no truth value and no octal number.
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NUMBER = LazyPattern(
    r"[-+]?(?:[0-9]+|(?:\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+]?[0-9]+)?|[0-9]+[eE][-+]?[0-9]+)"
)
_OTHER_NUMBER = LazyPattern(r"0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_TEMPLATE = LazyPattern(r"\{\{.*?\}\}", re.DOTALL)


class YamlString(String):
    """A YAML string, in whatever style: what it says, and where its lines stand."""

    __slots__ = ()

    @property
    def inner(self) -> Span:
        return self.span

    @property
    def excerpt(self) -> Excerpt:
        """The text, each line knowing its place; one that is folded or escaped stands at the beginning of the value."""
        pieces: list[tuple[int, int]] = []
        at, here = self.start, 0
        raw = self.source.text
        for line in self.value.splitlines(keepends=True):
            bare = line.rstrip("\r\n")
            found = raw.find(bare, at, self.end) if bare else at
            pieces.append((here, found if found >= 0 else self.start))
            at = found + len(bare) if found >= 0 else at
            here += len(line)
        return Excerpt(self.source, self.value, pieces, self.end)


class _Frame:
    """A list or mapping that is not closed yet; `anchor` is its name for aliases."""

    __slots__ = ("anchor", "is_tagged", "items", "key", "members", "node", "seen")

    def __init__(self, node: Object | Array, anchor: str | None, *, is_tagged: bool = False) -> None:
        self.node = node
        # With a tag such as `!Join`, another program makes something else of it.
        self.is_tagged = is_tagged
        self.anchor = anchor
        self.items: list[Node] = []
        self.members: list[Member] = []
        self.seen: dict[str, Member] = {}
        self.key: String | None = None


def read_yaml(source: Source) -> Scan:
    """Read a source as YAML; never raises. The first document that holds something is read."""
    return _Reader(source).run()


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.masked = mask(source) if len(source.text) <= MAX_CHARACTERS else Masked(source.text)
        self.text = self.masked.text
        self.root: Node | None = None
        self.problems: list[Problem] = list(self.masked.problems)
        self.is_over = False
        self.gaps = list(reversed(self.masked.lines))
        # What was closed last: where an error follows, it may have been closed too early.
        self.closed: list[Object | Array] = []
        self.stack: list[_Frame] = []
        self.anchors: dict[str, Node] = {}
        self.count = 0
        # Up to where a template goes that the events describe as mappings in mappings.
        self.hidden_until = -1
        self.has_templates = bool(self.masked.spans)

    def run(self) -> Scan:
        if len(self.text) > MAX_CHARACTERS:
            self.problem(0, f"longer than {MAX_CHARACTERS} characters, which no definition is")
            return Scan(None, tuple(self.problems), False)
        try:
            for event in yaml.parse(self.text, Loader=yaml.SafeLoader):
                if isinstance(event, yaml.DocumentStartEvent) and isinstance(self.root, Object | Array):
                    at = event.start_mark.index  # type: ignore[union-attr]  # events of a text have marks
                    self.problem(at, "a second document, a definition file holds one", "second-document")
                    break
                self.event(event)
                if self.is_over:
                    break
        except yaml.YAMLError as error:
            for node in self.closed:
                node.open = True
            mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
            at = mark.index if mark is not None else getattr(error, "position", 0)
            self.problem(at, f"no valid YAML: {meaning(error)}")
        except RecursionError:
            self.problem(0, "nested too deeply")
        while self.stack:
            self.stack[-1].node.open = True
            self.close(len(self.text))
        self.problems.sort(key=lambda problem: problem.span.start)
        return Scan(self.root, tuple(self.problems), self.has_templates)

    def problem(self, at: int, message: str, kind: str = "yaml") -> None:
        self.is_over = kind == "yaml"
        start = min(max(at, 0), len(self.text))
        self.problems.append(Problem(Span(self.source, start, min(start + 1, len(self.text))), kind, message))

    def event(self, event: Any) -> None:
        start = event.start_mark.index
        if start < self.hidden_until:
            return
        while self.gaps and self.gaps[-1] < start:
            self.gaps.pop()
            for frame in self.stack:
                frame.node.open = True
        if not isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self.closed.clear()
        if isinstance(event, yaml.ScalarEvent):
            self.add(self.scalar(event), event.anchor)
        elif isinstance(event, yaml.AliasEvent):
            self.alias(event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self.open(event, start)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self.close(event.end_mark.index)  # type: ignore[union-attr]  # events of a text have marks

    def open(self, event: Any, start: int) -> None:
        template = _TEMPLATE.match(self.text, start) if event.flow_style else None
        if template is not None:
            self.has_templates = True
            self.hidden_until = template.end()
            self.add(Unknown(self.source, start, template.end(), is_template=True), event.anchor)
            return
        if len(self.stack) >= MAX_DEPTH:
            self.problem(start, f"nested more than {MAX_DEPTH} levels deep")
            return
        kind = Object if isinstance(event, yaml.MappingStartEvent) else Array
        self.stack.append(
            _Frame(kind(self.source, start, start), event.anchor, is_tagged=_is_foreign(event.tag))
        )

    def close(self, end: int) -> None:
        frame = self.stack.pop()
        node = frame.node
        # A block ends where the next begins, blanks and comments between them belong to neither.
        children = frame.items or [member.value for member in frame.members]
        is_flow = self.text[node.start : node.start + 1] in {"{", "["}
        node.end = end if is_flow or not children else max(children[-1].end, node.start)
        if isinstance(node, Object):
            node.members = tuple(frame.members)
        else:
            node.items = tuple(frame.items)
        self.closed.append(node)
        if frame.is_tagged:
            self.add(Unknown(self.source, node.start, node.end, is_template=True), frame.anchor)
        else:
            self.add(node, frame.anchor)

    def add(self, value: Node, anchor: str | None = None) -> None:
        """Put a value where the innermost list or mapping expects one."""
        self.count += 1
        if anchor is not None:
            self.anchors[anchor] = value
        if not self.stack:
            self.root = value
            return
        frame = self.stack[-1]
        node = frame.node
        if isinstance(node, Array):
            value.parent, value.index = node, len(frame.items)
            frame.items.append(value)
        elif frame.key is None:
            frame.key = value if isinstance(value, String) else _as_key(value)
        else:
            self.member(frame, node, frame.key, value)
            frame.key = None

    def member(self, frame: _Frame, node: Object, key: String, value: Node) -> None:
        if key.value == "<<" and not isinstance(value, String):
            # What is merged in is there, but where it stands it is something else.
            node.open = True
            return
        member = Member(node, key, value, len(frame.members))
        member.earlier = frame.seen.get(key.value)
        frame.seen[key.value] = member
        key.parent = value.parent = member
        frame.members.append(member)

    def scalar(self, event: Any) -> Node:
        start, end, value = event.start_mark.index, event.end_mark.index, event.value
        source = self.source
        if event.style is None and self.text.endswith(value, start, end):
            # Events begin at the anchor, if there is one.
            start = end - len(value)
        if _is_foreign(event.tag):
            return Unknown(source, start, end, is_template=True)
        hits = self.masked.hits(start, end)
        if hits:
            return self.templated(value, start, end, hits)
        if event.style is not None or event.tag is not None or (self.stack and self._wants_key()):
            return YamlString(source, start, end, value)
        if value in _NULL:
            return Constant(source, start, end, None)
        if value in _TRUTH:
            return Constant(source, start, end, _TRUTH[value])
        if _NUMBER.fullmatch(value):
            return Number(source, start, end)
        if _OTHER_NUMBER.fullmatch(value):
            return Unknown(source, start, end, is_template=False)
        return YamlString(source, start, end, value)

    def templated(self, value: str, start: int, end: int, hits: tuple[tuple[int, int], ...]) -> Node:
        """A scalar with a template that YAML itself would not have read."""
        if hits == ((start, end),) and not (self.stack and self._wants_key()):
            return Unknown(self.source, start, end, is_template=True)
        return YamlString(self.source, start, end, self.masked.uncovered(value, self.source, hits))

    def _wants_key(self) -> bool:
        frame = self.stack[-1]
        return isinstance(frame.node, Object) and frame.key is None

    def alias(self, event: Any) -> None:
        original = self.anchors.get(event.anchor)
        start, end = event.start_mark.index, event.end_mark.index
        if original is None:
            self.problem(start, f"`*{event.anchor}` without an `&{event.anchor}` before it", "alias")
            self.add(Unknown(self.source, start, end, is_template=False))
            return
        copy = self.copied(original)
        if self.count > MAX_NODES:
            self.problem(start, f"aliases that blow up to more than {MAX_NODES} values")
        self.add(copy)

    def copied(self, node: Node) -> Node:
        """The value of an anchor once more, at its first place; what would become too large is unknown."""
        self.count += 1
        if self.count > MAX_NODES:
            return Unknown(self.source, node.start, node.end, is_template=False)
        if isinstance(node, Object):
            mapping = Object(node.source, node.start, node.end)
            frame = _Frame(mapping, None)
            for one in node.members:
                key = YamlString(one.key.source, one.key.start, one.key.end, one.key.value)
                self.member(frame, mapping, key, self.copied(one.value))
            mapping.members, mapping.open = tuple(frame.members), node.open
            return mapping
        if isinstance(node, Array):
            items = Array(node.source, node.start, node.end)
            copies = [self.copied(item) for item in node.items]
            for index, item in enumerate(copies):
                item.parent, item.index = items, index
            items.items, items.open = tuple(copies), node.open
            return items
        if isinstance(node, String):
            return YamlString(node.source, node.start, node.end, node.value)
        if isinstance(node, Constant):
            return Constant(node.source, node.start, node.end, node.value)
        if isinstance(node, Number):
            return Number(node.source, node.start, node.end)
        return Unknown(node.source, node.start, node.end, is_template=True)


def _as_key(node: Node) -> String:
    """A key that is no string, as its text."""
    return YamlString(node.source, node.start, node.end, node.raw)


def _is_foreign(tag: str | None) -> bool:
    """Is it a tag of another program, such as `!Ref`, rather than one of YAML?"""
    return tag is not None and len(tag) > 1 and tag.startswith("!")
