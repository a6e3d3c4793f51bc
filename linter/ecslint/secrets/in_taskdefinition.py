"""Secrets of a task or service definition: where its values can hold one, read from the JSON tree."""

from ecslint.annotations import TYPE_CHECKING
from ecslint.secrets.collector import Collector
from ecslint.secrets.names import classify
from ecslint.secrets.prefilter import is_telling
from ecslint.secrets.secret import Place, Secret
from ecslint.secrets.values import may_be_header
from ecslint.taskdefinition.nodes import Array, Member, Node, Number, Object, String

if TYPE_CHECKING:
    from ecslint.taskdefinition import JsonFile

# Lists of name and value: the key of the list -> the key of the name.
_LISTS = {
    "environment": "name",
    "properties": "name",
    "tags": "key",
    "systemControls": "namespace",
    "extraHosts": "hostname",
}
# Objects whose keys are names and whose values are texts.
_MAPS = frozenset({"dockerLabels", "options", "driverOpts", "labels", "environment"})
_COMMANDS = frozenset({"command", "entryPoint"})
_REFERENCES = frozenset({"secrets", "secretOptions"})
# What settings files and connection strings inside a value hold.
_SETTINGS = (
    "auth",
    "assword",
    "pwd",
    "Pwd",
    "PWD",
    "identified by",
    "IDENTIFIED BY",
    "_HEADERS",
    "-D",
    "--",
    '{\\"',
    "define(",
)


def find(document: "JsonFile") -> tuple[Secret, ...]:
    """The secrets in a JSON document, by place."""
    collector = Collector()
    text = document.source.text
    # Escapes can hide a literal from the look at the raw text.
    may_tell = "\\u" in text or any(word in text for word in _SETTINGS) or is_telling(text)
    stack: list[Node] = [document.root] if document.root is not None else []
    while stack:
        node = stack.pop()
        if isinstance(node, Array):
            stack.extend(node.items)
        elif isinstance(node, Object):
            _named(collector, node)
            for member in node.members:
                stack.append(member.value)
                _commands(collector, member)
        elif isinstance(node, String):
            if may_tell:
                _text(collector, node)
            if "@" in node.value and isinstance(node.parent, Member) and node.parent.name == "image":
                _reference(collector, node)
    return collector.finish()


def _text(collector: Collector, node: String) -> None:
    """What a string gives away by itself, unless a name or a command told more already."""
    from ecslint.secrets.judge import MOST, judge_text  # noqa: PLC0415 - few files get here
    from ecslint.secrets.lines import find_in_files, find_in_value  # noqa: PLC0415

    name = _name_of(node)
    value = node.value[:MOST]
    verdicts = list(judge_text(value, is_value=True))
    if not verdicts:
        verdicts = [hit.verdict for hit in find_in_files(value)]
    if not verdicts and name is not None:
        verdicts = [hit.verdict for hit in find_in_value(name.value, value)]
    if not verdicts:
        return
    for verdict in verdicts:
        collector.add(
            verdict,
            node.excerpt,
            _place(node),
            name=name.value if name else None,
            name_span=name.inner if name else None,
        )


def _reference(collector: Collector, node: String) -> None:
    """A login before the name of an image."""
    from ecslint.secrets.judge import MOST, of_url  # noqa: PLC0415 - few files get here
    from ecslint.secrets.url import find_reference_passwords  # noqa: PLC0415

    for hit in find_reference_passwords(node.value[:MOST]):
        collector.add(of_url(hit), node.excerpt, _place(node))


def _named(collector: Collector, node: Object) -> None:
    """`{"name": "DB_PASSWORD", "value": "..."}`, and the members of maps such as `dockerLabels`."""
    holder = _key_of(node)
    if isinstance(node.parent, Array) and holder in _LISTS:
        key, value = node.get(_LISTS[holder]), node.get("value")
        if isinstance(key, String) and value is not None:
            _judge(collector, key, value)
    elif holder in _MAPS and not isinstance(node.parent, Array):
        for member in node.members:
            _judge(collector, member.key, member.value)


def _judge(collector: Collector, key: String, value: Node) -> None:
    if classify(key.value) is None and not (isinstance(value, String) and may_be_header(value.value)):
        return
    from ecslint.secrets.judge import MOST, judge_named, judge_text  # noqa: PLC0415 - few files get here

    if isinstance(value, String):
        text, excerpt = value.value[:MOST], value.excerpt
    elif isinstance(value, Number):
        from ecslint.source import Excerpt  # noqa: PLC0415 - a password without quotes is rare

        text, excerpt = value.raw, Excerpt.of(value.span)
    else:
        return
    # The most specific verdict wins: what the text says by itself comes first.
    verdict = next(judge_text(text), None) or judge_named(key.value, text)
    if verdict is not None:
        collector.add(verdict, excerpt, _place(value), name=key.value, name_span=key.inner)


def _commands(collector: Collector, member: Member) -> None:
    """`command`, `entryPoint` and the command of a health check, as words or as the text of a shell."""
    if member.name not in _COMMANDS or not isinstance(member.value, Array):
        return
    words = [item for item in member.value.items if isinstance(item, String)]
    for word in words:
        _text(collector, word)
    from ecslint.secrets.scripts import Hints, examine_scripts  # noqa: PLC0415 - for commands only

    joined = " ".join([word.value for word in words])
    if not words or not Hints(joined).are_in(joined):
        return
    from ecslint.dockerfile import shell  # noqa: PLC0415 - a costly import that few definitions need
    from ecslint.dockerfile.exec_form import shell_text  # noqa: PLC0415

    first = words[0].value
    if first in {"CMD", "CMD-SHELL"}:
        words = words[1:]
    if not words:
        return
    text = (
        words[0].excerpt
        if first == "CMD-SHELL" or len(words) == 1
        else shell_text([word.excerpt for word in words])
    )
    examine_scripts(collector, [shell.parse(text)], _place(words[0], member.name, member.pointer))


def _place(node: Node, kind: str = "", pointer: str = "") -> Place:
    pointer = pointer or node.pointer
    return Place(kind or _kind_of(node), node.logical, pointer, node.container)


def _kind_of(node: Node) -> str:
    """The nearest key that is no part of a name and value pair: `environment`, `options`, `image`, ..."""
    key = ""
    for key in _keys_above(node):
        if key not in {"value", "name", "valueFrom"}:
            return key
    return key


def _keys_above(node: Node) -> list[str]:
    keys: list[str] = []
    here: Node | None = node
    while here is not None and len(keys) < 3:
        parent = here.parent
        if isinstance(parent, Member):
            if not (isinstance(parent.object.parent, Member) and parent.object.parent.name in _MAPS):
                keys.append(parent.name)
            here = parent.object
        else:
            here = parent
    return keys


def _key_of(node: Node) -> str:
    """The key that an object or the list around it is the value of."""
    parent = node.parent
    if isinstance(parent, Array):
        parent = parent.parent
    return parent.name if isinstance(parent, Member) else ""


def _name_of(node: String) -> String | None:
    """The name that a string is the value of."""
    parent = node.parent
    if not isinstance(parent, Member):
        return None
    if parent.name in {"value", "valueFrom"}:
        name = parent.object.get(_LISTS.get(_key_of(parent.object), "name"))
        return name if isinstance(name, String) else None
    return parent.key
