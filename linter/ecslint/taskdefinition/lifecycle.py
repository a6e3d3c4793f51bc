"""A lifecycle policy of an ECR repository, as rules see it."""

from ecslint.source import Span
from ecslint.taskdefinition.nodes import Node
from ecslint.taskdefinition.records import Record, integer, record, records, text, texts


class LifecycleSelection(Record):
    """Which images a rule is about: by tag, then by age or number."""

    __slots__ = ()
    tag_status = text()
    tag_prefix_list = texts()
    tag_pattern_list = texts()
    storage_class = text()
    count_type = text()
    count_unit = text()
    count_number = integer()


class LifecycleAction(Record):
    """What becomes of the images that a rule selects."""

    __slots__ = ()
    type = text()
    target_storage_class = text()


class LifecycleRule(Record):
    """One rule; those with lower priorities take their images first."""

    __slots__ = ()
    rule_priority = integer()
    description = text()
    selection = record(LifecycleSelection)
    action = record(LifecycleAction)

    @property
    def storage_class(self) -> str:
        """Where its images are; empty where nobody can say."""
        stated = self.selection.storage_class
        return "" if stated.unknown else stated.value or "standard"


class LifecyclePolicy(Record):
    """The whole policy, as `put-lifecycle-policy` takes it."""

    __slots__ = ()
    rules = records(LifecycleRule)

    def __init__(self, node: Node) -> None:
        super().__init__(None, "", node, hidden=False)
        self.present = True

    @property
    def anchor(self) -> Span:
        """The opening bracket."""
        node = self.node
        assert node is not None  # a policy is made from a node
        return Span(node.source, node.start, min(node.start + 1, node.end))
