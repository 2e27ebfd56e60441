"""Backup's selections and restore tests and the keys of log groups."""

from moto.backup import urls
from moto.backup.models import Plan
from moto.backup.responses import BackupResponse
from moto.core.responses import ActionResult, EmptyResult
from moto.logs.responses import LogsResponse
from moto.moto_api._internal import mock_random as random

from family import Family, arn, names
from gate import extend
from shapes import Refusal
from tags import Tags

urls.url_paths["{0}/(?P<rest>.+)$"] = urls.response.dispatch


def plan_of(call, given):
    if given["BackupPlanId"] not in call.backup_backend.plans:
        raise Refusal("ResourceNotFoundException", f"Failed reading Backup plan {given['BackupPlanId']}")
    return call.backup_backend.plans[given["BackupPlanId"]]


def update_backup_plan(call):
    plan, given = plan_of(call, call.rehearsed[1]), call.rehearsed[1]
    plan.backup_plan = Plan(given["BackupPlan"], "", call.backup_backend).backup_plan
    return ActionResult(plan.to_dict())


backup = {"response": BackupResponse, "backend": lambda call: call.backup_backend, "taken": "AlreadyExistsException"}


def restore_plan(call, item):
    made = f"restore-testing-plan:{item['RestoreTestingPlanName']}-{random.uuid4()}"
    return {"RestoreTestingPlanArn": arn(call, "backup", made)}


def verbs(noun, **others):
    return names(noun, read=f"Get{noun}", list=f"List{noun}s", **others)


Family(
    "selection", **backup, key="BackupPlanId SelectionId", operations=verbs("BackupSelection", update=""),
    container="BackupSelection", nested="BackupSelection", needs=plan_of, added="CreationDate",
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
Tags(BackupResponse, "ResourceArn", "Tags", "TagKeyList", "TagResource UntagResource ListTags")


def key_of_logs(call):
    given, groups = call.rehearsed[1], call.logs_backend.groups
    if given.get("logGroupName") not in groups:
        raise Refusal("ResourceNotFoundException", "The specified log group does not exist.")
    groups[given["logGroupName"]].kms_key_id = given.get("kmsKeyId")
    return EmptyResult()


extend(BackupResponse, "UpdateBackupPlan", update_backup_plan)
extend(LogsResponse, "AssociateKmsKey", key_of_logs)
extend(LogsResponse, "DisassociateKmsKey", lambda call: key_of_logs(call))
