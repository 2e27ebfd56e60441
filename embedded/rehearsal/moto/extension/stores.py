"""ElastiCache's user and parameter groups, and RDS' backups in another region."""

from botocore import xform_name
from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import utcnow
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


def taken_subnet_group(call):
    name = call.rehearsed[1]["CacheSubnetGroupName"]
    found = call.elasticache_backend.cache_subnet_groups.pop(name, None)
    if found is None:
        raise Refusal("CacheSubnetGroupNotFoundFault", f"Cache subnet group {name} not found.")
    return found


def delete_cache_subnet_group(call):
    taken_subnet_group(call)
    return EmptyResult()


def modify_cache_subnet_group(call):
    old, given = taken_subnet_group(call), call.rehearsed[1]
    text, subnets = given.get("CacheSubnetGroupDescription", old.cache_subnet_group_description), given.get("SubnetIds", old.subnet_ids)
    make = call.elasticache_backend.create_cache_subnet_group
    return ActionResult({"CacheSubnetGroup": make(given["CacheSubnetGroupName"], text, subnets, old.tags)})


for operation in (delete_cache_subnet_group, modify_cache_subnet_group):
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
    found = [{**each, "RestoreWindow": {"EarliestTime": each["createdAt"], "LatestTime": utcnow()}} for each in found]
    own = [] if "DBInstanceAutomatedBackupsArn" in asked else list(result.result["DBInstanceAutomatedBackups"])
    return ActionResult({"DBInstanceAutomatedBackups": own + found})


plain_backups = RDSResponse.describe_db_instance_automated_backups
extend(RDSResponse, "DescribeDBInstanceAutomatedBackups", automated_backups)
