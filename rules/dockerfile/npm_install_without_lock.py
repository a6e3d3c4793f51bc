"""npm install where npm ci is meant

`npm install` may change the lock file and take other versions than it names; `npm ci` installs exactly what it says, and fails when the
manifest does not fit. It needs a lock file, so the rule is off unless it is selected, and silent where the file copies none.

```diff
  FROM node:22-alpine
  COPY package*.json ./
- RUN npm install --omit=dev
+ RUN npm ci --omit=dev
  COPY . .
- RUN npm config set fund false && npm --prefix web i
+ RUN npm config set fund false && npm --prefix web ci
```

```dockerfile
FROM node:22-alpine
COPY package.json ./
RUN npm install
RUN npm install -g pnpm@9.12.0 && npm i left-pad@1.3.0 && npm ci
RUN npm install --no-package-lock
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.dockerfile.copied import has_copied
from ecslint.dockerfile.packages import installs
from ecslint.rule import Edit, Finding, Fix, Rule, Severity

rule = Rule(
    "DF515",
    Severity.INFO,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.npmjs.com/cli/commands/npm-ci",),
    default=False,
    fix="unsafe",
)


@rule.check_calls("npm")
def unlocked(run: Run) -> Iterator[Finding]:
    for install in installs(run):
        if (
            install.manager == "npm"
            and install.verb.text != "add"
            and not install.packages
            and not install.options.has_unknown
            and not install.options.has("-g", "--global", "--no-package-lock", "--package-lock-only")
            and (has_copied(run, "package-lock.json") or has_copied(run, "npm-shrinkwrap.json"))
        ):
            fix = Fix("Use `npm ci`", (Edit(install.verb.span, "ci"),))
            yield rule.finding(
                install.verb, "`npm install` need not keep to the lock file, `npm ci` does", fix=fix
            )
