"""Backup's selections and restore tests, keys in another region, and the keys of log groups."""

from moto.backup import urls
from moto.backup.responses import BackupResponse
from moto.core.responses import ActionResult, EmptyResult
from moto.kms.models import kms_backends
from moto.kms.responses import KmsResponse
from moto.logs.responses import LogsResponse
from moto.moto_api._internal import mock_random as random

from family import Family, arn, names
from gate import extend
from shapes import Refusal
from tags import Tags

urls.url_paths["{0}/(?P<rest>.+)$"] = urls.response.dispatch


def plan_is_there(call, given):
    if given["BackupPlanId"] not in call.backup_backend.plans:
        raise Refusal("ResourceNotFoundException", f"Failed reading Backup plan {given['BackupPlanId']}")


backup = {"response": BackupResponse, "backend": lambda call: call.backup_backend, "taken": "AlreadyExistsException"}


def restore_plan(call, item):
    made = f"restore-testing-plan:{item['RestoreTestingPlanName']}-{random.uuid4()}"
    return {"RestoreTestingPlanArn": arn(call, "backup", made)}


def verbs(noun, **others):
    return names(noun, read=f"Get{noun}", list=f"List{noun}s", **others)


Family(
    "selection", **backup, key="BackupPlanId SelectionId", operations=verbs("BackupSelection", update=""),
    container="BackupSelection", nested="BackupSelection", needs=plan_is_there, added="CreationDate",
    computed=lambda call, item: {"SelectionId": str(random.uuid4())},
)  # fmt: skip
plans = Family(
    "restore testing plan", **backup, key="RestoreTestingPlanName", operations=verbs("RestoreTestingPlan"),
    container="RestoreTestingPlan", nested="RestoreTestingPlan", computed=restore_plan,
    arn="RestoreTestingPlanArn", added="CreationTime", touched="UpdateTime",
)  # fmt: skip
Family(
    "restore testing selection", **backup, key="RestoreTestingPlanName RestoreTestingSelectionName",
    operations=verbs("RestoreTestingSelection"), container="RestoreTestingSelection", nested="RestoreTestingSelection",
    computed=lambda call, item: {"RestoreTestingPlanArn": plans.one(call, item)["RestoreTestingPlanArn"]},
    needs=plans.one, added="CreationTime", touched="UpdateTime",
)  # fmt: skip
def list_tags(call):
    """moto looks for the ARN before a slash that not every SDK ends its path with."""
    return ActionResult({"Tags": call.backup_backend.list_tags(call.rehearsed[1]["ResourceArn"])})


extend(BackupResponse, "ListTags", list_tags)
Tags(BackupResponse, "ResourceArn", "Tags", "TagKeyList", "TagResource UntagResource ListTags")


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


def key_of_logs(call):
    given = call.rehearsed[1]
    groups = call.logs_backend.groups
    if given.get("logGroupName") not in groups:
        raise Refusal("ResourceNotFoundException", "The specified log group does not exist.")
    groups[given["logGroupName"]].kms_key_id = given.get("kmsKeyId")
    return EmptyResult()


extend(LogsResponse, "AssociateKmsKey", key_of_logs)
extend(LogsResponse, "DisassociateKmsKey", lambda call: key_of_logs(call))
