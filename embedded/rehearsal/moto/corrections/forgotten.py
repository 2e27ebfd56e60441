"""What moto takes and doesn't tell again: of keys and their replicas, firewalls, launch templates, buckets, backups, budgets, rules and
parameters."""

import json

import xmltodict
from extension.costs import tags_of_budget
from family import arn
from gate import extend
from moto.budgets.responses import BudgetsResponse
from moto.core.responses import ActionResult
from moto.ec2.models.security_groups import SecurityGroupRule
from moto.ec2.responses.launch_templates import LaunchTemplates
from moto.kms.models import kms_backends
from moto.kms.responses import KmsResponse
from moto.rds.responses import RDSResponse
from moto.s3.responses import S3Response
from moto.wafv2.models import FakeWebACL
from moto.wafv2.responses import WAFV2Response

plain_rotation, plain_status = KmsResponse.enable_key_rotation, KmsResponse.get_key_rotation_status
plain_template = LaunchTemplates.create_launch_template
plain_acl, plain_put = FakeWebACL.to_dict, S3Response._bucket_response_put


def key(call):
    return call.kms_backend.keys[call.kms_backend.any_id_to_key_id(call.rehearsed[1]["KeyId"])]


def enable_key_rotation(call):
    answer = plain_rotation(call)
    key(call).rotation_period = call.rehearsed[1].get("RotationPeriodInDays", 365)
    return answer


def get_key_rotation_status(call):
    told = json.loads(plain_status(call))
    period = {"RotationPeriodInDays": key(call).rotation_period} if told["KeyRotationEnabled"] else {}
    return json.dumps({**told, **period})


def with_data_protection(plain):
    def method(call):
        answer, body = plain(call), json.loads(call.body)
        found = next(each for each in call.wafv2_backend.wacls.values() if each.name == body["Name"])
        found.forgotten = {name: body[name] for name in ("DataProtectionConfig",) if name in body}
        return answer

    return method


def create_launch_template(call):
    """moto puts the template's own tags among those of what is launched from it."""
    answer = plain_template(call)
    made = call.ec2_backend.get_launch_template(answer.result["LaunchTemplate"]["LaunchTemplateId"]).versions[0].data
    made["TagSpecifications"] = [each for each in made.get("TagSpecifications", []) if each["ResourceType"] != "launch-template"]
    return answer


def bucket_put(self, request, bucket_name, querystring):
    answer = plain_put(self, request, bucket_name, querystring)
    if not querystring and b"<Tags>" in self.body:
        tags = xmltodict.parse(self.body, force_list=("Tag",))["CreateBucketConfiguration"]["Tags"]["Tag"]
        self.backend.put_bucket_tagging(bucket_name, {each["Key"]: each["Value"] or "" for each in tags})
    return answer


for operation in (enable_key_rotation, get_key_rotation_status):
    extend(KmsResponse, operation.__name__, operation)
for name in ("create_web_acl", "update_web_acl"):
    extend(WAFV2Response, name, with_data_protection(getattr(WAFV2Response, name)))
FakeWebACL.to_dict = lambda self: {**plain_acl(self), **getattr(self, "forgotten", {})}
extend(LaunchTemplates, "create_launch_template", create_launch_template)
S3Response._bucket_response_put = bucket_put


def replicate_key(call):
    """A replica has a policy, a description and tags of its own."""
    answer, given = plain_replicate(call), call.rehearsed[1]
    backend = kms_backends[call.current_account][given["ReplicaRegion"]]
    key = backend.keys[call.kms_backend.get_key_id(given["KeyId"])]
    key.multi_region_configuration = {**key.multi_region_configuration, "MultiRegionKeyType": "REPLICA"}
    key.policy = given.get("Policy") or key.generate_default_policy()
    key.description, key.grants, key.aliases = given.get("Description", ""), {}, {}
    backend.tagger.tag_resource(key.id, given.get("Tags", []))
    return answer


plain_replicate = KmsResponse.replicate_key
extend(KmsResponse, "ReplicateKey", replicate_key)


def describe_db_parameters(call):
    """Each was set by somebody, since moto has no others."""
    told = plain_parameters(call).result["Parameters"]
    return ActionResult({"Parameters": [{**each, "Source": "user"} for each in told]})


plain_parameters = RDSResponse.describe_db_parameters
extend(RDSResponse, "DescribeDBParameters", describe_db_parameters)
# A rule for a group has its description with the group, one for addresses with these.
SecurityGroupRule.description = property(lambda rule: (rule.ip_range or rule.source_group).get("Description"))


def create_budget(call):
    answer, given = plain_budget(call), call.rehearsed[1]
    made = arn(call, "budgets", f"budget/{given['Budget']['BudgetName']}", region="")
    tags_of_budget(call, made)["ResourceTags"] = given.get("ResourceTags", [])
    return answer


plain_budget = BudgetsResponse.create_budget
extend(BudgetsResponse, "CreateBudget", create_budget)


def modify_db_subnet_group(call):
    """moto takes the group out and doesn't put it back."""
    answer, groups = plain_modify(call), call.backend.subnet_groups
    groups[call.rehearsed[1]["DBSubnetGroupName"]] = answer.result["DBSubnetGroup"]
    return answer


plain_modify = RDSResponse.modify_db_subnet_group
extend(RDSResponse, "ModifyDBSubnetGroup", modify_db_subnet_group)
