"""Secrets of a Dockerfile: where its instructions can hold one."""

from itertools import chain

from ecslint.annotations import TYPE_CHECKING
from ecslint.dockerfile import Dockerfile, Executed, Heredoc, Instruction, Pair
from ecslint.secrets.collector import Collector
from ecslint.secrets.names import classify
from ecslint.secrets.prefilter import is_telling
from ecslint.secrets.secret import Place, Secret
from ecslint.secrets.values import may_be_header, may_be_source
from ecslint.source import Excerpt

if TYPE_CHECKING:
    from ecslint.secrets.scripts import Hints


def find(document: Dockerfile) -> tuple[Secret, ...]:
    """The secrets in a Dockerfile, by place."""
    collector = Collector()
    # One look at the whole text spares a look at every instruction: most files hold no token.
    joined = "\n".join([instruction.line.text for instruction in document.instructions])
    may_tell = is_telling(joined, document.source.text)
    hints: Hints | None = None
    # Links the instructions to their stages.
    _ = document.graph
    for outer in document.instructions:
        instruction = outer.inner or outer
        if may_tell:
            _texts(collector, instruction)
        if instruction.keyword in {"FROM", "COPY"} and "@" in instruction.line.text:
            _references(collector, instruction)
        if instruction.keyword in {"ENV", "ARG", "LABEL"}:
            _pairs(collector, instruction)
        elif isinstance(instruction, Executed):
            hints = hints or _hints(document, joined)
            _commands(collector, instruction, hints)
        for heredoc in instruction.heredocs:
            _body(collector, instruction, heredoc)
    return collector.finish()


def _place(instruction: Instruction, kind: str = "", name: str = "") -> Place:
    place = kind or ("command" if isinstance(instruction, Executed) else instruction.keyword)
    stage = instruction.stage
    logical = f"{instruction.logical}/{name}" if name else instruction.logical
    return Place(place, logical, in_final_stage=stage.is_shipped if stage else None)


def _texts(collector: Collector, instruction: Instruction) -> None:
    """What the text gives away by itself, whatever the instruction."""
    from ecslint.secrets.judge import judge_text  # noqa: PLC0415 - few files get here

    for verdict in judge_text(instruction.line.text, is_value=False):
        pair = next(
            (
                pair
                for pair in instruction.pairs
                if pair.value and pair.value.start <= verdict.start < pair.value.end
            ),
            None,
        )
        if pair is None:
            collector.add(verdict, instruction.line, _place(instruction))
        else:
            name = pair.key.text
            collector.add(
                verdict, instruction.line, _place(instruction, "", name), name=name, name_span=pair.key.span
            )


def _references(collector: Collector, instruction: Instruction) -> None:
    """Logins before the name of an image."""
    from ecslint.secrets.judge import MOST, of_url  # noqa: PLC0415 - few files get here
    from ecslint.secrets.url import find_reference_passwords  # noqa: PLC0415

    for hit in find_reference_passwords(instruction.line.text[:MOST]):
        collector.add(of_url(hit), instruction.line, _place(instruction))


def _pairs(collector: Collector, instruction: Instruction) -> None:
    for pair in instruction.pairs:
        value = pair.value
        if value is None or not value.text:
            continue
        text = value.text
        if classify(pair.key.text) is not None or _may_hold_setting(text):
            _pair(collector, instruction, pair, text)


def _may_hold_setting(text: str) -> bool:
    """Can a value hold a default of a variable, a connection string, or a piece of a settings file?"""
    if "${" in text or "uth" in text or may_be_header(text) or may_be_source(text):
        return True
    if text.lstrip("\"'").startswith("{") or "define(" in text or "--" in text:
        return True
    if "=" not in text:
        return False
    lower = text.lower()
    return "pass" in lower or "pwd" in lower or "key=" in lower or "token=" in lower or "secret=" in lower


def _pair(collector: Collector, instruction: Instruction, pair: Pair, text: str) -> None:
    from ecslint.secrets.judge import judge, judge_default  # noqa: PLC0415 - few files get here
    from ecslint.secrets.lines import find_in_files, find_in_value  # noqa: PLC0415

    assert pair.value is not None
    name = pair.key.text
    verdict = judge(name, text) or judge_default(text)
    if verdict is None:
        verdict = next((hit.verdict for hit in chain(find_in_files(text), find_in_value(name, text))), None)
    if verdict is not None:
        place = _place(instruction, "", name)
        collector.add(
            verdict, instruction.line, place, at=pair.value.start, name=name, name_span=pair.key.span
        )


def _hints(document: Dockerfile, joined: str) -> "Hints":
    from ecslint.secrets.scripts import Hints  # noqa: PLC0415 - some files run nothing

    # Words that are continued on the next line stand only in the joined lines, the heredocs only in the file.
    return Hints(f"{joined}\n{document.source.text}" if "<<" in joined else joined)


def _commands(collector: Collector, instruction: Executed, hints: "Hints") -> None:
    if not hints.are_in(instruction.line.text) and not any(
        hints.are_in(heredoc.body) for heredoc in instruction.heredocs
    ):
        return
    from ecslint.secrets.scripts import examine_scripts  # noqa: PLC0415 - only loaded by the hints until now

    examine_scripts(collector, instruction.scripts, _place(instruction), hints)
    _files(collector, instruction.line, _place(instruction))


def _body(collector: Collector, instruction: Instruction, heredoc: Heredoc) -> None:
    """A heredoc: the file it writes, or the script it is."""
    from ecslint.secrets.judge import judge_text  # noqa: PLC0415 - heredocs are rare
    from ecslint.secrets.lines import find_settings  # noqa: PLC0415

    content = heredoc.content
    place = _place(instruction, "heredoc")
    for verdict in judge_text(content.text, is_value=False):
        collector.add(verdict, content, place)
    _files(collector, content, place)
    for hit in find_settings(content.text):
        collector.add(hit.verdict, content, place, name=hit.name)


def _files(collector: Collector, excerpt: Excerpt, place: Place) -> None:
    from ecslint.secrets.lines import find_in_files  # noqa: PLC0415 - few files get here

    for hit in find_in_files(excerpt.text):
        collector.add(hit.verdict, excerpt, place, name=hit.name)
