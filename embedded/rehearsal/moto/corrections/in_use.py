"""What AWS doesn't take away while something stands in it or on it, and moto does: subnets, security groups, a VPC's way out, a protected
load balancer."""

from gate import extend
from moto.ec2.responses.internet_gateways import InternetGateways
from moto.ec2.responses.security_groups import SecurityGroups
from moto.ec2.responses.subnets import Subnets
from moto.eks.models import eks_backends
from moto.elasticache.models import elasticache_backends
from moto.elbv2.models import elbv2_backends
from moto.elbv2.responses import ELBV2Response
from moto.rds.models import rds_backends
from shapes import Refusal


def users(call):
    """Everything with network interfaces: what it is, its subnets and its security groups."""
    at = lambda backends: backends[call.current_account][call.region]  # noqa: E731
    ec2, cache = call.ec2_backend, at(elasticache_backends)
    for gateway in list(ec2.nat_gateways.values()):
        if gateway.state != "deleted":
            yield gateway.id, [gateway.subnet_id], []
    for endpoint in list(ec2.vpc_end_points.values()):
        if endpoint.state != "deleted":
            yield endpoint.id, endpoint.subnet_ids or [], endpoint.security_group_ids
    for balancer in list(at(elbv2_backends).load_balancers.values()):
        yield balancer.name, [subnet.id for subnet in balancer.subnets], balancer.security_groups
    for cluster in list(at(eks_backends).clusters.values()):
        own = cluster.resources_vpc_config
        groups = [*own.get("securityGroupIds", []), own.get("clusterSecurityGroupId")]
        yield cluster.name, own.get("subnetIds", []), groups
        for group in list(cluster.nodegroups.values()):
            yield group.nodegroup_name, group.subnets, []
    for database in list(at(rds_backends).databases.values()):
        subnets = database.db_subnet_group._subnets if database.db_subnet_group else []
        yield database.db_instance_identifier, [subnet.id for subnet in subnets], database.vpc_security_group_ids
    for group in list(cache.replication_groups.values()):
        subnets = cache.cache_subnet_groups.get(group.cache_subnet_group_name)
        yield group.replication_group_id, subnets.subnet_ids if subnets else [], group.security_group_ids or []


def in_use(text):
    return Refusal("DependencyViolation", text)


def delete_subnet(call):
    subnet = call.rehearsed[1]["SubnetId"]
    held = [name for name, subnets, _ in users(call) if subnet in subnets]
    if held:
        raise in_use(f"The subnet '{subnet}' has dependencies and cannot be deleted: {', '.join(held)}")
    return plain_subnet(call)


def delete_security_group(call):
    group = call.rehearsed[1].get("GroupId")
    held = [name for name, _, groups in users(call) if group in groups]
    others = [each for groups in list(call.ec2_backend.groups.values()) for each in list(groups.values()) if each.id != group]
    for other in others:
        if any(rule.source_group.get("GroupId") == group for rule in [*other.ingress_rules, *other.egress_rules]):
            held.append(other.id)
    if held:
        raise in_use(f"resource {group} has a dependent object: {', '.join(held)}")
    return plain_group(call)


def detach_internet_gateway(call):
    vpc = call.rehearsed[1]["VpcId"]
    gateways = list(call.ec2_backend.nat_gateways.values())
    if any(each.vpc_id == vpc and each.connectivity_type != "private" and each.state != "deleted" for each in gateways):
        raise in_use(f"Network {vpc} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.")
    return plain_detach(call)


def delete_load_balancer(call):
    found = call.elbv2_backend.load_balancers.get(call.rehearsed[1]["LoadBalancerArn"])
    if found and found.attrs.get("deletion_protection.enabled") == "true":
        text = f"Load balancer '{found.arn}' cannot be deleted because deletion protection is enabled"
        raise Refusal("OperationNotPermitted", text)
    return plain_balancer(call)


plain_subnet, plain_group = Subnets.delete_subnet, SecurityGroups.delete_security_group
plain_detach, plain_balancer = InternetGateways.detach_internet_gateway, ELBV2Response.delete_load_balancer
extend(Subnets, "DeleteSubnet", delete_subnet)
extend(SecurityGroups, "DeleteSecurityGroup", delete_security_group)
extend(InternetGateways, "DetachInternetGateway", detach_internet_gateway)
extend(ELBV2Response, "DeleteLoadBalancer", delete_load_balancer)
