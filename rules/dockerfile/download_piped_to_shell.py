r"""Download piped into a shell

`curl ... | sh` runs whatever the server sends in that minute: nobody has seen it, it changes without notice, a connection that breaks
half-way leaves half a script run, and the build still passes. Over plain `http` anybody on the way can write that script, which is an
error. Download to a file, compare it with a checksum that is written down, then run it; or take the tool from a package or an image.

```diff
  FROM debian:12-slim
- RUN curl -fsSL https://example.com/install.sh | sh
+ RUN curl -fsSLo /tmp/install.sh https://example.com/install.sh \
+     && echo "24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d  /tmp/install.sh" | sha256sum -c - \
+     && sh /tmp/install.sh
```

Other interpreters, filters in between, substitutions, options in any place:

```diff
  FROM debian:12
- RUN wget -qO- http://example.com/setup | sudo -E bash -
- RUN curl https://example.com/get-poetry.py | POETRY_VERSION=1.8 python3 - --yes
- RUN curl -sSf https://sh.rustup.rs | sed 's/a/b/' | /bin/sh -s -- -y
- RUN bash <(curl -s https://example.com/a.sh) && sh -c "$(curl -fsSL https://example.com/b.sh)"
- RUN ["bash", "-o", "pipefail", "-c", "curl -L https://example.com/c | bash"]
  RUN <<EOF
- source <(curl -s https://example.com/d)
- eval "$(wget -O - https://example.com/e)"
  EOF
- ONBUILD RUN curl https://example.com/f | perl - -nq
- RUN curl -sS https://getcomposer.org/installer | php -- --install-dir=/usr/bin
```

What is only read, unpacked or written to a file is none, and neither is a script of the machine itself:

```dockerfile
FROM debian:12-slim
RUN curl -fsSL https://example.com/a.tgz | tar xz && curl https://example.com/key | gpg --dearmor -o /k.gpg
RUN curl -s https://example.com/b.json | python3 -c 'import json, sys; print(json.load(sys.stdin))'
RUN curl -s https://example.com/c.json | python3 -m json.tool && curl -s https://example.com/list | bash /check.sh
RUN VERSION="$(curl -s https://example.com/latest)" && sh -c "echo $(curl -s https://example.com/d)"
RUN curl -o e.sh https://example.com/e.sh | sh ./other.sh; wget https://example.com/f | cat
RUN echo "curl https://example.com | sh" && curl -s http://localhost:8080/script | sh
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.dockerfile.downloads import is_local, scheme_and_host
from ecslint.dockerfile.piped_code import piped_code
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF211",
    Severity.WARNING,
    since="0.1",
    categories=("security",),
    references=("https://cwe.mitre.org/data/definitions/494.html",),
    peers=("dockerfile_lint:no_run_without_https",),
)


@rule.check_calls("curl", "wget")
def piped(run: Run) -> Iterator[Finding]:
    for download, interpreter in piped_code(run):
        places = [scheme_and_host(run, word) for word in download.addresses]
        word = interpreter.name_word
        if word is None or (places and all(place is not None and is_local(place[1]) for place in places)):
            continue
        is_plain = any(place is not None and place[0] == "http" for place in places)
        name = interpreter.name
        yield rule.finding(
            word,
            f"`{name}` runs what `{download.program}` gets over plain `http`: only a file that was checked first is allowed"
            if is_plain
            else f"`{name}` runs what `{download.program}` gets, unseen: only a file that was checked first is allowed",
            help="download to a file, compare its checksum, then run it",
            severity=Severity.ERROR if is_plain else Severity.WARNING,
        )
