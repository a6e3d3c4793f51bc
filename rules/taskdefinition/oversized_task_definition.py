"""Task definition larger than AWS takes

A task definition may have 65536 bytes, with its white space taken away. Long lists of variables are what fills it: move them to
a file in S3 (`environmentFiles`), or to parameters and secrets that the program reads itself. The option `max-bytes` keeps room
for what a pipeline adds before it registers the file.

```diff max-bytes=100
  {
-   "family": "a-name-that-is-longer-than-any-name-needs-to-be",
+   "family": "web",
    "containerDefinitions": [
      {
        "name": "web",
        "image": "nginx:1.27"
      }
    ]
  }
```
"""

from collections.abc import Iterator

from ecslint.record import NamedTuple
from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import TaskDefinition, to_python
from ecslint.taskdefinition.wording import shown


class Options(NamedTuple):
    """max_bytes: how many bytes a definition may have, for AWS 65536"""

    max_bytes: int = 65536


rule = Rule(
    "TD203",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html",),
    options=Options,
)


@rule.check
def oversized(task: TaskDefinition, options: Options) -> Iterator[Finding]:
    node = task.node
    # A character has four bytes at most; most files are too small to be worth counting.
    if node is None or (node.end - node.start) * 4 <= options.max_bytes:
        return
    import json  # noqa: PLC0415 - most files are too small

    # What a template will stand for is counted as nothing, so this is the least it can be.
    text = json.dumps(to_python(node), separators=(",", ":"), ensure_ascii=False)
    size = len(text.encode("utf-8", "replace"))
    if size > options.max_bytes:
        yield rule.finding(
            task,
            f"the definition has {shown(size)} bytes, allowed are {options.max_bytes} "
            f"(AWS: Actual length: '{size}'. Max allowed length is '{options.max_bytes}' bytes)",
        )
