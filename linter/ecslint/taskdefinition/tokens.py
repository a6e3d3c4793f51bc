"""Text of a JSON file cut into tokens; whatever JSON does not allow inside a token is reported here."""

import re
from collections.abc import Callable, Iterator

from ecslint.finding import Edit
from ecslint.record import NamedTuple
from ecslint.source import Source, Span
from ecslint.taskdefinition.escapes import decode
from ecslint.taskdefinition.templates import TemplateReader

MAX_PROBLEMS = 100

NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][-+]?[0-9]++)?")
COLON_NEXT = re.compile(r"[ \t\r\n]*+:")
_TOKEN = re.compile(
    r"""[ \t\r\n]*+
    (?: ([\]},:\[] | \{(?![{%\#]))
      | ("[^"\\\x00-\x1f]*+"(?=[ \t\r\n,:\]}]|\Z))
      | (-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][-+]?[0-9]++)?(?=[ \t\r\n,:\]}]|\Z))
      | (true|false|null)(?=[ \t\r\n,:\]}]|\Z)
      | (\Z)
      | )""",
    re.VERBOSE,
)
_CHUNK = re.compile(r"(?:[^\"\\\x00-\x1f]++|\\[^\x00-\x1f])++")
_CONTROL = r"[\x00-\x09\x0b-\x1f]++"
# Patterns for what few files hold: `re` compiles each when it is first met, and remembers it.
_SINGLE_QUOTED = r"'(?:[^'\\\n]|\\[^\n])*+'"
_CURLY_QUOTED = '[“”„‟][^“”„‟"\n]*+[“”„‟"]'
_CLOSES = r"\"[ \t]*+(?=[,:\]}\r\n]|\Z)"
_BARE = r"[^\s{}\[\],:;\"\x00-\x1f\x7f\u200b\u2060\ufeff$<%@_]++|[$<%@_]"
_MORE_WORDS = r"[ \t]+(?=[\w.-])"
_GLUED_COLON = r":(?=[\w$<{@%/])"
# `=` for `:`, `;` for `,`, and `...` for whatever was left out.
_FOREIGN_SIGN = r"(?:=>?(?=[\s\"'\[{$\w.-])|;(?=[\s\"}\]]|\Z))"
_ELLIPSIS = r"(?:\.{3,}|…)(?=[\s,\]}]|\Z)"
_CONFLICT_MARK = r"(?:<<<<<<<|\|\|\|\|\|\|\||=======|>>>>>>>)(?:[ \t][^\r\n]*)?(?=\r?\n|\Z)"
_KEY_WITHOUT_QUOTE = r"(\"[A-Za-z][\w-]*+)[ \t]*:"
_STRAY = r"(?:[^\S \t\r\n]|[\x00-\x08\x0e-\x1f\x7f\u200b\u2060\ufeff])++"


class Problem(NamedTuple):
    """One fault of the text as JSON. `kind` is a short name for it; `edits` cure it where that is certain."""

    span: Span
    kind: str
    message: str
    edits: tuple[Edit, ...] = ()


# What a token is: one of the characters of `{}[]:,`, a name of the others, or "end"; where it starts and ends;
# and the decoded text of a string.
Token = tuple[str, int, int, str]


class Tokenizer:
    """Cuts a source into tokens, once, from front to back."""

    def __init__(self, source: Source, expects_key: Callable[[], bool]) -> None:
        self.source = source
        self.text = source.text
        # Does the reader of the tokens, as far as it has come, wait for the key of an object?
        self._expects_key = expects_key
        self._has_conflict = False
        self.problems: list[Problem] = []
        self.has_templates = False
        self.has_directives = False
        # A string or comment ran to the end of the file: what is missing behind it is no further fault.
        self.is_cut_off = False
        self._templates = TemplateReader(source.text)
        # The end of a line already searched in vain for the end of a string.
        self._unclosed_line = -1

    def report(self, kind: str, start: int, end: int, message: str, *edits: Edit) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(Span(self.source, start, end), kind, message, edits))

    def edit(self, start: int, end: int, text: str) -> Edit:
        return Edit(Span(self.source, start, end), text)

    def tokens(self, at: int = 0) -> Iterator[Token]:
        """The tokens in order from a place on; the last is "end". Strings with and without their closing quote differ in kind:
        "string" and "cut string"."""
        text = self.text
        scan = _TOKEN.match
        while True:
            match = scan(text, at)
            assert match is not None  # the last alternative is empty
            group = match.lastindex
            if group == 1:
                start, at = match.span(1)
                yield text[start], start, at, ""
            elif group == 2:
                start, at = match.span(2)
                yield "string", start, at, text[start + 1 : at - 1]
            elif group == 3:
                start, at = match.span(3)
                yield "number", start, at, ""
            elif group == 4:
                start, at = match.span(4)
                yield "constant", start, at, ""
            elif group == 5:
                yield "end", match.end(), match.end(), ""
                return
            else:
                token = self._odd(match.end())
                at = token[2]
                if token[0] != "nothing":
                    yield token

    def _odd(self, at: int) -> Token:
        """The token at a place where plain JSON has none of the common ones."""
        text = self.text
        char = text[at]
        if char == '"':
            return self._string(at)
        template = self._templates.read(at) if char in "${<%@_#(" else None
        if template is None and (char == "#" or text.startswith(("//", "/*"), at)):
            return self._comment(at)
        if char == "{" and template is None:
            return "{", at, at + 1, ""
        if char == "'":
            match = re.compile(_SINGLE_QUOTED).match(text, at)
            if match:
                return self._quoted(at, match.end(), "'", "single-quotes")
        if char in "“”„‟":
            match = re.compile(_CURLY_QUOTED).match(text, at)
            if match:
                return self._quoted(at, match.end(), "typographic quotes", "typographic-quotes")
        if char in "<|=>" and (at == 0 or text[at - 1] == "\n"):
            match = re.compile(_CONFLICT_MARK).match(text, at)
            if match:
                return self._conflict_mark(at, match.end())
        if char in ".…":
            match = re.compile(_ELLIPSIS).match(text, at)
            if match:
                self.report(
                    "ellipsis", at, match.end(), f"`{match[0]}` for what was left out, which is no JSON"
                )
                return "directive", at, match.end(), ""
        if char in "=;":
            match = re.compile(_FOREIGN_SIGN).match(text, at)
            if match:
                return "word", at, match.end(), ""
        stray = re.compile(_STRAY).match(text, at)
        if stray:
            self.report(
                "character",
                at,
                stray.end(),
                f"found {name_of(char)}, JSON allows only spaces, tabs and line ends between values",
            )
            return "nothing", at, stray.end(), ""
        if template is not None and template[1]:
            self.has_templates = self.has_directives = True
            return "directive", at, template[0], ""
        return self._bare(at)

    def _conflict_mark(self, at: int, end: int) -> Token:
        """A line that git left in the file: both versions around it are read, as both branches of a condition are."""
        if not self._has_conflict or self.text.startswith("<", at):
            self.report(
                "merge-conflict",
                at,
                end,
                "a merge conflict that nobody resolved: keep one version, delete the marks",
            )
        self._has_conflict = self.has_directives = True
        return "directive", at, end, ""

    def _bare(self, at: int) -> Token:
        """A run of characters that is no string: a template with what is glued to it, a literal, or a word."""
        text = self.text
        start = at
        templated = False
        while at < len(text):
            char = text[at]
            template = self._templates.read(at) if char in "${<%@_#(" else None
            if template is not None and template[1]:
                break
            if template is not None:
                templated = True
                at = template[0]
                continue
            if char == "/" and text.startswith(("//", "/*"), at) and at == start:
                break
            match = re.compile(_BARE).match(text, at)
            if match is None and at > start and (templated or text.startswith("://", at)):
                match = re.compile(_GLUED_COLON).match(text, at)
            if match is None and not templated:
                match = re.compile(_MORE_WORDS).match(text, at)
            if match is None:
                break
            at = match.end()
        if at == start:
            at += 1
        if templated:
            self.has_templates = True
            return "template", start, at, ""
        run = text[start:at]
        if NUMBER.fullmatch(run):
            return "number", start, at, ""
        return ("constant" if run in {"true", "false", "null"} else "word"), start, at, ""

    def _comment(self, at: int) -> Token:
        text = self.text
        if text.startswith("/*", at):
            end = self._templates.find("*/", at + 2)
            if end == len(text):
                self.is_cut_off = True
                self.report("comment", at, at + 2, "this `/*` is never closed, and JSON allows no comments")
                return "nothing", at, end, ""
            self.report("comment", at, end + 2, "found a `/* */` comment, JSON allows no comments")
            return "nothing", at, end + 2, ""
        mark = "#" if text[at] == "#" else "//"
        end = self._templates.find("\n", at)
        if text[end - 1] == "\r":
            end -= 1
        self.report("comment", at, end, f"found a `{mark}` comment, JSON allows no comments")
        return "nothing", at, end, ""

    def _quoted(self, at: int, end: int, quotes: str, kind: str) -> Token:
        inner = self.text[at + 1 : end - 1]
        edits = () if '"' in inner or "\\" in inner else (self.edit(at, end, f'"{inner}"'),)
        shown = f"`{quotes}`" if len(quotes) == 1 else quotes
        self.report(kind, at, end, f'string in {shown}, JSON strings stand in `"`', *edits)
        return "string", at, end, decode(inner)[0]

    def _string(self, at: int) -> Token:
        """A string with an escape, a fault or a template in it, or one that something is glued to."""
        text = self.text
        start = at
        at += 1
        while True:
            match = _CHUNK.match(text, at)
            if match:
                at = match.end()
            char = text[at : at + 1]
            if char == '"':
                at += 1
                key = self._cut_key(start, at)
                if key is not None:
                    return key
                end = self._past_inner_quotes(start, at)
                if end == at:
                    break
                return self._finished(start, end)
            if char == "" or (char == "\\" and at + 1 >= len(text)):
                self.is_cut_off = True
                self.report("unterminated-string", start, start + 1, 'this `"` is never closed')
                return "cut string", start, len(text), text[start + 1 :]
            if char in "\r\n" or (char == "\\" and text[at + 1] in "\r\n"):
                if not self._goes_on(at):
                    return self._cut_key(start, -1) or self._cut(start, at)
                end = at + (2 if text.startswith("\r\n", at) or char == "\\" else 1)
                self.report(
                    "control-character", at, at + 1, "a line ends inside this string, JSON writes it as `\\n`"
                )
            else:
                control = re.compile(_CONTROL).match(text, at + (char == "\\"))
                end = control.end() if control else at + 1
                shown = name_of(text[end - 1])
                self.report(
                    "control-character", at, end, f"{shown} inside a string, JSON writes it as an escape"
                )
            at = end
        return self._finished(start, at)

    def _finished(self, start: int, end: int) -> Token:
        inner = self.text[start + 1 : end - 1]
        value, _, faults = decode(inner)
        for first, last in faults:
            odd = inner[first + 1 : first + 2]
            if odd == "u":
                message = "`\\u` without four hexadecimal digits"
            else:
                shown = f"`\\{odd}`" if odd.isprintable() else f"a backslash before {name_of(odd)}"
                message = f'{shown} is no escape, JSON knows `\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u`'
            self.report("bad-escape", start + 1 + first, start + 1 + last, message)
        return "string", start, end, value

    def _past_inner_quotes(self, start: int, end: int) -> int:
        """Where a string really ends whose quote at `end - 1` has a word right behind it."""
        text = self.text
        char = text[end : end + 1]
        if not char or char in " \t\r\n,:]}[{\"'" or text.startswith(("//", "/*", "#"), end):
            return end
        inner = text[start + 1 : end - 1]
        line_end = self._templates.find("\n", end)
        for opening, closing in (("${", "}"), ("{{", "}}"), ("%{", "}")):
            opened = inner.rfind(opening)
            if opened >= 0 and closing not in inner[opened:]:
                close = text.find(closing, end, min(line_end, end + 1000))
                quote = self._closing_quote(close, line_end) if close >= 0 else -1
                if quote >= 0:
                    # The quotes belong to the template, and go when it is filled in.
                    self.has_templates = True
                    return quote + 1
        if self._templates.read(end) is not None:
            return end
        quote = self._closing_quote(end, line_end)
        if quote < 0:
            return end
        self.report(
            "unescaped-quote",
            end - 1,
            end,
            'this `"` ends the string too early, JSON writes a quote inside a string as `\\"`',
        )
        return quote + 1

    def _closing_quote(self, at: int, line_end: int) -> int:
        """The next quote on a line that something stands behind which may follow a string; -1 for none."""
        if line_end == self._unclosed_line:
            return -1
        match = re.compile(_CLOSES).search(self.text, at, line_end)
        if match is None:
            self._unclosed_line = line_end
            return -1
        return match.start()

    def _goes_on(self, at: int) -> bool:
        """Is a string broken across lines here, rather than left without its closing quote?"""
        quote = self._templates.find('"', at)
        return quote < len(self.text) and re.compile(_CLOSES).match(self.text, quote) is not None

    def _cut_key(self, start: int, end: int) -> Token | None:
        """A key without its closing quote, which a colon tells: the string seems to end at `end`, or with the line at -1."""
        text = self.text
        match = re.compile(_KEY_WITHOUT_QUOTE).match(text, start)
        if match is None or not self._expects_key():
            return None
        if end >= 0 and (text[match.end() : end - 1].strip() or COLON_NEXT.match(text, end)):
            return None
        key_end = match.end(1)
        self.report("unterminated-string", start, key_end, 'the closing `"` of this key is missing')
        return "cut string", start, key_end, text[start + 1 : key_end]

    def _cut(self, start: int, end: int) -> Token:
        """A string without a closing quote ends with its line, before the comma that was meant to follow it."""
        text = self.text
        while end > start + 1 and text[end - 1] in " \t\r":
            end -= 1
        if text[end - 1] == "," and end > start + 1:
            end -= 1
        self.report("unterminated-string", start, end, 'the closing `"` of this string is missing')
        return "cut string", start, end, decode(text[start + 1 : end])[0]


def name_of(char: str) -> str:
    """A character nobody can see, by its number."""
    code = ord(char)
    known = {0: "a NUL character", 9: "a tab", 0xA0: "a no-break space", 0xFEFF: "a byte order mark"}
    return known.get(code, f"the character `U+{code:04X}`")
