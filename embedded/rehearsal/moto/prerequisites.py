"""What an account has before its stack: hosted zones of given IDs, policies and roles."""

import json

from moto.iam.models import iam_backends
from moto.route53.models import route53_backends

ANYTHING = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
TRUST = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ec2.amazonaws.com"}}


def make(account, wanted):
    iam = iam_backends[account]["aws"]
    for arn in wanted.get("policies", []):
        folder, name = split(arn)
        iam.create_policy("", folder, json.dumps(ANYTHING), name, [])
    for arn in wanted.get("roles", []):
        folder, name = split(arn)
        trust = json.dumps({"Version": "2012-10-17", "Statement": [TRUST]})
        iam.create_role(name, trust, folder, None, "", [], "3600")
    route53 = route53_backends[account]["aws"]
    for given in wanted.get("hostedZones", []):
        zone = route53.create_hosted_zone(f"{given['name']}.", private_zone=False)
        # moto takes IDs at random.
        del route53.zones[zone.resource_id]
        zone.resource_id = given["id"]
        route53.zones[zone.resource_id] = zone


def split(arn):
    """arn:aws:iam::111122223333:role/path/name → /path/, name"""
    path, name = arn.split(":")[5].split("/", 1)[1].rpartition("/")[::2]
    return f"/{path}/" if path else "/", name
