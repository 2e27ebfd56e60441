"""Backup's selections and restore tests, and the keys of log groups."""

from moto.backup import urls
from moto.backup.responses import BackupResponse
from moto.core.responses import EmptyResult
from moto.logs.responses import LogsResponse
from moto.moto_api._internal import mock_random as random

from .family import Family, arn
from .gate import extend
from .shapes import Refusal
from .tags import Tags

urls.url_paths["{0}/(?P<rest>.+)$"] = urls.response.dispatch


def plan_is_there(call, given):
    if given["BackupPlanId"] not in call.backup_backend.plans:
        raise Refusal("ResourceNotFoundException", f"Failed reading Backup plan {given['BackupPlanId']}")


backup = {"response": BackupResponse, "backend": lambda call: call.backup_backend, "taken": "AlreadyExistsException"}


def verbs(noun):
    kinds = {"create": "Create", "read": "Get", "update": "Update", "delete": "Delete", "list": "List"}
    return {kind: f"{verb}{noun}{'s' if kind == 'list' else ''}" for kind, verb in kinds.items()}


selections = verbs("BackupSelection")
del selections["update"]
Family(
    "selection",
    **backup,
    key=("BackupPlanId", "SelectionId"),
    operations=selections,
    container="BackupSelection",
    nested="BackupSelection",
    computed=lambda call, item: {"SelectionId": str(random.uuid4())},
    needs=plan_is_there,
    added="CreationDate",
)
plans = Family(
    "restore testing plan",
    **backup,
    key=("RestoreTestingPlanName",),
    operations=verbs("RestoreTestingPlan"),
    container="RestoreTestingPlan",
    nested="RestoreTestingPlan",
    computed=lambda call, item: {
        "RestoreTestingPlanArn": arn(call, "backup", f"restore-testing-plan:{item['RestoreTestingPlanName']}-{random.uuid4()}")
    },
    arn="RestoreTestingPlanArn",
    added="CreationTime",
    touched="UpdateTime",
)
Family(
    "restore testing selection",
    **backup,
    key=("RestoreTestingPlanName", "RestoreTestingSelectionName"),
    operations=verbs("RestoreTestingSelection"),
    container="RestoreTestingSelection",
    nested="RestoreTestingSelection",
    computed=lambda call, item: {"RestoreTestingPlanArn": plans.one(call, item)["RestoreTestingPlanArn"]},
    needs=plans.one,
    added="CreationTime",
    touched="UpdateTime",
)
Tags(BackupResponse, "ResourceArn", "Tags", "TagKeyList", ("TagResource", "UntagResource", "ListTags"), "Tags")


def key_of_logs(call):
    given = call.rehearsed[1]
    groups = call.logs_backend.groups
    if given.get("logGroupName") not in groups:
        raise Refusal("ResourceNotFoundException", "The specified log group does not exist.")
    groups[given["logGroupName"]].kms_key_id = given.get("kmsKeyId")
    return EmptyResult()


extend(LogsResponse, "AssociateKmsKey", key_of_logs)
extend(LogsResponse, "DisassociateKmsKey", lambda call: key_of_logs(call))
