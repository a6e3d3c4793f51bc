"""The volumes of a task: which ones its containers use, and what those on EFS say of encryption."""

from ecslint.finding import Edit
from ecslint.record import NamedTuple
from ecslint.taskdefinition.task import EfsVolumeConfiguration, TaskDefinition
from ecslint.taskdefinition.values import Value


def mounted_names(task: TaskDefinition) -> frozenset[str] | None:
    """The names of the volumes that containers mount; `None` when not all of them are known."""
    if task.containers.open:
        return None
    names: set[str] = set()
    for container in task.containers:
        if container.mount_points.open:
            return None
        for mount in container.mount_points:
            if mount.source_volume.unknown:
                return None
            names.add(mount.source_volume.value or "")
    return frozenset(names)


class EncryptionNeed(NamedTuple):
    """Something that AWS takes only with encryption in transit: what, where it stands, and what AWS says without it."""

    what: str
    place: Value
    refusal: str = ""


def lacks_encryption(efs: EfsVolumeConfiguration) -> bool:
    """Is a volume certainly mounted without encryption in transit?"""
    return efs.transit_encryption.value == "DISABLED" or efs.transit_encryption.absent


def encryption_need(efs: EfsVolumeConfiguration) -> EncryptionNeed | None:
    """Why a volume needs encryption in transit, if AWS insists on it."""
    authorization = efs.authorization_config
    if authorization.iam.value == "ENABLED":
        return EncryptionNeed(
            "IAM authorization",
            authorization.iam,
            "EFS IAM authorization requires TransitEncryption to be enabled",
        )
    if authorization.access_point_id.present:
        return EncryptionNeed("an access point", authorization.access_point_id)
    if efs.transit_encryption_port.present:
        return EncryptionNeed(
            "`transitEncryptionPort`",
            efs.transit_encryption_port,
            "TransitEncryptionPort requires that TransitEncryption is enabled",
        )
    return None


def encrypted(efs: EfsVolumeConfiguration) -> tuple[Edit, ...]:
    """The edits that switch encryption in transit on."""
    encryption = efs.transit_encryption
    if encryption.node is None:
        return efs.add("transitEncryption", '"ENABLED"')
    return (encryption.replace('"ENABLED"'),)
