"""Prints a token for EKS' API server, as the AWS CLI makes it, signed with an access key that is named."""

import base64
import sys

import boto3

session = boto3.Session(sys.argv[1], "secret", region_name="eu-central-1")
url = session.client("sts").generate_presigned_url("get_caller_identity", ExpiresIn=60)
print("k8s-aws-v1." + base64.urlsafe_b64encode(url.encode()).decode().rstrip("="))
