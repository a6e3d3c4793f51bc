"""npm install where npm ci is meant

`npm install` may change the lock file and take other versions than it names; `npm ci` installs exactly what it says, and fails when the
manifest does not fit. It needs a lock file, so the rule is off unless it is selected.

```diff
  FROM node:22-alpine
- RUN npm install --omit=dev
+ RUN npm ci --omit=dev
```

```dockerfile
FROM node:22-alpine
RUN npm install -g pnpm@9.12.0 && npm i left-pad@1.3.0
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run
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


@rule.check
def unlocked(run: Run) -> Iterator[Finding]:
    for install in installs(run):
        if install.manager == "npm" and not install.packages and not install.options.has("-g", "--global"):
            fix = Fix("Use `npm ci`", (Edit(install.verb.span, "ci"),))
            yield rule.finding(
                install.verb, "`npm install` need not keep to the lock file, `npm ci` does", fix=fix
            )
