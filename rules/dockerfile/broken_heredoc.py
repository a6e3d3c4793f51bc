"""Heredoc that does not end where it seems to

The body of a heredoc goes on until a line that is exactly its name. Text glued to the name (`<<EOF;`, `<<EOF)`) becomes a
part of it, a blank behind the terminator spoils it, and then the rest of the file is swallowed and the build ends. Glued to the
word before (`cat<<EOF`), or on a line with an odd number of quotes, it is no heredoc to the builder at all, and its body is
read as instructions.

```diff
  FROM alpine:3.20
- RUN (cat <<EOF) > /motd
+ RUN (cat <<EOF ) > /motd
  hello
  EOF
```

```diff
  FROM alpine:3.20
- RUN <<END
  apk add --no-cache curl
  EOF
```

A shift with blanks around it starts one, too:

```diff
  FROM alpine:3.20
- RUN echo $(( 1 << 2 ))
+ RUN echo $((1<<2))
```

```dockerfile
FROM alpine:3.20
RUN <<-EOF
echo indented
EOF
COPY <<one <<'two' /etc/
first
one
second
two
RUN cat <<< "a here-string" && echo "<<EOF"
```
"""  # fmt: skip

from collections.abc import Iterator

from ecslint.dockerfile import Problem
from ecslint.rule import Finding, Rule, Severity

_KINDS = frozenset({"unterminated-heredoc", "heredoc-glued", "heredoc-quote"})

rule = Rule(
    "DF005",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/reference/dockerfile/#here-documents",),
    peers=("hadolint:DL1000",),
)


@rule.check
def broken(problem: Problem) -> Iterator[Finding]:
    if problem.kind in _KINDS:
        yield rule.finding(problem, problem.message)
