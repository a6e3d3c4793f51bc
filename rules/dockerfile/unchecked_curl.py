r"""curl that takes an error page for the file

Without `-f` curl ends well on a 404 or 500, and the server's error page is what gets saved or piped on. `-f` (or
`--fail-with-body`) makes it fail.

```diff
  FROM debian:12-slim
- RUN curl -sSLo /tmp/a.tgz https://example.com/a.tgz && tar -xf /tmp/a.tgz
+ RUN curl -f -sSLo /tmp/a.tgz https://example.com/a.tgz && tar -xf /tmp/a.tgz
```

```diff
  FROM debian:12-slim
- RUN curl -sL https://example.com/a.tgz | tar -xz
+ RUN curl -f -sL https://example.com/a.tgz | tar -xz
```

Where the same step unpacks the file, an error page is noticed anyway, and the finding is a remark.

Silent where the answer is only printed, where the status is asked for, and where a file says the options:

```dockerfile
FROM debian:12-slim
RUN curl https://example.com/ && curl -O ftp://example.com/a
RUN curl -o /dev/null -w '%{http_code}' https://example.com/
RUN curl --fail-with-body -O https://example.com/a && curl -K /etc/curl.cfg -O https://example.com/a
RUN curl $CURL_OPTIONS -O https://example.com/a
RUN curl -sSL https://example.com/a.tgz -o a.tgz && echo "24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d a.tgz" | sha256sum -c -
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.dockerfile.downloads import CURL_VALUES, scheme_and_host
from ecslint.rule import Edit, Finding, Fix, Rule, Severity
from ecslint.source import Span

rule = Rule(
    "DF417",
    Severity.WARNING,
    since="0.1",
    categories=("reliability",),
    peers=("tally:curl-should-follow-redirects",),
    fix="unsafe",
)

_SAVES = ("-o", "--output", "-O", "--remote-name", "--remote-name-all", "--output-dir")
_CHECKS = (
    "-f",
    "--fail",
    "--fail-with-body",
    "--fail-early",
    "-K",
    "--config",
    "-w",
    "--write-out",
    "-I",
    "--head",
)
# They end with an error on a file of another kind.
_UNPACKERS = frozenset(
    {"tar", "bsdtar", "unzip", "gunzip", "gzip", "bunzip2", "xz", "unxz", "zstd", "dpkg", "rpm", "7z"}
)
_VERIFIERS = frozenset({"sha256sum", "sha512sum", "sha1sum", "md5sum", "shasum", "gpg", "gpgv", "cosign"})


@rule.check_calls("curl")
def unchecked(run: Run) -> Iterator[Finding]:
    if not _VERIFIERS.isdisjoint(run.programs):
        return
    is_unpacked = not _UNPACKERS.isdisjoint(run.programs)
    for command in run.calls("curl"):
        word = command.name_word
        if word is None:
            continue
        options = command.options(CURL_VALUES)
        if options.has(*_CHECKS) or options.has_unknown:
            continue
        is_used = options.has(*_SAVES) or command.operator in {"|", "|&"} or bool(command.redirects)
        places = [scheme_and_host(run, word) for word in options.operands]
        # FTP has no error pages.
        is_ftp = bool(places) and all(place is not None and place[0].startswith("ftp") for place in places)
        if is_used and not is_ftp:
            yield rule.finding(
                word,
                "`curl` without `-f` takes an error page for the file",
                help="add `-f`, so that the step fails with the download",
                severity=Severity.INFO if is_unpacked else None,
                fix=Fix("Add `-f`", (Edit(Span(word.span.source, word.span.end, word.span.end), " -f"),)),
            )
