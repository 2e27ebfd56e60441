"""Every request as one JSON line, with who served it; what no service of moto's has a path for is refused in AWS' form."""

import json
import threading
import time
from contextlib import suppress
from datetime import datetime, timezone

from moto.core.request import Request
from moto.core.routing import get_service_router

from token_review import review


# AWS' quickest answers take longer. The SDK for Go closes a request's body once it has the head of the answer; where net/http is not yet
# done with that body, it cuts the connection, and the SDK makes the call again: https://github.com/aws/aws-sdk-go-v2/issues/2737
LEAST_SECONDS = 0.02


class Recorded:
    """An application that writes each call to a file."""

    def __init__(self, app, file):
        self.app = app
        self.file = file
        self.lock = threading.Lock()
        self.lost = None

    def __call__(self, environ, start_response):
        path = environ["PATH_INFO"]
        if path == "/rehearsal/token-review":
            return review(environ, start_response)
        if path == "/rehearsal/lost-region":
            self.lost = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode()
            start_response("200 OK", [("Content-Length", "0")])
            return []
        if path.startswith("/moto-api"):
            return self.app(environ, start_response)
        begun = time.monotonic()
        status, headers, body = self.answer(environ)
        call = environ.get("rehearsal.call") or guess(environ)
        if "served" not in call:
            no_path = status.startswith("404") and dict(headers).get("Content-Type", "").startswith("text/html")
            nobody = no_path or status.startswith("501")
            # S3 has paths, and no actions to come to; a bucket that isn't there is an answer too.
            call["served"] = "nobody" if nobody and call["service"] != "s3" else "moto"
        if call["served"] == "nobody" and "rehearsal.call" not in environ:
            body = json.dumps({"message": f"nobody serves {call['operation']} here"}).encode()
            kind = [("Content-Type", "application/json"), ("x-amzn-ErrorType", "UnknownOperationException")]
            status, headers = "501 Not Implemented", [*kind, ("Content-Length", str(len(body)))]
        self.write({**call, **attempt(environ), "status": int(status[:3]), "ms": round((time.monotonic() - begun) * 1000)})
        time.sleep(max(0, begun + LEAST_SECONDS - time.monotonic()))
        start_response(status, headers)
        return [body]

    def answer(self, environ):
        """The whole answer; a fault of moto's own is one that no SDK tries again."""
        told = []
        region, service = signed_for(environ)
        if self.lost and region == self.lost:
            path = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}"
            environ["rehearsal.call"] = {"service": service, "operation": path, "region": region, "served": "nobody"}
            return "503 Service Unavailable", [("Content-Length", "0")], b""
        try:
            body = b"".join(self.app(environ, lambda status, headers, _=None: told.append((status, headers))))
            return (*told[-1], body)
        except Exception as fault:
            body = json.dumps({"__type": "MotoFailed", "message": f"moto failed: {fault!r}"}).encode()
            kind = [("Content-Type", "application/json"), ("x-amzn-ErrorType", "MotoFailed")]
            return "501 Not Implemented", [*kind, ("Content-Length", str(len(body)))], body

    def write(self, call):
        if self.file is None:
            return
        line = {"at": datetime.now(timezone.utc).isoformat(timespec="milliseconds"), **call}
        with self.lock, open(self.file, "a", encoding="utf-8") as lines:
            lines.write(json.dumps(line) + "\n")


def attempt(environ):
    """Which of the SDK's attempts at a call it is, from the second on."""
    told = environ.get("HTTP_AMZ_SDK_REQUEST", "").removeprefix("attempt=").split(";")[0]
    return {"attempt": int(told)} if told.isdigit() and told != "1" else {}


def signed_for(environ):
    """Region and service, by the request's signature."""
    scope = environ.get("HTTP_AUTHORIZATION", "").split(",")[0].split("/")
    return (scope[2], scope[3]) if len(scope) > 3 else ("", "unknown")


def guess(environ):
    """What a request asked for that came to no action of moto's."""
    region, service = signed_for(environ)
    operation = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}"
    # Some sign with a name that has hyphens, and botocore's has none.
    for name in (service, service.replace("-", "")):
        with suppress(Exception):  # Whatever it is that isn't known, the path says more than nothing.
            operation = get_service_router(name).match(Request(environ))[0].name
    return {"service": service, "operation": operation, "region": region}
