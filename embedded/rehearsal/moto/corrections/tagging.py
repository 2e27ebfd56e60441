"""The tagging API tells of every kind that AWS' own does: moto leaves many out, and knows nothing of what the extension keeps."""

from moto.budgets.models import budgets_backends
from moto.ce.models import ce_backends
from moto.core.resource_tagging import TaggedResource, make_tag_matcher
from moto.ec2.models import ec2_backends
from moto.ecr.models import ecr_backends
from moto.eks.models import eks_backends
from moto.elasticache.models import elasticache_backends
from moto.rds.models import rds_backends
from moto.resourcegroupstaggingapi.models import ResourceGroupsTaggingAPIBackend
from moto.wafv2.models import wafv2_backends


def others(account, region):
    """ARN and tags of what moto's own list leaves out."""
    ec2 = ec2_backends[account][region]
    kinds = {
        "elastic-ip": [each.allocation_id for each in ec2.addresses],
        "launch-template": ec2.launch_templates,
        "vpc-endpoint": ec2.vpc_end_points,
    }
    for kind, ids in kinds.items():
        for one in ids:
            yield f"arn:aws:ec2:{region}:{account}:{kind}/{one}", ec2.tags.get(one, {})
    for cluster in eks_backends[account][region].clusters.values():
        for each in (cluster, *cluster.nodegroups.values()):
            yield each.arn, each.tags
    for repository in ecr_backends[account][region].repositories.values():
        yield repository.arn, ecr_backends[account][region].tagger.get_tag_dict_for_resource(repository.arn)
    rds = rds_backends[account][region]
    for group in (*rds.db_parameter_groups.values(), *rds.subnet_groups.values()):
        yield group.arn, pairs(group.tags)
    waf = wafv2_backends[account][region]
    for acl in waf.wacls.values():
        yield acl.arn, waf.tagging_service.get_tag_dict_for_resource(acl.arn)
    yield from of_extension(ce_backends[account]["aws"])
    yield from of_extension(elasticache_backends[account][region])
    for arn, item in budgets_backends[account]["aws"].__dict__.get("rehearsed_tags", {}).items():
        yield arn, pairs(item["ResourceTags"])


def of_extension(backend):
    for items in backend.__dict__.get("rehearsal", {}).values():
        for item in items.values():
            for arn in ("ARN", "MonitorArn", "SubscriptionArn"):
                if arn in item:
                    yield item[arn], pairs(item.get("Tags") or item.get("ResourceTags"))


def pairs(tags):
    return tags if isinstance(tags, dict) else {each["Key"]: each["Value"] for each in tags or []}


def generator(self, tag_filters=None, resource_type_filters=None, resource_arn_list=None):
    yield from plain(self, tag_filters, resource_type_filters, resource_arn_list)
    matches = make_tag_matcher(tag_filters)
    for arn, tags in others(self.account_id, self.region_name):
        if not resource_type_filters and matches(tags) and (not resource_arn_list or arn in resource_arn_list):
            yield TaggedResource(arn, tags, arn.split(":")[2])


plain = ResourceGroupsTaggingAPIBackend._get_resources_generator
ResourceGroupsTaggingAPIBackend._get_resources_generator = generator
