r"""ENV or LABEL in the old form without an equals sign

`ENV name value` takes the whole rest of the line as one value, so that a second pair on the line becomes a part of the first.
The builder warns of this form. Where a word of the value looks like another pair, that has most likely happened, and it is a
warning here, as are blanks before an equals sign, which is a part of the value then; else it is advice.

```diff
  FROM alpine:3.20
- ENV LANG C.UTF-8
- ENV GREETING hello there, $USER
- LABEL description   the "first" image
+ ENV LANG=C.UTF-8
+ ENV GREETING="hello there, $USER"
+ LABEL description=the\ "first"\ image
```

```diff
  FROM alpine:3.20
- ENV OPTIONS -p limit=3 -p size=5
- ONBUILD ENV MODE it\'s production
+ ENV OPTIONS="-p limit=3 -p size=5"
+ ONBUILD ENV MODE=it\'s\ production
```

```diff
  FROM alpine:3.20
- ENV A 1 B=2
- ENV JAVA_HOME /opt/java \
      PATH=/opt/java/bin:$PATH
- ENV NODE_ENV = production
+ ENV A=1 B=2
+ ENV JAVA_HOME=/opt/java \
+     PATH=/opt/java/bin:$PATH
+ ENV NODE_ENV=production
```

```dockerfile
FROM alpine:3.20
ENV A=1 B=two\ words \
    C="three words"
LABEL "com.example.a"=b
ARG VERSION
ENV LONELY
```
"""

import re
from collections.abc import Iterator

from ecslint.dockerfile import Env, Instruction, Label, Pair
from ecslint.rule import Edit, Finding, Fix, Rule, Severity
from ecslint.source import Span

# Not behind an option: `-p limit=3` is one value.
_ANOTHER_PAIR = r"(?!-)(?:.*[ \t])?[A-Za-z_]\w*="
_GAP = r"[ \t]+(?:[\\`][ \t]*\r?\n[ \t]*)?"

rule = Rule(
    "DF011",
    Severity.INFO,
    since="0.1",
    categories=("style",),
    references=("https://docs.docker.com/reference/build-checks/legacy-key-value-format/",),
    peers=("buildkit:LegacyKeyValueFormat", "dockerfilelint:label_invalid"),
    fix="safe",
)


@rule.check
def legacy_env(env: Env) -> Iterator[Finding]:
    yield from _legacy(env)


@rule.check
def legacy_label(label: Label) -> Iterator[Finding]:
    yield from _legacy(label)


def _legacy(instruction: Instruction) -> Iterator[Finding]:
    pair = instruction.pairs[0] if instruction.pairs else None
    if pair is None or not pair.is_legacy or pair.value is None:
        return
    keyword, key = instruction.keyword, pair.key.text
    if re.match(_ANOTHER_PAIR, pair.value.text):
        message = f"all that follows `{key}` is its value, pairs on one line are written `name=value`"
        yield rule.finding(pair.key, message, severity=Severity.WARNING)
        return
    if pair.value.text.startswith("="):
        message = f"the equals sign is a part of the value of `{key}`, no blanks may stand around it"
        yield rule.finding(pair.key, message, severity=Severity.WARNING)
        return
    edits = _edits(pair, instruction.escape)
    fix = Fix("Write it with an equals sign", edits, safe=True) if edits else None
    yield rule.finding(pair.key, f"`{keyword} {key}` without an equals sign, allowed is `{key}=…`", fix=fix)


def _edits(pair: Pair, escape: str) -> tuple[Edit, ...]:
    """Edits to a word that means the same; none where that is not certain."""
    key, value = pair.key, pair.value
    assert value is not None
    text, span = value.text, value.span
    gap = Span(span.source, key.span.end, span.start)
    if not re.fullmatch(_GAP, gap.text) or set(key.text) & {'"', "'", escape} or text.endswith(escape):
        return ()
    if not set(text) & set(" \t\v\f\r\x85\xa0"):
        return (Edit(gap, "="),)
    if not set(text) & {'"', "'", escape}:
        return Edit(gap, '="'), Edit(Span(span.source, span.end, span.end), '"')
    if "$" in text or span.text != text:
        return ()
    edits = [Edit(gap, "=")]
    quote = ""
    is_escaped = False
    for at, char in enumerate(text):
        if is_escaped or (char == escape and quote != "'"):
            is_escaped = not is_escaped
        elif char in "\"'" and quote in {"", char}:
            quote = "" if quote else char
        elif char in " \t" and not quote:
            edits.append(Edit(Span(span.source, span.start + at, span.start + at), escape))
    return tuple(edits) if not quote else ()
