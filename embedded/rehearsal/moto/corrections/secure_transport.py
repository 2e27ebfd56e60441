"""Calls of a rehearsal are in plain text, and stand for calls by TLS: what a bucket's policy says of plain text is not said of them."""

import json

from moto.iam.access_control import IAMPolicy, PermissionResult
from moto.s3.models import FakeBucket


def is_of_plain_text(statement):
    return statement.get("Condition", {}).get("Bool", {}).get("aws:SecureTransport") == "false"


def get_permission(self, action, resource):
    if self.policy is None:
        return PermissionResult.NEUTRAL
    document = json.loads(self.policy)
    others = [each for each in document["Statement"] if not is_of_plain_text(each)]
    return IAMPolicy(json.dumps({**document, "Statement": others})).is_action_permitted(action, resource)


FakeBucket.get_permission = get_permission
