"""gem install without a version

`gem install rake` takes whatever was published last, so one commit builds two different images. Name the version with `-v`, or use Bundler
with its lock file.

```diff
  FROM ruby:3.3-slim
- RUN gem install rake
+ RUN gem install rake:13.2.1
```

```diff
  FROM ruby:3.3-slim
- RUN /usr/local/bin/gem i --no-document -s https://gems.example.com puma && sudo gem install rack:3.1
+ RUN /usr/local/bin/gem i --no-document -s https://gems.example.com puma:6.4.3 && sudo gem install rack:3.1
```

```dockerfile
FROM ruby:3.3-slim
RUN gem install a -v 1.0 && gem install --version '~> 2' b && gem i c:1 ./d.gem $E && gem install -v1.2 f
RUN gem update --system && bundle install && gem install "g:$VERSION" && gem install h:2 -- --use-system-libraries
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.dockerfile.packages import installs
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF511",
    Severity.INFO,
    since="0.1",
    categories=("reliability",),
    peers=("hadolint:DL3028", "kics:gem_install_without_version"),
)


@rule.check_calls("gem")
def unpinned(run: Run) -> Iterator[Finding]:
    for install in installs(run):
        if install.manager != "gem" or install.options.has("-v", "--version", "-g", "--file"):
            continue
        for word in install.packages:
            name = word.value
            if name and ":" not in name and not name.endswith(".gem"):
                yield rule.finding(word, f"`{name}` has no version", help=f"name one, such as `{name}:1.2.3`")
