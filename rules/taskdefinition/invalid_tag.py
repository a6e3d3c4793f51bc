"""Tag that AWS refuses

A task definition or a service has at most 50 tags. A key has 1 to 128 characters, a value at most 256, both of letters, digits,
blanks and `_ . : / = + - @`. A key stands once, and keys that begin with `aws:` are for AWS alone.

```diff
  {
    "family": "web",
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}],
    "tags": [
      {"key": "team", "value": "payments"},
-     {"key": "team", "value": "orders"},
-     {"key": "aws:owner", "value": "me"},
-     {"key": "cost#center", "value": "12"}
+     {"key": "teams/orders", "value": "yes"},
+     {"key": "owner", "value": "me"},
+     {"key": "cost-center", "value": "12"}
    ]
  }
```

AWS itself gives tags to what it manages, and `describe-task-definition` shows them:

```json
{
  "taskDefinition": {
    "taskDefinitionArn": "arn:aws:ecs:eu-west-1:123456789012:task-definition/web:1",
    "family": "web",
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
  },
  "tags": [{"key": "aws:cloudformation:stack-name", "value": "größer {{x}}"}]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.source import Span
from ecslint.taskdefinition import Items, Service, ServiceTag, TaskDefinition, TaskTag, Text
from ecslint.taskdefinition.wording import shown

MAX_TAGS, MAX_KEY, MAX_VALUE = 50, 128, 256
SIGNS = frozenset("_.:/=+-@")

rule = Rule(
    "TD206",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-using-tags.html",),
)


@rule.check
def of_task(task: TaskDefinition) -> Iterator[Finding]:
    yield from _faults(task.tags, is_described=task.is_described)


@rule.check
def of_service(service: Service) -> Iterator[Finding]:
    yield from _faults(service.tags, is_described=service.is_described)


def _faults(tags: Items[TaskTag] | Items[ServiceTag], *, is_described: bool) -> Iterator[Finding]:
    if not tags.open and len(tags) > MAX_TAGS:
        yield rule.finding(tags[MAX_TAGS].name, f"`{len(tags)}` tags, allowed are {MAX_TAGS}")
    first: dict[str, Span] = {}
    for tag in tags:
        key, value = tag.name, tag.value
        if key.value is not None:
            used = first.setdefault(key.value, key.span)
            if used != key.span:
                yield rule.finding(
                    key,
                    f"tag {shown(key.value)} stands a second time, allowed is each key once",
                    notes=(Note(used, "used here first"),),
                )
            if key.value.lower().startswith("aws:") and not is_described:
                yield rule.finding(key, f"tag {shown(key.value)} begins with `aws:`, which is for AWS alone")
        for text, limit, what in (
            (key, MAX_KEY, "the key of a tag"),
            (value, MAX_VALUE, "the value of a tag"),
        ):
            if fault := _fault(text, limit):
                yield rule.finding(text, f"{what} {fault}")


def _fault(text: Text, limit: int) -> str:
    if text.value is None:
        return ""
    if len(text.value) > limit:
        return f"has `{len(text.value)}` characters, allowed are {limit}"
    strange = next((sign for sign in text.value if not _is_allowed(sign)), None)
    if strange is not None:
        return f"holds {shown(strange)}, allowed are letters, digits, blanks and `_ . : / = + - @`"
    return ""


def _is_allowed(sign: str) -> bool:
    if sign.isalnum() or sign in SIGNS or sign == " ":
        return True
    from unicodedata import category  # noqa: PLC0415 - few tags hold anything else

    return category(sign)[0] in "LZN"
