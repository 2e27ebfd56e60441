"""Whom a bearer token for the cluster's API server is of, as AWS' webhook tells: a presigned request to STS vouches for its access key."""

import base64
import json
from urllib.parse import parse_qs, urlsplit

PREFIX = "k8s-aws-v1."
USER = {"username": "rehearsal", "groups": ["system:masters"]}


def review(environ, start_response):
    request = json.loads(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)) or b"{}")
    vouched = request.get("kind") == "TokenReview" and vouches(request.get("spec", {}).get("token", ""))
    status = {"authenticated": True, "user": USER} if vouched else {"authenticated": False}
    answer = {"apiVersion": "authentication.k8s.io/v1", "kind": "TokenReview", "status": status}
    body = json.dumps(answer).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def vouches(token):
    if not token.startswith(PREFIX):
        return False
    encoded = token[len(PREFIX) :]
    try:
        query = parse_qs(urlsplit(base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode()).query)
    except ValueError:
        return False
    credential = query.get("X-Amz-Credential", [""])[0]
    return query.get("Action") == ["GetCallerIdentity"] and credential.split("/")[0] == "rehearsal"
