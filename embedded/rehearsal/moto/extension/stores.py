"""ElastiCache's user and parameter groups, and RDS' backups in another region."""

from inspect import signature

from botocore import xform_name
from moto.core.responses import ActionResult
from moto.elasticache.responses import ElastiCacheResponse
from moto.moto_api._internal import mock_random as random
from moto.rds.models import rds_backends
from moto.rds.responses import RDSResponse

from family import Family, arn, names
from gate import extend
from shapes import Refusal
from tags import Tags


def users_are_there(call, given):
    known = call.elasticache_backend.users
    for each in [*given.get("UserIds", []), *given.get("UserIdsToAdd", [])]:
        if each not in known:
            raise Refusal("UserNotFound", f"User {each} not found.")


def other_users(call, item, given):
    users_are_there(call, given)
    kept = [each for each in item["UserIds"] if each not in given.get("UserIdsToRemove", [])]
    return {"UserIds": [*kept, *given.get("UserIdsToAdd", [])], "Engine": given.get("Engine", item["Engine"])}


def parameters(call, item, given):
    """All that was set; what a group has of its family isn't told."""
    set_now = {each["ParameterName"]: each for each in [*item["Parameters"], *given.get("ParameterNameValues", [])]}
    if call.rehearsed[0].name.startswith("Reset"):
        names = [each["ParameterName"] for each in given.get("ParameterNameValues", [])]
        gone = set_now if given.get("ResetAllParameters") else names
        set_now = {name: each for name, each in set_now.items() if name not in gone}
    return {"Parameters": [{**each, "Source": "user"} for each in set_now.values()]}


def parameter_group(call, item):
    named = arn(call, "elasticache", "parametergroup:" + item["CacheParameterGroupName"])
    return {"ARN": named, "IsGlobal": False, "Parameters": []}


cache = {"response": ElastiCacheResponse, "backend": lambda call: call.elasticache_backend, "arn": "ARN"}
Family(
    "user group", **cache, key="UserGroupId",
    operations=names("UserGroup", read="", update="ModifyUserGroup", list="DescribeUserGroups"),
    computed=lambda call, item: {"Status": "active", "ARN": arn(call, "elasticache", "usergroup:" + item["UserGroupId"])},
    changed=other_users, needs=users_are_there, unknown="UserGroupNotFound", taken="UserGroupAlreadyExists",
)  # fmt: skip
Family(
    "parameter group", **cache, key="CacheParameterGroupName", container="CacheParameterGroup",
    operations=names(
        "CacheParameterGroup", update="ModifyCacheParameterGroup", list="DescribeCacheParameterGroups",
        read="DescribeCacheParameters", reset="ResetCacheParameterGroup",
    ),
    computed=parameter_group, changed=parameters,
    unknown="CacheParameterGroupNotFound", taken="CacheParameterGroupAlreadyExists",
)  # fmt: skip
tag_operations = "AddTagsToResource RemoveTagsFromResource ListTagsForResource"
Tags(ElastiCacheResponse, "ResourceName", "Tags", "TagKeys", tag_operations, "TagList")


def create_replication_group(call):
    # Without this moto makes one node, whatever is asked for.
    if call.params.get("NumCacheClusters"):
        call.params["ReplicasPerNodeGroup"] = call.params["NumCacheClusters"] - 1
    return with_nodes(call, plain_group(call))


def modify_replication_group(call):
    answer, given = plain_modify(call), call.rehearsed[1]
    group, added = answer.result["ReplicationGroup"], given.get("UserGroupIdsToAdd", [])
    kept = [each for each in group.user_group_ids if each not in given.get("UserGroupIdsToRemove", [])]
    group.user_group_ids = kept + added
    for name in ("EngineVersion", "CacheParameterGroupName", "SecurityGroupIds", "PreferredMaintenanceWindow", "SnapshotWindow"):
        setattr(group, xform_name(name), given.get(name, getattr(group, xform_name(name))))
    return with_nodes(call, answer)


def with_nodes(call, answer):
    """A group's nodes are clusters that can be asked for themselves."""
    group, clusters = answer.result["ReplicationGroup"], call.elasticache_backend.cache_clusters
    for member in group.member_clusters:
        clusters.pop(member, None)
        names = signature(call.elasticache_backend.create_cache_cluster).parameters
        same = {name: getattr(group, name, None) for name in names}
        node = call.elasticache_backend.create_cache_cluster(**{**same, "cache_cluster_id": member, "tags": None})
        node.num_cache_nodes, node.replication_group_id = 1, group.replication_group_id
        node.cache_parameter_group = {"CacheParameterGroupName": group.cache_parameter_group_name}
        node.security_groups = [{"SecurityGroupId": each, "Status": "active"} for each in group.security_group_ids or []]
        for name in ("snapshot_window", "at_rest_encryption_enabled", "transit_encryption_mode"):
            setattr(node, name, getattr(group, name))
    return answer


def delete_replication_group(call):
    given, backend = call.rehearsed[1], call.elasticache_backend
    if "FinalSnapshotIdentifier" in given:
        backend.create_snapshot(given["FinalSnapshotIdentifier"], given["ReplicationGroupId"], None, None, None)
    answer = plain_delete(call)
    for member in answer.result["ReplicationGroup"].member_clusters:
        backend.cache_clusters.pop(member, None)
    del backend.replication_groups[given["ReplicationGroupId"]]
    return answer


plain_group, plain_modify = ElastiCacheResponse.create_replication_group, ElastiCacheResponse.modify_replication_group
plain_delete = ElastiCacheResponse.delete_replication_group
for operation in (create_replication_group, modify_replication_group, delete_replication_group):
    extend(ElastiCacheResponse, operation.__name__, operation)


def database(call, given):
    source = given["SourceDBInstanceArn"]
    known = rds_backends[call.current_account][source.split(":")[3]].databases.values()
    found = next((each for each in known if each.db_instance_arn == source), None)
    if found is None:
        raise Refusal("DBInstanceNotFound", f"DBInstance {source} not found.")
    return found


def replication(call, item):
    source = database(call, item)
    return {
        "BackupRetentionPeriod": 7,
        **{member: getattr(source, xform_name(member)) for member in COPIED},
        **item,
        "DBInstanceArn": item["SourceDBInstanceArn"],
        "Region": item["SourceDBInstanceArn"].split(":")[3],
        "DBInstanceAutomatedBackupsArn": arn(call, "rds", "auto-backup:ab-" + random.get_random_string(36).lower()),
        "Status": "replicating",
    }


COPIED = ("DbiResourceId", "DBInstanceIdentifier", "Engine", "EngineVersion", "AllocatedStorage")
replications = Family(
    "automated backup", RDSResponse, lambda call: call.backend, "SourceDBInstanceArn",
    "create:StartDBInstanceAutomatedBackupsReplication delete:StopDBInstanceAutomatedBackupsReplication",
    container="DBInstanceAutomatedBackup", computed=replication, needs=database,
    unknown="DBInstanceNotFound", taken="InvalidDBInstanceState",
)  # fmt: skip


def automated_backups(call):
    """moto's own and those of other regions."""
    result = plain_backups(call)
    asked = {name: value for name, value in call.rehearsed[1].items() if isinstance(value, str)}
    found = [each for each in replications.items(call).values() if all(each.get(k) == v for k, v in asked.items())]
    own = [] if "DBInstanceAutomatedBackupsArn" in asked else list(result.result["DBInstanceAutomatedBackups"])
    return ActionResult({"DBInstanceAutomatedBackups": own + found})


plain_backups = RDSResponse.describe_db_instance_automated_backups
extend(RDSResponse, "DescribeDBInstanceAutomatedBackups", automated_backups)
