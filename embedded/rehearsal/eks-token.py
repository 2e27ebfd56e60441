"""The one command of the AWS CLI that a rehearsal needs: aws --region REGION eks get-token --cluster-name NAME [...]

It signs the question with botocore, as the CLI does, and prints the credential for Kubernetes.
"""

import argparse
import base64
import datetime
import json
import sys

import botocore.session
from botocore.signers import RequestSigner

parser = argparse.ArgumentParser(prog="aws")
parser.add_argument("--region", required=True)
parser.add_argument("service", choices=["eks"])
parser.add_argument("operation", choices=["get-token"])
parser.add_argument("--cluster-name", required=True)
parser.add_argument("--output")
given = parser.parse_args(sys.argv[1:])

session = botocore.session.get_session()
sts = session.get_service_model("sts")
signer = RequestSigner(sts.service_id, given.region, "sts", "v4", session.get_credentials(), session.get_component("event_emitter"))
request = {
    "method": "GET",
    "url": f"https://sts.{given.region}.amazonaws.com/?Action=GetCallerIdentity&Version=2011-06-15",
    "body": {},
    "headers": {"x-k8s-aws-id": given.cluster_name},
    "context": {},
}
url = signer.generate_presigned_url(request, region_name=given.region, expires_in=60, operation_name="")
token = "k8s-aws-v1." + base64.urlsafe_b64encode(url.encode()).decode().rstrip("=")
until = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=14)
print(json.dumps({
    "kind": "ExecCredential",
    "apiVersion": "client.authentication.k8s.io/v1beta1",
    "spec": {},
    "status": {"expirationTimestamp": until.strftime("%Y-%m-%dT%H:%M:%SZ"), "token": token},
}))
