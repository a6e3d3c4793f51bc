r"""Secret that is baked into the image too

The task definition hands the container a secret, and the Dockerfile of its image sets the same variable to a value of its own. Whoever can pull the image
can read that value; and if the reference to the secret is ever taken out, the program goes on with it in silence.

```diff
  {
    "Dockerfile": ["FROM python:3.12-slim", "ENV SIGNING_WORD=wednesday-lemon-47", "CMD [\"serve\"]"],
    "task-definition.json": {
      "family": "web",
      "executionRoleArn": "arn:aws:iam::123456789012:role/web",
      "containerDefinitions": [
        {
          "name": "web",
          "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.4",
          "secrets": [
-           {"name": "SIGNING_WORD", "valueFrom": "/web/signing"}
+           {"name": "OTHER_WORD", "valueFrom": "/web/signing"}
          ]
        }
      ]
    }
  }
```

```json
{
  "Dockerfile": ["FROM python:3.12-slim", "ARG SIGNING_WORD", "ENV SIGNING_WORD=changeme OTHER=$SIGNING_WORD", "CMD [\"serve\"]"],
  "task-definition.json": {
    "family": "web",
    "containerDefinitions": [{"name": "web", "image": "${image}", "secrets": [{"name": "SIGNING_WORD", "valueFrom": "/a"}]}]
  }
}
```
"""

from collections.abc import Iterator

from ecslint.builds import ImagePair
from ecslint.dockerfile.model import Arg, Env
from ecslint.dockerfile.words import Pair
from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.secrets.values import has_placeholder_word, is_placeholder
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "XF208",
    Severity.WARNING,
    since="0.1",
    categories=("security", "secrets"),
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html",
    ),
)


@rule.check
def in_image(pair: ImagePair) -> Iterator[Finding]:
    baked: dict[str, Pair] = {}
    for stage in pair.stage.chain:
        for instruction in stage.instructions:
            if isinstance(instruction, Env | Arg):
                for setting in instruction.pairs:
                    if _is_literal(setting):
                        baked.setdefault(setting.key.text, setting)
    for secret in pair.container.secrets:
        name = secret.name.value
        if name in baked:
            yield rule.finding(
                secret.name,
                f"secret {shown(name)} has a value in the image too, allowed is it in one place, the secret",
                notes=(Note(baked[name].key.span, "set in the image"),),
            )


def _is_literal(setting: Pair) -> bool:
    if setting.value is None:
        return False
    text = setting.value.text.strip("\"'")
    return len(text) > 3 and "$" not in text and not is_placeholder(text) and not has_placeholder_word(text)
