"""Creates the stack of a template in moto's AWS, in this process, and tells what came of it.

Reads {"template": …, "parameters": {…}} from standard input, prints one JSON object. Usage: bootstrap-on-moto.py
"""

import json
import os
import sys
import warnings

os.environ.update(
    AWS_ACCESS_KEY_ID="none",
    AWS_SECRET_ACCESS_KEY="none",
    AWS_DEFAULT_REGION="eu-central-1",
    AWS_CONFIG_FILE="/dev/null",
    AWS_SHARED_CREDENTIALS_FILE="/dev/null",
    MOTO_ACCOUNT_ID="111122223333",
)
# It warns of the types that it doesn't know; the test names them.
warnings.simplefilter("ignore")

import boto3  # noqa: E402
from moto import mock_aws  # noqa: E402


def created(template, parameters):
    cloudformation = boto3.client("cloudformation")
    given = [{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()]
    cloudformation.create_stack(StackName="bootstrap", TemplateBody=template, Parameters=given)
    stack = cloudformation.describe_stacks(StackName="bootstrap")["Stacks"][0]
    return {
        "status": stack["StackStatus"],
        "outputs": {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])},
        "buckets": {bucket["Name"]: bucket_settings(bucket["Name"]) for bucket in boto3.client("s3").list_buckets()["Buckets"]},
        "keys": {alias["AliasName"]: key_settings(alias["TargetKeyId"]) for alias in aliases()},
        "zones": [zone["Name"] for zone in boto3.client("route53").list_hosted_zones()["HostedZones"]],
        "roles": {role["RoleName"]: role_settings(role) for role in boto3.client("iam").list_roles()["Roles"]},
        "policies": policies(),
        "users": len(boto3.client("iam").list_users()["Users"]),
    }


def bucket_settings(name):
    s3 = boto3.client("s3")
    return {
        "encryption": s3.get_bucket_encryption(Bucket=name)["ServerSideEncryptionConfiguration"]["Rules"],
    }


def aliases():
    found = boto3.client("kms").list_aliases()["Aliases"]
    return [alias for alias in found if not alias["AliasName"].startswith("alias/aws/")]


def key_settings(key):
    return {"rotates": boto3.client("kms").get_key_rotation_status(KeyId=key)["KeyRotationEnabled"]}


def role_settings(role):
    attached = boto3.client("iam").list_attached_role_policies(RoleName=role["RoleName"])["AttachedPolicies"]
    return {
        "trust": role["AssumeRolePolicyDocument"]["Statement"],
        "policies": [policy["PolicyName"] for policy in attached],
        "maxSessionSeconds": boto3.client("iam").get_role(RoleName=role["RoleName"])["Role"]["MaxSessionDuration"],
    }


def policies():
    iam = boto3.client("iam")

    def document(policy):
        version = iam.get_policy_version(PolicyArn=policy["Arn"], VersionId=policy["DefaultVersionId"])
        return version["PolicyVersion"]["Document"]

    return {policy["PolicyName"]: document(policy) for policy in iam.list_policies(Scope="Local")["Policies"]}


with mock_aws():
    print(json.dumps(created(**json.load(sys.stdin))))
