r"""Variable in a form that the builder does not know

The builder knows `$name`, `${name}`, and the modifiers `:-`, `-`, `:+`, `+`, `:?`, `?`, `#`, `##`, `%`, `%%`, `/` and `//`. What a
shell can do beyond that, such as `${name^^}` or `${name:0:3}`, ends the build, and so does a brace that is never closed. In `RUN`
the shell fills in the variables, and all its forms work.

```diff
  FROM alpine:3.20
  ARG NAME=app
- ENV UPPER=${NAME^^}
- WORKDIR /opt/${NAME
- COPY a ${NAME:0:3}/
- LABEL name=${}
- RUN --mount=type=cache,target=/${NAME,,} true
- ONBUILD ENV LOWER=${NAME,,}
+ ENV UPPER=APP
+ WORKDIR /opt/${NAME}
+ COPY a ${NAME%p}/
+ LABEL name=${NAME:-none}
+ RUN --mount=type=cache,target=/${NAME} true
+ ONBUILD ENV LOWER=${NAME:?none} MORE=$NOTHING
```

A value that is asked for and surely missing ends the build, too:

```diff
  FROM scratch
- LABEL version=${VERSION:?no version}
+ LABEL version=${VERSION:-none}
```

```dockerfile
FROM alpine:3.20
ARG NAME=app
ENV A=${NAME#a} B=${NAME/a/b} C=\${NAME^^} D='${NAME^^}' E=$$ F=${NAME+${NAME}}
RUN echo ${NAME^^} ${NAME:0:3}
CMD echo ${NAME^^}
COPY <<EOF /a
${NAME}
EOF
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import WordFault
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF032",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/reference/dockerfile/#environment-replacement",),
    peers=("dockerfile-utils:UNSUPPORTED_MODIFIER",),
)


@rule.check
def invalid(fault: WordFault) -> Iterator[Finding]:
    if fault.kind in {"substitution", "required"}:
        yield rule.finding(fault, fault.message)
