"""Tags of Backup's vaults and plans: moto looks for their ARN before a slash that not every SDK ends its path with."""

from gate import extend
from moto.backup.responses import BackupResponse
from moto.core.responses import ActionResult


def list_tags(call):
    return ActionResult({"Tags": call.backup_backend.list_tags(call.rehearsed[1]["ResourceArn"])})


extend(BackupResponse, "ListTags", list_tags)
