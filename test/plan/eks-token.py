"""Signs the question in a token for EKS again, with botocore, at the token's own time, and tells whether it is the same.

Usage: eks-token.py REGION CLUSTER TOKEN
"""

import base64
import datetime
import json
import sys
from urllib.parse import parse_qs, urlparse

import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

region, cluster, token = sys.argv[1:]
prefix, encoded = token.split(".", 1)
url = base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode()
given = {key: values[0] for key, values in parse_qs(urlparse(url).query).items()}
signed_at = datetime.datetime.strptime(given["X-Amz-Date"], "%Y%m%dT%H%M%SZ")


class Then(datetime.datetime):
    @classmethod
    def utcnow(cls):
        return signed_at


botocore.auth.datetime.datetime = Then
request = AWSRequest(
    method="GET",
    url=f"https://sts.{region}.amazonaws.com/?Action=GetCallerIdentity&Version=2011-06-15",
    headers={"x-k8s-aws-id": cluster},
)
botocore.auth.SigV4QueryAuth(Credentials("none", "none"), "sts", region, expires=60).add_auth(request)
again = {key: values[0] for key, values in parse_qs(urlparse(request.url).query).items()}
print(json.dumps({
    "prefix": prefix,
    "expires": given["X-Amz-Expires"],
    "sameSignature": given["X-Amz-Signature"] == again["X-Amz-Signature"],
}))
