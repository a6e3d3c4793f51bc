"""Character that looks like another one

A no-break space, a typographic quote or a dash that came along with a copied line looks right and is none: the no-break space glues two
words together, the quotes quote nothing, the long dash begins no option. In a comment, inside quotes, and in what is only
printed they do no harm.

```diff
  FROM alpine:3.20
- RUN apk add --no-cache curl
+ RUN apk add --no-cache curl
```

```diff
  FROM alpine:3.20
- RUN apk add –no-cache curl
- RUN git config user.name “Jane Doe”
+ RUN apk add --no-cache curl
+ RUN git config user.name "Jane Doe"
```

The builder has no better eyes than the shell, and behind a backslash the no-break space ends the instruction:

```diff
  FROM alpine:3.20 AS build
- COPY –from=build a\u00a0b /srv/
- ENV A=“x”
- CMD [“npm”, “start”]
- EXPOSE 80\u200b
- RUN true && \\\u00a0
+ COPY --from=build a b /srv/
+ ENV A="x"
+ CMD ["npm", "start"]
+ EXPOSE 80
+ RUN true && \\
      true
```

```dockerfile
# a “comment” – with anything
FROM alpine:3.20
LABEL a="“quoted” – text" b='–'
ENV TEXT It’s “fine” – really
MAINTAINER “Jane” – Doe
RUN echo 'it’s – fine' – “x” && printf "“x”" && sort --key=ä
RUN ["echo", "“x”"]
CMD ["–x"]
COPY größe–2.txt ünï.txt /srv/
RUN <<EOF cat > /etc/motd
“Welcome” –\u00a0here
EOF
```
"""

import re
from collections.abc import Iterator

from ecslint.dockerfile import Executed, Instruction
from ecslint.rule import Edit, Finding, Fix, Rule, Severity
from ecslint.source import Excerpt

rule = Rule(
    "DF604",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    fix="safe",
)

_BLANKS = "\u00a0\u2007\u202f\u3000"
_QUOTES = {"\u201c": '"', "\u201d": '"', "\u2018": "'", "\u2019": "'"}
_DASHES = "\u2013\u2014"
# Nobody writes more of them into one instruction.
_MAX_EDITS = 100
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"


@rule.check
def lookalike(instruction: Instruction) -> Iterator[Finding]:
    if instruction.keyword == "ONBUILD" or instruction.span.text.isascii():
        return
    line = instruction.line
    bare = line.text.rstrip(_BLANKS)
    if bare != line.text and bare.endswith(instruction.escape):
        place = line.span(len(bare), len(line.text))
        fix = Fix("Delete it", (Edit(place, ""),))
        yield rule.finding(
            place, f"a no-break space behind `{instruction.escape}` ends the instruction", fix=fix
        )
    # Found in the keyword, it keeps the builder from knowing the instruction.
    elif any(blank in instruction.keyword_span.text for blank in _BLANKS):
        yield from _faults([(line, *instruction.keyword_range)])
    yield from _faults(_code(instruction))


def _code(instruction: Instruction) -> list[tuple[Excerpt, int, int]]:
    """The words that are read as code, without those that stand in quotes or are only printed."""
    line = instruction.line
    if instruction.json_words is not None or instruction.keyword in {"MAINTAINER", "SHELL"}:
        return []
    if isinstance(instruction, Executed):
        return [
            (word.excerpt, word.start, word.end)
            for command in instruction.commands
            if command.name not in {"echo", "printf"}
            for word in (*command.assignments, *command.words)
            if not word.quoted and not word.text.isascii()
        ]
    words = list(instruction.words)
    if instruction.keyword in {"ENV", "LABEL", "ARG"}:
        if any(pair.is_legacy for pair in instruction.pairs):
            return []
        words = [word for pair in instruction.pairs for word in (pair.key, pair.value) if word is not None]
    return [
        (line, word.start, word.end)
        for word in words
        if not word.text.isascii() and "'" not in word.text and '"' not in word.text
    ]


def _faults(words: list[tuple[Excerpt, int, int]]) -> Iterator[Finding]:
    """One finding for each character that passes for another one."""
    quotes = []
    for excerpt, start, end in words:
        text = excerpt.text
        for at in range(start, end):
            character = text[at]
            if character.isascii():
                continue
            place = excerpt.span(at, at + 1)
            if character in _BLANKS:
                fix = Fix("Write a plain blank", (Edit(place, " "),), safe=True)
                yield rule.finding(place, "a no-break space glues two words together", fix=fix)
            elif character in _INVISIBLE:
                fix = Fix("Delete it", (Edit(place, ""),))
                yield rule.finding(place, "a character that nobody sees is part of this word", fix=fix)
            elif character in _QUOTES and (
                at == start or text[at - 1] in "[=,(" or at + 1 == end or text[at + 1] in "],;)"
            ):
                quotes.append(Edit(place, _QUOTES[character]))
            elif character in _DASHES and at == start and text[at + 1 : at + 2].isalpha():
                dashes = "--" if re.match(r"\w{4}|\w+[-=]", text[at + 1 : end]) else "-"
                fix = Fix(f"Write `{dashes}`", (Edit(place, dashes),))
                yield rule.finding(
                    place, f"`{character}` only looks like the sign that begins an option", fix=fix
                )
    # Half a pair of quotes would be worse than two wrong ones.
    all_quotes = Fix("Write plain quotes", tuple(quotes)) if len(quotes) <= _MAX_EDITS else None
    for edit in quotes:
        yield rule.finding(
            edit.span, f"`{edit.span.text}` only looks like a quote, and quotes nothing", fix=all_quotes
        )
