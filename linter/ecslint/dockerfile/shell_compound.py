"""Compound commands of the shell: brackets, conditions, loops, `case` and functions."""

import re

from ecslint.dockerfile.shell_command import Command, Shell
from ecslint.dockerfile.shell_model import AndOrList, Compound, Pipeline
from ecslint.dockerfile.shell_tokens import COMMENT, OPERATOR, WORD, TokenReader
from ecslint.dockerfile.shell_words import Expansion, Part, Word
from ecslint.source import Excerpt

OPENERS = frozenset({"if", "while", "until", "for", "select", "case", "function", "{"})


class CompoundReader(TokenReader):
    """Reads compound commands; the lists and simple commands in them come from the parser built on it.

    `context` names the constructs around the place that is read, `shell` is the process that runs it, `parent` the
    command whose word it stands in; `commands` and `pipelines` take up all there are, in source order.
    """

    __slots__ = ("commands", "context", "parent", "pipelines", "shell")

    def __init__(self, excerpt: Excerpt, shell: Shell, depth: int) -> None:
        super().__init__(excerpt, depth)
        self.shell = shell
        self.commands: list[Command] = []
        self.pipelines: list[Pipeline] = []
        self.context: tuple[str, ...] = ()
        self.parent: Command | None = None

    def lists(self) -> list[AndOrList]:
        """Lists up to a closing word, a closing bracket, `;;` or the end, which stays unread."""
        raise NotImplementedError

    def element(self, match: "re.Match[str]", start: int) -> Command | Compound:
        """The simple or compound command whose first token is `match`; this starts at `start`."""
        raise NotImplementedError

    def command(self, start: int) -> Command:
        command = Command(self.excerpt, start, self.context, self.shell, self.parent)
        self.commands.append(command)
        return command

    def arithmetic_command(self, start: int, end: int) -> Command:
        """`(( ... ))`, of three words: the brackets and what they hold."""
        command = self.command(start)
        parent, self.parent = self.parent, command
        parts: list[Part] = []
        expansions: list[Expansion] = []
        self.arithmetic(start, end, parts, expansions)
        self.parent = parent
        parts[0].start, parts[0].end = inside = start + 2, end - 2
        command.words = (
            Word(self.excerpt, start, start + 2),
            Word(self.excerpt, *inside, parts, tuple(expansions)),
            Word(self.excerpt, end - 2, end),
        )
        self.pos = command.end = end
        self.redirects(command)
        return command

    def conditional(self, start: int) -> Command:
        """`[[ ... ]]`, in which operators and brackets are ordinary words."""
        command = self.command(start)
        parent, self.parent = self.parent, command
        words: list[Word] = []
        while True:
            match = self.peek()
            kind = match.lastindex
            if kind == COMMENT or (kind is None and match.end() < self.limit):
                word = self.word(match.start(COMMENT) if kind == COMMENT else match.end())
                self.pos = max(self.pos, min(self.limit, word.start + 1))
                words.append(word)
            elif kind is None or match[OPERATOR] in {";", "&", ";;"}:
                self.problem("unterminated `[[`", start)
                break
            else:
                self.pos = match.end()
                if kind == WORD:
                    words.append(Word(self.excerpt, match.start(WORD), match.end()))
                    if match[WORD] == "]]":
                        break
        self.parent = parent
        command.words = tuple(words)
        command.end = words[-1].end if words else start
        self.redirects(command)
        return command

    def compound(self, start: int, word: str) -> Compound:
        """What starts at `start` with a bracket or a reserved word, to its end and the redirects behind it."""
        kind = "group" if word == "{" else word
        compound = Compound(self.excerpt, start, self.context, kind)
        self.pos = start + (1 if kind == "subshell" else len(word))
        if self.deeper(start):
            if kind == "subshell":
                shell, self.shell = self.shell, Shell(self.shell)
                self.inside(compound, kind)
                self.close_bracket(compound.lists, start)
                self.shell = shell
            elif kind == "group":
                self.inside(compound, kind)
                self.expect("}", start)
            elif kind == "if":
                self.branches(compound)
            elif kind in {"while", "until"}:
                self.inside(compound, "condition")
                self.loop(compound)
            elif kind in {"for", "select"}:
                self.iteration(compound)
            elif kind == "case":
                self.cases(compound)
            else:
                self.function_keyword(compound)
            self.depth -= 1
        compound.end = self.pos
        self.redirects(compound)
        return compound

    def inside(self, compound: Compound, kind: str) -> None:
        context, self.context = self.context, (*self.context, kind)
        compound.lists += self.lists()
        self.context = context

    def expect(self, text: str, start: int) -> None:
        if not self.accept(text):
            self.problem(f"no `{text}` for what starts here", start)

    def close_bracket(self, lists: list[AndOrList], start: int) -> None:
        """Read up to the closing bracket, over closing words that nothing opened."""
        while not self.accept(")"):
            if not self.closer():
                self.problem("unterminated bracket", start)
                return
            self.problem("unexpected closing word", self.pos)
            self.token()
            lists += self.lists()

    def branches(self, compound: Compound) -> None:
        self.inside(compound, "condition")
        while True:
            if self.accept("then"):
                self.inside(compound, "if")
            else:
                self.problem("no `then`", compound.start)
                if self.closer() not in {"elif", "else", "fi"}:
                    return
            if self.accept("elif"):
                self.inside(compound, "condition")
                continue
            if self.accept("else"):
                self.inside(compound, "if")
            self.expect("fi", compound.start)
            return

    def loop(self, compound: Compound) -> None:
        if self.accept("do"):
            self.inside(compound, compound.kind)
            self.expect("done", compound.start)
        elif compound.kind in {"for", "select"} and self.accept("{"):
            self.inside(compound, compound.kind)
            self.expect("}", compound.start)
        else:
            self.problem("no `do`", compound.start)

    def iteration(self, compound: Compound) -> None:
        match = self.peek()
        if match[OPERATOR] == "(" and self.text.startswith("((", match.start(OPERATOR)):
            end = self.arithmetic_end(match.start(OPERATOR) + 2)
            if end:
                self.arithmetic(match.start(OPERATOR), end, [], [])
                self.pos = end
        elif match.lastindex == WORD:
            self.pos = match.end()
            self.gap()
            if self.accept("in"):
                compound.words = self.words("")
        self.gap()
        self.loop(compound)

    def cases(self, compound: Compound) -> None:
        compound.words = self.words("in")
        context, self.context = self.context, (*self.context, "case")
        while True:
            self.gap()
            match = self.peek()
            if match[WORD] == "esac":
                self.pos = match.end()
                break
            if match[OPERATOR] == "(":
                self.pos = match.end()
            before = self.pos
            self.words("")
            while self.accept("|"):
                self.words("")
            if not self.accept(")") and self.pos == before:
                # Neither a pattern nor the end: leave the rest to who can read it.
                self.problem("no `esac`", compound.start)
                break
            compound.lists += self.lists()
            if self.closer() in {";;", ";&", ";;&"}:
                self.token()
        self.context = context

    def function_keyword(self, compound: Compound) -> None:
        """Behind `function`: its name, brackets that may be missing, its body."""
        match = self.peek()
        if match.lastindex == WORD:
            self.pos = match.end()
        elif match.lastindex is None and match.end() < self.limit:
            self.word(match.end())
        if self.accept("("):
            self.accept(")")
        self.function_body(compound)

    def function(self, start: int) -> Compound:
        """Behind `name()`."""
        compound = Compound(self.excerpt, start, self.context, "function")
        if self.deeper(start):
            self.function_body(compound)
            self.depth -= 1
        compound.end = self.pos
        return compound

    def function_body(self, compound: Compound) -> None:
        self.gap()
        match = self.peek()
        if match[WORD] not in OPENERS and match[OPERATOR] != "(":
            self.problem("no body for the function", compound.start)
            return
        context, self.context = self.context, (*self.context, "function")
        start = match.start(match.lastindex or 0)
        pipeline = Pipeline(start, negated=False)
        self.pipelines.append(pipeline)
        element = self.element(match, start)
        element.pipeline = pipeline
        pipeline.elements = (element,)
        compound.lists.append(AndOrList((pipeline,)))
        self.context = context
