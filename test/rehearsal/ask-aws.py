"""Calls from standard input, as JSON, made one after the other with what botocore checks by itself turned off; prints the answers.

A call is [service, operation, parameters]; "$2.cluster.arn" in its parameters is that member of the third answer.
"""

import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

url, region = sys.argv[1:]
config = Config(parameter_validation=False, retries={"total_max_attempts": 1})
session = boto3.Session("rehearsal", "rehearsal", region_name=region)
answers = []


def filled(value):
    if isinstance(value, dict):
        return {key: filled(each) for key, each in value.items()}
    if isinstance(value, list):
        return [filled(each) for each in value]
    if not isinstance(value, str) or not value.startswith("$"):
        return value
    found = answers
    for part in value[1:].split("."):
        found = found[int(part)] if isinstance(found, list) else found[part]
    return found


for service, operation, parameters in json.load(sys.stdin):
    client = session.client(service, endpoint_url=url, config=config)
    try:
        answer = client._make_api_call(operation, filled(parameters))
        del answer["ResponseMetadata"]
    except ClientError as error:
        told = error.response["Error"]
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        answer = {"error": told["Code"], "message": told["Message"], "status": status}
    answers.append(json.loads(json.dumps(answer, default=str)))
print(json.dumps(answers))
