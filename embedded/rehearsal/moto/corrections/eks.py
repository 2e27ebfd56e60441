"""What moto tells wrongly of clusters and node groups: what EKS adds by itself, protects, and calls an update."""

import os

from botocore import xform_name
from extension.eks import addons, associations, done, entries, kept, policies
from gate import extend
from moto.core.responses import ActionResult
from moto.ec2.models import ec2_backends
from moto.eks.responses import EKSResponse
from moto.moto_api._internal import mock_random as random
from shapes import Refusal

plain_create, plain_delete = EKSResponse.create_cluster, EKSResponse.delete_cluster
plain_nodegroup, plain_nodegroup_config = EKSResponse.create_nodegroup, EKSResponse.update_nodegroup_config


def create_cluster(call):
    """With what EKS adds by itself: the security group that control plane and nodes share, and where the API server is."""
    result = plain_create(call)
    cluster = result.result["cluster"]
    own = cluster.resources_vpc_config
    ec2 = ec2_backends[call.current_account][call.region]
    subnets = own.get("subnetIds", [])
    defaults = {"endpointPublicAccess": True, "endpointPrivateAccess": False}
    vpc = ec2.get_subnet(subnets[0]).vpc_id if subnets else None
    if vpc:
        name = f"eks-cluster-sg-{cluster.name}-{random.randint(10**8, 10**9)}"
        defaults["clusterSecurityGroupId"] = ec2.create_security_group(name, "EKS created security group", vpc).id
        defaults["vpcId"] = vpc
    cluster.resources_vpc_config = {**defaults, **own}
    cluster.endpoint = place(call, "ENDPOINT", cluster.endpoint)
    cluster.certificate_authority = {"data": place(call, "CA", cluster.certificate_authority["data"])}
    return result


def place(call, what, default):
    """The region's own, where it has one."""
    return os.environ.get(f"REHEARSAL_EKS_{what}_{call.region}", os.environ.get(f"REHEARSAL_EKS_{what}", default))


def delete_cluster(call):
    name = call.rehearsed[1]["name"]
    cluster = call.eks_backend.describe_cluster(name)
    if getattr(cluster, "deletion_protection", None):
        text = f"Cluster {name} has deletion protection enabled: disable it first"
        raise Refusal("InvalidRequestException", text)
    result = plain_delete(call)
    for family in (addons, entries, policies, associations):
        for key in [key for key in family.items(call) if key[0] == name]:
            del family.items(call)[key]
    group = cluster.resources_vpc_config.get("clusterSecurityGroupId")
    if group:
        ec2_backends[call.current_account][call.region].delete_security_group(group_id=group)
    return result


def update_cluster_config(call):
    given = {xform_name(name): value for name, value in call.rehearsed[1].items()}
    cluster = call.eks_backend.describe_cluster(given.pop("name"))
    for name, value in given.items():
        old = getattr(cluster, name, None)
        both = isinstance(old, dict) and isinstance(value, dict)
        setattr(cluster, name, {**old, **value} if both else value)
    return ActionResult(done(call, "ConfigUpdate"))


def create_nodegroup(call):
    result = plain_nodegroup(call)
    group, given = result.result["nodegroup"], call.rehearsed[1]
    # moto gives every group a key pair for SSH.
    group.remote_access = given.get("remoteAccess")
    if "version" not in given:
        group.version = call.eks_backend.describe_cluster(given["clusterName"]).version
    return result


def update_nodegroup_config(call):
    result = plain_nodegroup_config(call)
    kept(call)[result.result["update"]["id"]] = result.result["update"]
    return result


for operation in (create_cluster, delete_cluster, update_cluster_config, create_nodegroup, update_nodegroup_config):
    extend(EKSResponse, operation.__name__, operation)
