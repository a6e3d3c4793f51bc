"""The grammar of shell text: lists, pipelines, simple commands, and the text nested in their words."""

import re

from ecslint.dockerfile.shell_command import Command, Redirect, Shell
from ecslint.dockerfile.shell_compound import OPENERS, CompoundReader
from ecslint.dockerfile.shell_model import AndOrList, Compound, Pipeline
from ecslint.dockerfile.shell_tokens import (
    CLOSERS,
    COMMENT,
    DESCRIPTOR,
    ENDS,
    OPERATOR,
    REDIRECT,
    WORD,
    next_token,
)
from ecslint.dockerfile.shell_words import (
    ANSI,
    ASSIGNMENT,
    COMMAND,
    ESCAPED,
    OTHER,
    VARIABLE,
    Word,
)
from ecslint.dockerfile.shell_wrappers import LAUNCHERS, script_word
from ecslint.source import Excerpt

# Without such brackets no function is defined anywhere in a text.
_BRACKETS = re.compile(r"\([ \t\r]*+\)")
# Plain words that begin something else than a simple command.
_RESERVED = OPENERS | {"time", "[["}
_FUNCTION = re.compile(r"""[^ \t\r\n;&|<>()"'`\\$#=]++[ \t]*+\([ \t\r]*+\)""")


class Parser(CompoundReader):
    """Recursive descent over one excerpt; a second parser reads text that had to be decoded first."""

    __slots__ = ("_may_define",)

    def __init__(self, excerpt: Excerpt, shell: Shell, outer: "Parser | None" = None) -> None:
        super().__init__(excerpt, shell, outer.depth if outer is not None else 0)
        self._may_define = _BRACKETS.search(excerpt.text) is not None
        if outer is not None:
            self.commands = outer.commands
            self.pipelines = outer.pipelines
            self.problems = outer.problems

    def whole(self) -> list[AndOrList]:
        """All lists up to the end of the text; a closing word that nothing opened is passed over."""
        lists = self.lists()
        while self.closer():
            self.problem("unexpected closing word", self.pos)
            self.token()
            lists += self.lists()
        return lists

    # Lists, pipelines, commands.

    def lists(self) -> list[AndOrList]:
        """Lists up to a closing word, a closing bracket, `;;` or the end, which stays unread."""
        lists: list[AndOrList] = []
        pipelines: list[Pipeline] = []
        pipeline: Pipeline | None = None
        elements: list[Command | Compound] = []
        negation = -1
        operator: str | None = None
        last: Command | Compound | None = None
        source, limit = self.text, self.limit
        while True:
            match = next_token(source, self.pos, limit)
            kind = match.lastindex
            if kind == COMMENT:
                self.pos = match.end()
                continue
            if kind == OPERATOR:
                text = match[OPERATOR]
                if text == "\n":
                    self.newline(match.end())
                    continue
                if text in ENDS:
                    break
                if text != "(":
                    self.problem("unexpected operator", match.start(OPERATOR))
                    self.pos = match.end()
                    continue
            elif kind == WORD:
                text = match[WORD]
                if text in CLOSERS:
                    break
                if text == "!":
                    negation = match.start(WORD)
                    self.pos = match.end()
                    continue
            elif kind is None:
                if match.end() >= limit:
                    break
                if source.startswith("!(", match.end()):
                    negation = match.end()
                    self.pos = match.end() + 1
                    continue
            start = match.end() if kind is None else match.start(DESCRIPTOR if kind == REDIRECT else kind)
            if pipeline is None:
                pipeline = Pipeline(start if negation < 0 else negation, negated=negation >= 0)
                self.pipelines.append(pipeline)
                pipelines.append(pipeline)
            if kind == WORD and match[WORD] not in _RESERVED and not self._may_define:
                last = self.simple(match, start)
            else:
                last = self.element(match, start)
            last.pipeline = pipeline
            last.previous_operator = operator
            elements.append(last)
            last.operator = operator = self.operator()
            if operator not in {"|", "|&"}:
                pipeline.elements = tuple(elements)
                pipeline = None
                elements = []
                negation = -1
                if operator not in {"&&", "||"}:
                    lists.append(AndOrList(tuple(pipelines)))
                    pipelines = []
        if last is not None and last.operator != "&":
            if last.operator in {"|", "|&", "&&", "||"}:
                self.problem("nothing follows the operator", last.start)
            last.operator = None
        if pipeline is not None:
            pipeline.elements = tuple(elements)
        if pipelines:
            lists.append(AndOrList(tuple(pipelines)))
        return lists

    def operator(self) -> str | None:
        """The operator behind an element, passed over; a closing one is left for who opened."""
        match = next_token(self.text, self.pos, self.limit)
        if match.lastindex == COMMENT:
            self.pos = match.end()
            match = self.peek()
        text: str | None = match[OPERATOR]
        if text is None or text == "(" or text in ENDS:
            return None
        if text == "\n":
            self.newline(match.end())
        else:
            self.pos = match.end()
        return text

    def element(self, match: "re.Match[str]", start: int) -> Command | Compound:
        """The simple or compound command whose first token is `match`; this starts at `start`."""
        word = match[WORD]
        if match[OPERATOR] == "(":
            if self.text.startswith("((", start):
                end = self.arithmetic_end(start + 2)
                if end:
                    return self.arithmetic_command(start, end)
            return self.compound(start, "subshell")
        if word is not None:
            if word == "time":
                # Before a compound command it is a keyword; before a simple one a wrapper like others.
                following = next_token(self.text, match.end(), self.limit)
                if following[WORD] in OPENERS or following[OPERATOR] == "(":
                    self.pos = match.end()
                    return self.element(following, following.start(following.lastindex or 0))
            if word in OPENERS:
                return self.compound(start, word)
            if word == "[[":
                return self.conditional(start)
        function = _FUNCTION.match(self.text, start, self.limit) if self._may_define else None
        if function is not None:
            self.pos = function.end()
            return self.function(start)
        return self.simple(match, start)

    def simple(self, match: "re.Match[str]", start: int) -> Command:
        """A simple command, with the text for `sh -c` that it may hold."""
        excerpt = self.excerpt
        limit = self.limit
        text = self.text
        parent = self.parent
        command = self.parent = Command(excerpt, start, self.context, self.shell, parent)
        self.commands.append(command)
        words: list[Word] = []
        assignments: list[Word] = []
        redirects: list[Redirect] = []
        while True:
            kind = match.lastindex
            if kind == WORD:
                at, end = match.span(WORD)
                word = Word(excerpt, at, end)
                self.pos = command.end = end
                if words or "=" not in match[WORD]:
                    words.append(word)
                    match = next_token(text, end, limit)
                    continue
            elif kind == REDIRECT:
                redirects.append(self.redirect(match))
                command.end = redirects[-1].end
                match = next_token(text, self.pos, limit)
                continue
            elif kind is None and match.end() < limit:
                word = self.word(match.end())
                if word.end == word.start:
                    # No word can start here: a stray character of no meaning.
                    self.pos = min(limit, word.start + 1)
            else:
                break
            command.end = word.end
            if words or not ASSIGNMENT.match(text, word.start, word.end):
                words.append(word)
            else:
                assignments.append(word)
            match = next_token(text, self.pos, limit)
        self.parent = parent
        command.redirects = tuple(redirects)
        command.assignments = tuple(assignments)
        if words:
            command.words = tuple(words)
            name = text[words[0].start : words[0].end]
            if name in LAUNCHERS or name[name.rfind("/") + 1 :] in LAUNCHERS:
                self.nested(command)
        return command

    # Commands inside of words.

    def substitution(self, start: int, context: str) -> tuple[tuple[Command, ...], int]:
        mark = len(self.commands)
        if not self.deeper(start):
            return (), self.limit
        outer, self.context = self.context, (*self.context, context)
        shell, self.shell = self.shell, Shell(self.shell)
        self.pos = start
        self.close_bracket(self.lists(), max(0, start - 1))
        self.context = outer
        self.shell = shell
        self.depth -= 1
        return tuple(self.commands[mark:]), self.pos

    def backquoted(self, start: int, end: int, protected: bool) -> tuple[Command, ...]:
        mark = len(self.commands)
        if not self.deeper(start):
            return ()
        escape = r'\\[`\\$"]' if protected else r"\\[`\\$]"
        runs: list[tuple[int, int]] = []
        at = start
        for match in re.compile(escape).finditer(self.text, start, end):
            runs.append((at, match.start()))
            at = match.start() + 1
            runs.append((at, at + 1))
            at += 1
        runs.append((at, end))
        self.read(runs, (*self.context, "substitution"), Shell(self.shell), self.parent, {})
        self.depth -= 1
        return tuple(self.commands[mark:])

    def nested(self, command: Command) -> None:
        """Read the text given to `sh -c`, `su -c` or `eval`, behind any wrapper."""
        found = script_word(command.words)
        if found is None or all(part.kind >= VARIABLE for part in found[0].parts):
            return
        if not self.deeper(command.start):
            return
        word, context = found
        shell = self.shell if context == "eval" else Shell(None, command)
        known: dict[int, tuple[int, tuple[Command, ...]]] = {}
        runs: list[tuple[int, int]] = []
        length = 0
        for part in word.parts:
            start = part.start
            if part.kind == ESCAPED:
                start = part.end if part.end - start > 2 or self.text[part.end - 1] == "\n" else start + 1
            if part.kind in {COMMAND, OTHER} or part.commands:
                known[length] = (length + part.end - part.start, part.commands)
            if part.kind == ANSI and "\\" in self.text[start : part.end]:
                runs.clear()
                break
            runs.append((start, part.end))
            length += part.end - start
        if runs:
            self.read(runs, (*self.context, context), shell, command, known)
        self.depth -= 1

    def read(
        self,
        runs: list[tuple[int, int]],
        context: tuple[str, ...],
        shell: Shell,
        parent: Command | None,
        known: dict[int, tuple[int, tuple[Command, ...]]],
    ) -> None:
        """Parse the text that `runs` of this one make together; in `known` are substitutions that were read before."""
        pieces: list[tuple[int, int]] = []
        texts: list[str] = []
        length = 0
        for start, end in runs:
            shift = length - start
            pieces += [(shift + here, there) for here, _, there in self.excerpt.runs(start, end)]
            texts.append(self.text[start:end])
            length += end - start
        end = self.excerpt.offset(runs[-1][1])
        parser = Parser(Excerpt(self.excerpt.source, "".join(texts), pieces, end), shell, self)
        parser.context = context
        parser.parent = parent
        parser.known = known
        parser.whole()
