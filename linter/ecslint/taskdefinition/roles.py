"""What a task needs its execution role for: at registration, and when its containers start."""

from collections.abc import Iterator

from ecslint.record import NamedTuple
from ecslint.source import Span
from ecslint.taskdefinition.images import image_reference
from ecslint.taskdefinition.task import TaskDefinition

_FARGATE = "Fargate requires task definition to have execution role ARN to support"


class Need(NamedTuple):
    """Something that works with an execution role only: what, what AWS says without one, and where it stands."""

    what: str
    aws: str
    place: Span


def need_at_registration(task: TaskDefinition) -> Need | None:
    """The first thing for which AWS refuses a definition without execution role."""
    for container in task.containers:
        for secrets in (container.secrets, container.log_configuration.secret_options):
            first = next((secret for secret in secrets if secret), None)
            if first is not None:
                aws = "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'"
                return Need("secrets need", aws, first.span)
    if not task.is_fargate:
        return None
    for container in task.containers:
        image = image_reference(container)
        if image is not None and image.is_ecr:
            return Need("images from ECR need on Fargate", f"{_FARGATE} ECR images", container.image.span)
        driver = container.log_configuration.log_driver
        if driver.value == "awslogs":
            return Need("the log driver needs on Fargate", f"{_FARGATE} log driver awslogs", driver.span)
    return None


def needs_at_start(task: TaskDefinition) -> Iterator[Need]:
    """What AWS registers without execution role, and what then fails when a task starts."""
    for container in task.containers:
        if container.repository_credentials.credentials_parameter.present:
            yield Need("`repositoryCredentials` need", "", container.repository_credentials.span)
        if len(container.environment_files):
            yield Need("`environmentFiles` need", "", container.environment_files.span)
        if container.firelens_configuration.options["config-file-type"].value == "s3":
            place = container.firelens_configuration.options["config-file-type"].span
            yield Need("a FireLens file in S3 needs", "", place)
        if len(container.credential_specs):
            yield Need("`credentialSpecs` need", "", container.credential_specs.span)
