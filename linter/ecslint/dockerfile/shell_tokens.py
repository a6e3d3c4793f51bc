"""Tokens of shell text, and what reads a few of them in a row: redirects, here-documents, runs of words."""

import re
from collections.abc import Callable

from ecslint.dockerfile.shell_brackets import BracketScanner
from ecslint.dockerfile.shell_command import Element, Heredoc, Redirect
from ecslint.dockerfile.shell_words import Word
from ecslint.source import Excerpt

# One match is one token: blanks, then a plain word (1), an operator (2), a redirect (3 and 4), a comment (5), or
# nothing of these: a word that holds more than plain characters, or the end.
_TOKEN = re.compile(
    r"""(?:[ \t\r]++|\\\r?\n)*+(?:"""
    r"""((?!\#)[^ \t\r\n;&|<>()"'`\\$]++)(?!["'`\\$(<>])"""
    r"""|(&&|\|\||;;&|;;|;&|\|&|&(?!>)|[;|()\n])"""
    r"""|([0-9]*+|\{[A-Za-z_][A-Za-z0-9_]*\})(<<<|<<-?|<&|<>|>>|>&|>\||<(?!\()|>(?!\()|&>>?)"""
    r"""|(\#[^\n]*+)"""
    r""")?"""
)
WORD, OPERATOR, DESCRIPTOR, REDIRECT, COMMENT = 1, 2, 3, 4, 5
# Every part of the pattern is optional, so that there always is a match.
next_token: Callable[[str, int, int], re.Match[str]] = _TOKEN.match  # type: ignore[assignment]

# Words that end a list where a command could start.
CLOSERS = frozenset({"then", "elif", "else", "fi", "do", "done", "esac", "}"})
# Operators that end one.
ENDS = frozenset({")", ";;", ";&", ";;&"})


class TokenReader(BracketScanner):
    """Reads tokens. `pos` stands before the next one; `peek` leaves it there."""

    __slots__ = ("pending",)

    def __init__(self, excerpt: Excerpt, depth: int) -> None:
        super().__init__(excerpt, depth)
        # Here-documents whose bodies start behind the next newline.
        self.pending: list[Heredoc] = []

    def peek(self) -> "re.Match[str]":
        return next_token(self.text, self.pos, self.limit)

    def token(self) -> None:
        """Pass over one plain word or operator."""
        self.pos = max(self.peek().end(), min(self.pos + 1, self.limit))

    def closer(self) -> str:
        """The word or bracket that ends a list and stands next; "" at the end of the text."""
        match = next_token(self.text, self.pos, self.limit)
        return match[WORD] or match[OPERATOR] or ""

    def accept(self, text: str) -> bool:
        """Pass over this closing word or operator, if it is next."""
        match = next_token(self.text, self.pos, self.limit)
        if (match[WORD] or match[OPERATOR] or "") != text:
            return False
        self.pos = match.end()
        return True

    def newline(self, end: int) -> None:
        """Pass over a newline and the bodies of the here-documents that were announced before it."""
        self.pos = end
        for heredoc in self.pending:
            if self.pos != end and self.text.startswith("\n", self.pos):
                self.pos += 1
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

    def redirect(self, match: "re.Match[str]") -> Redirect:
        operator = match[REDIRECT]
        redirect = Redirect(self.excerpt, match[DESCRIPTOR], operator, match.start(DESCRIPTOR), match.end())
        self.pos = match.end()
        following = self.peek()
        if following.lastindex == WORD:
            target = Word(self.excerpt, following.start(WORD), following.end())
        elif following.lastindex is None and following.end() < self.limit:
            target = self.word(following.end())
        else:
            self.problem("redirect without a target", redirect.start)
            return redirect
        self.pos = max(self.pos, target.end)
        redirect.target = target
        redirect.end = target.end
        if operator in {"<<", "<<-"}:
            delimiter = target.value
            if delimiter is None:
                delimiter = target.text.replace('"', "").replace("'", "")
            redirect.heredoc = Heredoc(self.excerpt, delimiter, not target.quoted, operator == "<<-")
            self.pending.append(redirect.heredoc)
        return redirect

    def redirects(self, element: Element) -> None:
        """The redirects behind a compound command."""
        found: list[Redirect] = []
        while (match := self.peek()).lastindex == REDIRECT:
            found.append(self.redirect(match))
            element.end = found[-1].end
        element.redirects = tuple(found)

    def gap(self) -> None:
        """Pass over newlines, comments and a semicolon."""
        while True:
            match = self.peek()
            if match[OPERATOR] == "\n":
                self.newline(match.end())
            elif match.lastindex == COMMENT or match[OPERATOR] == ";":
                self.pos = match.end()
            else:
                return

    def words(self, until: str) -> list[Word]:
        """Words on a line up to an operator, or up to the plain word `until`, which is passed over."""
        words: list[Word] = []
        while True:
            match = self.peek()
            if match.lastindex == WORD:
                self.pos = match.end()
                if match[WORD] == until:
                    return words
                words.append(Word(self.excerpt, match.start(WORD), match.end()))
            elif match.lastindex is None and match.end() < self.limit:
                words.append(self.word(match.end()))
                if words[-1].end == words[-1].start:
                    self.pos += 1
            else:
                return words
