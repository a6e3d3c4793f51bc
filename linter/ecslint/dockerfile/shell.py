"""Shell text of `RUN` and its like -> simple commands with words, operators and exact positions.

The grammar is that of POSIX sh with what bash adds to it. Broken text never raises: what can be read is read, and
`Script.problems` says where it broke.
"""

import re

from ecslint.dockerfile.shell_model import (
    AndOrList,
    Command,
    Compound,
    Heredoc,
    Pipeline,
    Redirect,
    Script,
    Shell,
    ShellProblem,
)
from ecslint.dockerfile.shell_options import Option, Options
from ecslint.dockerfile.shell_scan import WordScanner
from ecslint.dockerfile.shell_words import (
    ANSI,
    ASSIGNMENT,
    COMMAND,
    ESCAPED,
    OTHER,
    VARIABLE,
    Assignment,
    Expansion,
    Part,
    Word,
)
from ecslint.dockerfile.shell_wrappers import LAUNCHERS, SHELLS, script_word
from ecslint.source import Excerpt

__all__ = [
    "AndOrList",
    "Assignment",
    "Command",
    "Compound",
    "Expansion",
    "Heredoc",
    "Option",
    "Options",
    "Pipeline",
    "Redirect",
    "Script",
    "ShellProblem",
    "Word",
    "parse",
]

# One match is one token: blanks, then a plain word (1), an operator (2), a redirect (3 and 4), a comment (5), or
# nothing of these: a word that holds more than plain characters, or the end.
_TOKEN = re.compile(
    r"""(?:[ \t\r]++|\\\r?\n)*+(?:"""
    r"""([^ \t\r\n;&|<>()"'`\\$#][^ \t\r\n;&|<>()"'`\\$]*+)(?!["'`\\$(<>])"""
    r"""|(&&|\|\||;;&|;;|;&|\|&|&(?!>)|[;|()\n])"""
    r"""|([0-9]*+|\{[A-Za-z_][A-Za-z0-9_]*\})(<<<|<<-?|<&|<>|>>|>&|>\||<(?!\()|>(?!\()|&>>?)"""
    r"""|(\#[^\n]*+)"""
    r""")?"""
)
_WORD, _OPERATOR, _DESCRIPTOR, _REDIRECT, _COMMENT = 1, 2, 3, 4, 5

_FUNCTION = re.compile(r"""[^ \t\r\n;&|<>()"'`\\$#=]++[ \t]*+\([ \t\r]*+\)""")

_CLOSERS = frozenset({"then", "elif", "else", "fi", "do", "done", "esac", "}"})
_ENDS = frozenset({")", ";;", ";&", ";;&"})
_OPENERS = frozenset({"if", "while", "until", "for", "select", "case", "function", "{"})


def parse(excerpt: Excerpt, dialect: str = "sh") -> Script:
    """Parse shell text; for a `dialect` other than sh, bash and their like the script is not `known`."""
    shebang = None
    known = dialect in SHELLS
    if excerpt.text.startswith("#!"):
        shebang = excerpt.text[2:].partition("\n")[0].strip()
        names = {name.rpartition("/")[2] for name in shebang.split()[:2]}
        known = known and not SHELLS.isdisjoint(names)
    script = Script(excerpt, known, shebang or None)
    if known:
        parser = _Parser(excerpt, script.shell)
        script.lists = tuple(parser.whole())
        script.commands = tuple(parser.commands)
        script.pipelines = tuple(parser.pipelines)
        script.problems = tuple([ShellProblem(*problem) for problem in parser.problems])
    return script


class _Parser(WordScanner):
    """Recursive descent over one excerpt; a second parser reads text that had to be decoded first."""

    __slots__ = ("commands", "context", "parent", "pending", "pipelines", "shell")

    def __init__(self, excerpt: Excerpt, shell: Shell, outer: "_Parser | None" = None) -> None:
        super().__init__(excerpt, outer.depth if outer is not None else 0)
        self.shell = shell
        self.pending: list[Redirect] = []
        self.commands: list[Command] = []
        self.pipelines: list[Pipeline] = []
        self.context: tuple[str, ...] = ()
        self.parent: Command | None = None
        if outer is not None:
            self.commands = outer.commands
            self.pipelines = outer.pipelines
            self.problems = outer.problems
            self.context = outer.context
            self.parent = outer.parent

    def whole(self) -> list[AndOrList]:
        """All lists up to the end of the text; a closing word that nothing opened is passed over."""
        lists = self.lists()
        while self.closer():
            self.problem("unexpected closing word", self.pos)
            self.token()
            lists += self.lists()
        return lists

    # Tokens. `pos` stands before the next token; `peek` leaves it there.

    def peek(self) -> "re.Match[str]":
        match = _TOKEN.match(self.text, self.pos, self.limit)
        assert match is not None  # every part of the pattern is optional
        return match

    def token(self) -> None:
        """Pass over one plain word or operator."""
        self.pos = max(self.peek().end(), min(self.pos + 1, self.limit))

    def closer(self) -> str:
        """The word or bracket that ends a list and stands next; "" at the end of the text."""
        match = self.peek()
        return match[_WORD] or match[_OPERATOR] or ""

    def accept(self, text: str) -> bool:
        """Pass over this closing word or operator, if it is next."""
        if self.closer() != text:
            return False
        self.pos = self.peek().end()
        return True

    def newline(self, end: int) -> None:
        """Pass over a newline and the bodies of the here-documents that were announced before it."""
        self.pos = end
        for redirect in self.pending:
            heredoc = redirect.heredoc
            if heredoc is not None:
                self.body(heredoc)
        self.pending.clear()

    def body(self, heredoc: Heredoc) -> None:
        text = self.text
        heredoc.body_start = at = self.pos
        while at < self.limit:
            end = text.find("\n", at, self.limit)
            end = self.limit if end < 0 else end
            line = text[at:end].removesuffix("\r")
            if (line.lstrip("\t") if heredoc.strip_tabs else line) == heredoc.delimiter:
                heredoc.body_end = at
                # The newline behind the terminator still separates commands.
                self.pos = end
                return
            at = end + 1
        self.problem("unterminated here-document", heredoc.body_start)
        heredoc.body_end = self.pos = self.limit

    # Lists, pipelines, commands.

    def lists(self) -> list[AndOrList]:
        """Lists up to a closing word, a closing bracket, `;;` or the end, which stays unread."""
        lists: list[AndOrList] = []
        pipelines: list[Pipeline] = []
        pipeline: Pipeline | None = None
        negation = -1
        operator: str | None = None
        last: Command | Compound | None = None
        while True:
            match = self.peek()
            kind = match.lastindex
            if kind == _COMMENT:
                self.pos = match.end()
                continue
            if kind == _OPERATOR:
                text = match[_OPERATOR]
                if text == "\n":
                    self.newline(match.end())
                    continue
                if text in _ENDS:
                    break
                if text != "(":
                    self.problem("unexpected operator", match.start(_OPERATOR))
                    self.pos = match.end()
                    continue
            elif kind == _WORD:
                if match[_WORD] in _CLOSERS:
                    break
                if match[_WORD] == "!":
                    negation = match.start(_WORD)
                    self.pos = match.end()
                    continue
            elif kind is None:
                if match.end() >= self.limit:
                    break
                if self.text.startswith("!(", match.end()):
                    negation = match.end()
                    self.pos = match.end() + 1
                    continue
            start = match.end() if kind is None else match.start(_DESCRIPTOR if kind == _REDIRECT else kind)
            if pipeline is None:
                pipeline = Pipeline(negation >= 0, start if negation < 0 else negation)
                self.pipelines.append(pipeline)
                pipelines.append(pipeline)
            last = self.element(match, start)
            last.pipeline = pipeline
            last.previous_operator = operator
            pipeline.elements.append(last)
            last.operator = operator = self.operator()
            if operator not in {"|", "|&"}:
                pipeline = None
                negation = -1
                if operator not in {"&&", "||"}:
                    lists.append(AndOrList(pipelines))
                    pipelines = []
        if last is not None and last.operator != "&":
            if last.operator in {"|", "|&", "&&", "||"}:
                self.problem("nothing follows the operator", last.start)
            last.operator = None
        if pipelines:
            lists.append(AndOrList(pipelines))
        return lists

    def operator(self) -> str | None:
        """The operator behind an element, passed over; a closing one is left for who opened."""
        match = self.peek()
        if match.lastindex == _COMMENT:
            self.pos = match.end()
            match = self.peek()
        text: str | None = match[_OPERATOR]
        if text is None or text == "(" or text in _ENDS:
            return None
        if text == "\n":
            self.newline(match.end())
        else:
            self.pos = match.end()
        return text

    def element(self, match: "re.Match[str]", start: int) -> Command | Compound:
        """The simple or compound command whose first token is `match`; this starts at `start`."""
        word = match[_WORD]
        if match[_OPERATOR] == "(":
            if self.text.startswith("((", start):
                end = self.arithmetic_end(start + 2)
                if end:
                    return self.arithmetic_command(start, end)
            return self.compound(start, "subshell")
        if word is not None:
            if word == "time":
                # Before a compound command it is a keyword; before a simple one a wrapper like others.
                following = _TOKEN.match(self.text, match.end(), self.limit)
                if following and (following[_WORD] in _OPENERS or following[_OPERATOR] == "("):
                    self.pos = match.end()
                    return self.element(following, following.start(following.lastindex or 0))
            if word in _OPENERS:
                return self.compound(start, word)
            if word == "[[":
                return self.conditional(start)
        function = _FUNCTION.match(self.text, start, self.limit)
        if function is not None:
            self.pos = function.end()
            return self.function(start)
        return self.simple(match, start)

    def command(self, start: int) -> Command:
        command = Command(self.excerpt, start, self.context, self.shell, self.parent)
        self.commands.append(command)
        return command

    def simple(self, match: "re.Match[str]", start: int) -> Command:
        excerpt = self.excerpt
        limit = self.limit
        text = self.text
        command = self.command(start)
        parent, self.parent = self.parent, command
        words = command.words
        while True:
            kind = match.lastindex
            if kind == _WORD:
                word = Word(excerpt, match.start(_WORD), match.end())
                self.pos = match.end()
            elif kind == _REDIRECT:
                command.redirects.append(self.redirect(match))
                command.end = command.redirects[-1].end
                match = self.peek()
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
                command.assignments.append(word)
            match = self.peek()
        self.parent = parent
        if words:
            name = text[words[0].start : words[0].end]
            if name in LAUNCHERS or name[name.rfind("/") + 1 :] in LAUNCHERS:
                self.nested(command)
        return command

    def redirect(self, match: "re.Match[str]") -> Redirect:
        operator = match[_REDIRECT]
        redirect = Redirect(self.excerpt, match[_DESCRIPTOR], operator, match.start(_DESCRIPTOR), match.end())
        self.pos = match.end()
        following = self.peek()
        if following.lastindex == _WORD:
            target = Word(self.excerpt, following.start(_WORD), following.end())
        elif following.lastindex is None and following.end() < self.limit:
            target = self.word(following.end())
        else:
            self.problem("redirect without a target", redirect.start)
            return redirect
        self.pos = max(self.pos, target.end)
        redirect.target = target
        redirect.end = target.end
        if operator in {"<<", "<<-"}:
            delimiter = (
                target.value if target.value is not None else target.text.replace('"', "").replace("'", "")
            )
            redirect.heredoc = Heredoc(self.excerpt, delimiter, not target.quoted, operator == "<<-")
            self.pending.append(redirect)
        return redirect

    def arithmetic_command(self, start: int, end: int) -> Command:
        command = self.command(start)
        parts: list[Part] = []
        expansions: list[Expansion] = []
        self.arithmetic(start, end, parts, expansions)
        # The word that names the command is its opening, so that `name` reads `((`.
        command.words = [
            Word(self.excerpt, start, start + 2),
            Word(self.excerpt, start, end, parts, tuple(expansions)),
        ]
        self.pos = command.end = end
        self.redirects(command)
        return command

    def conditional(self, start: int) -> Command:
        """`[[ ... ]]`, in which operators and brackets are ordinary words."""
        command = self.command(start)
        parent, self.parent = self.parent, command
        while True:
            match = self.peek()
            kind = match.lastindex
            if kind == _COMMENT or (kind is None and match.end() < self.limit):
                word = self.word(match.start(_COMMENT) if kind == _COMMENT else match.end())
                self.pos = max(self.pos, min(self.limit, word.start + 1))
                command.words.append(word)
            elif kind is None or match[_OPERATOR] in {";", "&", ";;"}:
                self.problem("unterminated `[[`", start)
                break
            else:
                self.pos = match.end()
                if kind == _WORD:
                    command.words.append(Word(self.excerpt, match.start(_WORD), match.end()))
                    if match[_WORD] == "]]":
                        break
        self.parent = parent
        command.end = command.words[-1].end if command.words else start
        self.redirects(command)
        return command

    def redirects(self, element: Command | Compound) -> None:
        """The redirects behind a compound command."""
        while (match := self.peek()).lastindex == _REDIRECT:
            element.redirects.append(self.redirect(match))
            element.end = element.redirects[-1].end

    # Compound commands.

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

    def gap(self) -> None:
        """Pass over newlines, comments and a semicolon."""
        while True:
            match = self.peek()
            if match[_OPERATOR] == "\n":
                self.newline(match.end())
            elif match.lastindex == _COMMENT or match[_OPERATOR] == ";":
                self.pos = match.end()
            else:
                return

    def words(self, until: str) -> list[Word]:
        """Words on a line up to an operator, or up to the plain word `until`, which is passed over."""
        words: list[Word] = []
        while True:
            match = self.peek()
            if match.lastindex == _WORD:
                self.pos = match.end()
                if match[_WORD] == until:
                    return words
                words.append(Word(self.excerpt, match.start(_WORD), match.end()))
            elif match.lastindex is None and match.end() < self.limit:
                words.append(self.word(match.end()))
                if words[-1].end == words[-1].start:
                    self.pos += 1
            else:
                return words

    def iteration(self, compound: Compound) -> None:
        match = self.peek()
        if match[_OPERATOR] == "(" and self.text.startswith("((", match.start(_OPERATOR)):
            end = self.arithmetic_end(match.start(_OPERATOR) + 2)
            if end:
                self.arithmetic(match.start(_OPERATOR), end, [], [])
                self.pos = end
        elif match.lastindex == _WORD:
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
            if match[_WORD] == "esac":
                self.pos = match.end()
                break
            if match[_OPERATOR] == "(":
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
        if match.lastindex == _WORD:
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
        if match[_WORD] not in _OPENERS and match[_OPERATOR] != "(":
            self.problem("no body for the function", compound.start)
            return
        context, self.context = self.context, (*self.context, "function")
        start = match.start(match.lastindex or 0)
        pipeline = Pipeline(False, start)
        self.pipelines.append(pipeline)
        element = self.element(match, start)
        element.pipeline = pipeline
        pipeline.elements.append(element)
        compound.lists.append(AndOrList([pipeline]))
        self.context = context

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
        """Parse the text that stretches of this one make together."""
        pieces: list[tuple[int, int]] = []
        texts: list[str] = []
        length = 0
        for start, end in runs:
            if end > start:
                cut = self.excerpt.cut(start, end)
                pieces += [(length + here, there) for here, there in zip(cut._here, cut._there, strict=True)]
                texts.append(cut.text)
                length += end - start
        end = self.excerpt.offset(runs[-1][1])
        parser = _Parser(Excerpt(self.excerpt.source, "".join(texts), pieces, end), shell, self)
        parser.context = context
        parser.parent = parent
        parser.known = known
        parser.whole()
