r"""npm install of a package without a version

`npm install -g pnpm` takes whatever was published last, so one commit builds two different images and a hijacked release gets in by itself.
`@latest` is no version either. Packages of the project itself come from the lock file with `npm ci`. The same holds for pnpm and Yarn.

```diff
  FROM node:22-alpine
- RUN npm install -g pnpm @angular/cli serve@latest
+ RUN npm install -g pnpm@9.12.0 @angular/cli@18.2.1 serve@14.2.3
```

```diff
  FROM node:22-alpine
  RUN corepack enable && npm --global i --loglevel=error \
      a@1.2 \
-     git+https://github.com/acme/tool.git
+     git+https://github.com/acme/tool.git#v1.2.0
- RUN yarn global add c && pnpm add -g d@next
+ RUN yarn global add c@1 && pnpm add -g d@0.1.0-beta
```

```dockerfile
FROM node:22-alpine
RUN npm install && npm ci && npm i --registry https://npm.example.com a@1 ./b c.tgz git+https://example.com/d.git#v1 $E
RUN npm i -g b@^2 c@~3 alias@npm:d@4 https://example.com/e.tgz file:../f "g@$VERSION" acme/tool#v1 && yarn install && npx h
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.dockerfile.packages import installs
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF510",
    Severity.INFO,
    since="0.1",
    categories=("reliability",),
    peers=("hadolint:DL3016", "kics:npm_install_without_pinned_version"),
)


@rule.check_calls("npm", "pnpm", "yarn")
def unpinned(run: Run) -> Iterator[Finding]:
    for install in installs(run):
        if install.manager not in {"npm", "pnpm", "yarn"}:
            continue
        for word in install.packages:
            name = word.value
            if (
                not name
                or name[0] in "./~"
                or name.endswith((".tgz", ".tar.gz", ".tar"))
                or "#" in name
                or name.startswith(("file:", "link:", "workspace:"))
            ):
                continue
            # The first character may be the `@` of a scope.
            version = "" if "://" in name else name[1:].partition("@")[2]
            if version in {"", "latest", "next", "*"}:
                yield rule.finding(word, f"`{name}` names no version", help="name one, as in `package@1.2.3`")
