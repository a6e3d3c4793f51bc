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

```dockerfile
# a “comment” – with anything
FROM alpine:3.20
LABEL a="“quoted” – text"
RUN echo 'it’s – fine' – “x” && printf "“x”" && sort --key=ä
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.rule import Edit, Finding, Fix, Rule, Severity

rule = Rule(
    "DF604",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    fix="safe",
)

_BLANKS = "\u00a0\u2007\u202f\u3000"
_QUOTES = "\u201c\u201d\u2018\u2019"
_DASHES = "\u2013\u2014"
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"


@rule.check
def lookalike(run: Run) -> Iterator[Finding]:
    if run.span.text.isascii():
        return
    for command in run.commands:
        if command.name in {"echo", "printf"}:
            continue
        for word in (*command.assignments, *command.words):
            if word.text.isascii() or word.quoted:
                continue
            for at, character in enumerate(word.text):
                place = word.excerpt.span(word.start + at, word.start + at + 1)
                if character in _BLANKS:
                    fix = Fix("Write a plain blank", (Edit(place, " "),), safe=True)
                    yield rule.finding(place, "a no-break space glues two words together", fix=fix)
                elif character in _INVISIBLE:
                    yield rule.finding(place, "a character that nobody sees is part of this word")
                elif (character in _QUOTES and at in {0, len(word.text) - 1}) or (
                    character in _DASHES and at == 0 and word.text[1:2].isalpha()
                ):
                    yield rule.finding(place, f"`{character}` only looks like the sign that the shell knows")
