"""Value of a type that does not fit

A list where one object is expected, a text where `true` or `false` is, an object for a string: the AWS CLI refuses the
file. Numbers, texts and lists that are most often mixed up have rules of their own.

```diff
  {
    "family": "web",
    "containerDefinitions": [
      {
        "name": "web",
        "image": "nginx:1.27",
        "memory": 128,
-       "essential": "true",
-       "readonlyRootFilesystem": "false"
+       "essential": true,
+       "readonlyRootFilesystem": false
      }
    ]
  }
```

```diff
  {
    "family": "web",
    "containerDefinitions": [
      {
        "name": "web",
        "image": "nginx:1.27",
        "memory": 128,
-       "environment": {"PORT": "80"},
-       "logConfiguration": [{"logDriver": "awslogs"}]
+       "environment": [{"name": "PORT", "value": "80"}],
+       "logConfiguration": {"logDriver": "awslogs"}
      }
    ]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Rule, Severity
from ecslint.taskdefinition import Array, Constant, Number, Object, ShapeFault, String

rule = Rule(
    "TD013",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html",),
    peers=("cfn-lint:E3012",),
    fix="safe",
)

_NAMES = {
    "string": "a string",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "`true` or `false`",
    "array": "a list",
    "object": "an object",
}
_FOUND = (
    (String, "a string"),
    (Number, "a number"),
    (Constant, "a truth value"),
    (Array, "a list"),
    (Object, "an object"),
)


@rule.check
def wrong(fault: ShapeFault) -> Iterator[Finding]:
    node = fault.node
    if fault.kind != "type" or _is_elsewhere(fault):
        return
    found = next(name for kind, name in _FOUND if isinstance(node, kind))
    word = node.value.strip().lower() if isinstance(node, String) and fault.expected == "boolean" else ""
    fix = Fix("Drop the quotes", fault.replace(word), safe=True) if word in {"true", "false"} else None
    yield rule.finding(
        fault,
        f"`{fault.name or 'the file'}` is {found} here, allowed is {_NAMES[fault.expected]} "
        f"(AWS: Invalid type for parameter {fault.path or 'input'})",
        fix=fix,
    )


def _is_elsewhere(fault: ShapeFault) -> bool:
    """Has it a rule of its own?"""
    node, expected = fault.node, fault.expected
    return (
        (expected == "string" and isinstance(node, Number | Constant))
        or (expected == "integer" and isinstance(node, String | Number))
        or (expected == "array" and isinstance(node, String))
    )
