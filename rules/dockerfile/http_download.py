r"""Download over plain http

Without TLS anybody on the way, from the coffee shop's network to a proxy, can put another file in the place of the one that was asked
for, and the build installs it. Use `https`; where a server has none, compare a checksum that is written down.

```diff
  FROM debian:12-slim
- RUN curl -fsSLo /tmp/a.tgz http://example.com/a.tgz
+ RUN curl -fsSLo /tmp/a.tgz https://example.com/a.tgz
```

`http` is also what an address without a scheme means, and what the default of an argument may hold:

```diff
  FROM debian:12-slim
  ARG MIRROR=http://example.com
  ARG VERSION
  RUN apt-get update \
-     && wget --quiet "${MIRROR}/b-$VERSION.tgz" \
-     && curl -O example.com/c.tgz
- ADD http://example.com/d.tgz /tmp/
  RUN <<EOF
- wget -qO- http://example.com/e.tgz | tar xz
  EOF
- ONBUILD ADD ["http://example.com/f.jar", "/"]
```

A checksum or a signature makes up for it, and so does the machine itself; package mirrors sign what they hold, and what is not known
stays unsaid. A download that goes straight into a shell has a rule of its own.

```dockerfile
FROM debian:12-slim
ARG HOST
RUN curl -o a.tgz http://example.com/a.tgz && echo "$SHA256 a.tgz" | sha256sum -c -
RUN wget http://example.com/b.tgz http://example.com/b.tgz.asc && gpg --batch --verify b.tgz.asc b.tgz
RUN curl -s http://localhost:8080/ && curl http://169.254.169.254/latest/meta-data/ && wget $HOST/c
RUN curl -O http://deb.debian.org/debian/pool/main/d/d.deb && curl http://example.com/install.sh | sh
ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d http://example.com/e /e
RUN curl -H "Referer: http://example.com" -e http://example.com https://example.com/f -x http://proxy:3128
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Add, Run
from ecslint.dockerfile.downloads import downloads_of, is_local, scheme_and_host, split_address
from ecslint.dockerfile.piped_code import piped_code
from ecslint.dockerfile.shell import Command
from ecslint.dockerfile.sources import address, source_kind
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF212",
    Severity.WARNING,
    since="0.1",
    categories=("security",),
    references=("https://cwe.mitre.org/data/definitions/319.html",),
    peers=("dockerfile_lint:no_run_without_https", "dockerfile_lint:no_add_without_https"),
)

MESSAGE = "the download from `{}` goes over plain `http`: `https` is allowed, or a checksum"

# Programs that find out whether a file is the right one.
_VERIFIERS = frozenset(
    "cosign gpgv minisign rhash sha1sum sha224sum sha256sum sha384sum sha512sum shasum".split()
)
_MIRRORS = (
    "archive.debian.org", "archive.ubuntu.com", "deb.debian.org", "dl-cdn.alpinelinux.org", "ftp.debian.org", "http.debian.net",
    "mirror.centos.org", "old-releases.ubuntu.com", "ports.ubuntu.com", "security.debian.org", "security.ubuntu.com",
    "snapshot.debian.org", "vault.centos.org",
)  # fmt: skip


@rule.check_calls("curl", "wget")
def fetched(run: Run) -> Iterator[Finding]:
    downloads = downloads_of(run)
    if not downloads or any(_verifies(command) for command in run.calls("gpg", "gpg2", *_VERIFIERS)):
        return
    bad = [
        (one.command.start, word, place[1])
        for one in downloads
        for word in one.addresses
        if (place := scheme_and_host(run, word)) is not None and _is_bad(*place)
    ]
    reported = {found.download.command.start for found in piped_code(run)} if bad else set()
    for start, word, host in bad:
        if start not in reported:
            yield rule.finding(word, MESSAGE.format(host))


@rule.check
def added(add: Add) -> Iterator[Finding]:
    for word in add.sources if "checksum" not in add.flags else ():
        place = split_address(address(add, word), is_whole=False) if source_kind(add, word) == "url" else None
        if place is not None and _is_bad(*place):
            yield rule.finding(word, MESSAGE.format(place[1]))


def _verifies(command: Command) -> bool:
    return command.name in _VERIFIERS or command.has_flag("--verify")


def _is_bad(scheme: str, host: str) -> bool:
    return (
        scheme == "http"
        and host != ""
        and not is_local(host)
        and host not in _MIRRORS
        and not host.endswith(".debian.org")
    )
