"""RDS' backups, and what is made of them: which moments there are, in which region, and that a master password is restored that nobody knows.

moto's copy of a database has its secret, its protection and its standby; AWS gives it none of them that aren't asked for.
"""

from copy import copy

from extension.stores import database, replications
from gate import extend
from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.rds.models import DBInstanceAutomatedBackup
from moto.rds.responses import RDSResponse
from shapes import Refusal

# What a restored instance doesn't have of its source, where it isn't asked for.
ITS_OWN = (
    "availability_zone", "backend", "created", "db_subnet_group", "db_parameter_group_name", "deletion_protection", "enabled_cloudwatch_logs_exports",
    "is_replica", "log_file_manager", "manage_master_user_password", "master_user_secret", "max_allocated_storage", "monitoring_interval",
    "monitoring_role_arn", "multi_az", "option_group_name", "remembered", "replicas", "tags", "vpc_security_group_ids",
)  # fmt: skip


def window(backup):
    taken = [each.created for each in backup.automated_snapshots]
    return {"EarliestTime": min(taken), "LatestTime": utcnow()}


DBInstanceAutomatedBackup.restore_window = property(window)


def source_of(call, given):
    """The database, and the key that the backup is encrypted with."""
    arn = given.get("SourceDBInstanceAutomatedBackupsArn")
    if arn is None:
        found = call.backend.describe_db_instances(given["SourceDBInstanceIdentifier"])[0]
        return found, found.kms_key_id
    backup = next((each for each in replications.items(call).values() if each["DBInstanceAutomatedBackupsArn"] == arn), None)
    if backup is None:
        raise Refusal("DBInstanceAutomatedBackupNotFound", f"DBInstanceAutomatedBackup {arn} not found.")
    return database(call, backup), backup.get("KmsKeyId")


def moment(source, given):
    time, latest = given.get("RestoreTime"), given.get("UseLatestRestorableTime")
    if (time is None) == (not latest):
        raise Refusal("InvalidParameterCombination", "Specify either RestoreTime or UseLatestRestorableTime.")
    # RDS counts whole seconds.
    if time is not None and not source.created.replace(microsecond=0) <= time.replace(tzinfo=None) <= utcnow():
        raise Refusal("InvalidRestoreFault", f"{source.db_instance_identifier} can't be restored to {time}.")


def restored(call, source, target, key):
    """An instance with the source's data, and the settings that were asked for."""
    same = {name.lstrip("_"): copy(value) for name, value in source.__dict__.items() if name.lstrip("_") not in ITS_OWN}
    asked = {name: value for name, value in call.params.items() if value is not None}
    made = {**same, "kms_key_id": key, **asked, "db_instance_identifier": target}
    return ActionResult({"DBInstance": call.backend.create_db_instance(made)})


def restore_db_instance_to_point_in_time(call):
    given = call.rehearsed[1]
    source, key = source_of(call, given)
    moment(source, given)
    return restored(call, source, given["TargetDBInstanceIdentifier"], key)


def restore_db_instance_from_db_snapshot(call):
    given = call.rehearsed[1]
    found = call.backend.describe_db_snapshots(None, db_snapshot_identifier=given["DBSnapshotIdentifier"])[0]
    return restored(call, found.database, given["DBInstanceIdentifier"], found.kms_key_id)


def create_db_instance_read_replica(call):
    """Of a database whose master password RDS keeps there is none: AWS says so in these words."""
    source = call.backend.find_db_from_id(call.rehearsed[1]["SourceDBInstanceIdentifier"])
    if source.manage_master_user_password:
        text = "Creating read replicas for source instance with engine {} where ManageMasterUserPassword is enabled is not supported"
        raise Refusal("InvalidParameterValue", text.format(source.engine))
    return plain_replica(call)


plain_replica = RDSResponse.create_db_instance_read_replica
for operation in (restore_db_instance_to_point_in_time, restore_db_instance_from_db_snapshot, create_db_instance_read_replica):
    extend(RDSResponse, operation.__name__, operation)
