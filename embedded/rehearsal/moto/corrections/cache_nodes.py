"""ElastiCache's replication groups: as many nodes as are asked for, each a cluster that tells of itself, and gone when they are deleted."""

from inspect import signature

from botocore import xform_name
from gate import extend
from moto.elasticache.responses import ElastiCacheResponse


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
