"""What in a file is filled in later: the tokens of template engines, shells and deploy tools.

Terraform `${x}` and `%{ if }` (with the escapes `$${` and `%%{`), Go, Jinja and Handlebars `{{ x }}`, `{% if %}`,
`{# note #}`, ERB `<%= x %>`, shell `$X` and `$(x)`, `<NAME>`, `@NAME@`, `%NAME%`, `__NAME__`, `#{x}#`, `((x))`,
`[your name]`; in strings also the words people leave for others to replace.
"""

import re

_SIMPLE = r"""(?x)
        \$\{[^{}"'\n]*\}
      | \$\([^()\n]*\)
      | \$[A-Za-z_][A-Za-z0-9_]*
      | <[A-Za-z][A-Za-z0-9_ .:-]{0,80}>
      | @[A-Za-z][A-Za-z0-9_.]{0,80}@
      | %[A-Z][A-Z0-9_]{1,80}%
      | __[A-Z][A-Z0-9_]{0,80}?__
      | \#\{[^{}\n]*\}\#?
      | \(\([A-Za-z][^()\n]*\)\)"""
_IN_STRING = r"""(?x)
        \$\$\{ | %%\{ | \$\$ (?=[A-Za-z_])
      | (?P<bracketed>\$\{ | \{\{ | \{% | \{\# | %\{ | <%)
      | (?P<whole>
            \$\([^()\n]*\) | \$[A-Za-z_][A-Za-z0-9_]*
          | <[A-Za-z][A-Za-z0-9_ .:-]{0,80}> | (?<![A-Za-z0-9])@[A-Z][A-Z0-9_.]{0,80}@
          | %[A-Z][A-Z0-9_]{1,80}% | __[A-Z][A-Z0-9_]{0,80}?__ | \#\{[^{}\n]*\}\#? | (?<!\$)\(\([A-Za-z][\w.:/-]*\)\)
          | \[(?:your|YOUR|Your)[ _-][^\[\]\n]*\]
          | (?<![A-Za-z0-9]) (?:
                (?:your|YOUR|Your)[-_ ][A-Za-z0-9_-]+ | [xX]{4,} (?![A-Za-z0-9])
              | (?:REPLACE|CHANGE)[-_ ]?(?:ME|THIS|WITH)[A-Z0-9_-]* | (?:replace|change)[-_](?:me|this)(?![A-Za-z0-9])
              | REPLACE_[A-Z0-9_]+ | PLACEHOLDER(?![a-z]) )
        )"""
# One of these is in every text that the pattern above finds something in.
_HINTS = (
    "$", "{", "%", "<", "@", "__", "((", "your", "Your", "YOUR", "xxxx", "XXXX", "xX", "Xx",
    "REPLACE", "CHANGE", "replace", "change", "PLACEHOLDER",
)  # fmt: skip
_MARKS = r"[{}\"\\]"
_DIRECTIVE = (
    r"[-~]?\s*(?:(?:if|else|end|range|with|define|block|break|continue|unless|each|endif|endfor|for)\b"
    r"|[#/^!&]|\$\w+\s*:?=)"
)
_LOOKS_LIKE_MEMBER = r"\s*\"[^\"\n]*\"\s*:"


class TemplateReader:
    """Finds where a template ends that starts at a place; linear over a text read from front to back."""

    __slots__ = ("_budget", "_next", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._next: dict[str, int] = {}
        # Nested braces are counted from each opening one, which hostile input could make quadratic.
        self._budget = 4 * len(text) + 1000

    def find(self, what: str, start: int) -> int:
        """Like `str.find` with ascending starts, but a miss is remembered; the length of the text for none."""
        at = self._next.get(what, -1)
        if at < start:
            at = self.text.find(what, start)
            if at < 0:
                at = len(self.text)
            self._next[what] = at
        return at

    def read(self, start: int) -> tuple[int, bool] | None:
        """Where the template at `start` ends, and whether it is a directive, which stands for no value."""
        text = self.text
        two = text[start : start + 2]
        if two == "{{":
            return self._mustache(start)
        if two in {"{%", "{#", "<%"}:
            closing = {"{%": "%}", "{#": "#}", "<%": "%>"}[two]
            end = self.find(closing, start + 2)
            if end == len(text):
                return None
            return end + 2, not text.startswith("<%=", start)
        if two in {"$$", "%%"} and text[start + 2 : start + 3] == "{":
            return None
        match = re.compile(_SIMPLE).match(text, start)
        if match:
            return match.end(), False
        if two in {"${", "%{"}:
            end = self._balanced(start + 2)
            return None if end < 0 else (end, two == "%{")
        return None

    def _mustache(self, start: int) -> tuple[int, bool] | None:
        text = self.text
        end = self.find("}}", start + 2)
        if end == len(text) or self.find("\n", start) < end:
            return None
        inside = start + 2
        if re.compile(_LOOKS_LIKE_MEMBER).match(text, inside, end):
            return None
        is_directive = re.compile(_DIRECTIVE).match(text, inside, end) is not None
        if text.startswith("{", inside) and text.startswith("}}}", end):
            end += 1
        return end + 2, is_directive

    def _balanced(self, at: int) -> int:
        """The end of a template whose opening brace is just before `at`; -1 when it never closes."""
        depth = 1
        start = at
        text = self.text
        in_quotes = False
        while self._budget > 0:
            match = re.compile(_MARKS).search(text, at, min(len(text), at + self._budget))
            if match is None:
                break
            at = match.end()
            mark = match.group()
            if mark == "\\":
                at += 1
            elif mark == '"':
                in_quotes = not in_quotes
            elif not in_quotes:
                depth += 1 if mark == "{" else -1
                if depth == 0:
                    self._budget -= at - start
                    return at
        self._budget -= max(len(text) - start, 0)
        return -1


def template_spans(value: str) -> tuple[tuple[int, int], ...]:
    """Where templates and placeholders stand in the text of a string."""
    if not any(hint in value for hint in _HINTS):
        return ()
    search = re.compile(_IN_STRING).search
    match = search(value)
    if match is None:
        return ()
    reader = TemplateReader(value)
    spans: list[tuple[int, int]] = []
    while match is not None:
        end = match.end()
        if match.lastgroup == "bracketed":
            found = reader.read(match.start())
            if found is None and match.group() in {"${", "%{"}:
                # An interpolation cut off by the end of the string is still one.
                end = len(value)
                spans.append((match.start(), end))
            elif found is not None:
                end = found[0]
                spans.append((match.start(), end))
        elif match.lastgroup == "whole":
            spans.append((match.start(), end))
        match = search(value, end)
    return tuple(spans)
