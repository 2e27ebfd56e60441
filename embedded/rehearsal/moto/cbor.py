"""Smithy's RPC in CBOR, which SDKs speak with CloudWatch and moto doesn't know: the same call in JSON, and its answer back."""

import base64
import io
import json
import re
from datetime import datetime, timezone

import cbor2
from moto.core.utils import get_service_model

PATH = re.compile("/service/([^/]+)/operation/([^/]+)")
# The services whose SDK speaks it, by what their paths say.
SERVICES = {"GraniteServiceVersion20100801": "cloudwatch"}


def in_json(app):
    """The application that is asked in CBOR, of one that is asked in JSON."""

    def serve(environ, start_response):
        asked = PATH.fullmatch(environ["PATH_INFO"])
        if asked is None or asked[1] not in SERVICES:
            return app(environ, start_response)
        given = cbor2.loads(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)) or b"\xa0")
        body = json.dumps(given, default=plain).encode()
        target = {"HTTP_X_AMZ_TARGET": f"{asked[1]}.{asked[2]}", "CONTENT_TYPE": "application/x-amz-json-1.0"}
        environ.update(target, PATH_INFO="/", RAW_URI="/", REQUEST_URI="/")
        environ.update({"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))})
        told = []
        answer = json.loads(b"".join(app(environ, lambda *given: told.append(given))) or "{}")
        if not told[-1][0].startswith("2"):
            answer = {**answer, "message": answer.get("message") or answer.get("Message", "")}
        else:
            output = get_service_model(SERVICES[asked[1]]).operation_model(asked[2]).output_shape
            answer = typed(output, answer) if output else {}
        body = cbor2.dumps(answer, datetime_as_timestamp=True, timezone=timezone.utc)
        headers = [("Content-Type", "application/cbor"), ("smithy-protocol", "rpc-v2-cbor")]
        start_response(told[-1][0], [*headers, ("Content-Length", str(len(body)))])
        return [body]

    return serve


def plain(value):
    return value.timestamp() if isinstance(value, datetime) else base64.b64encode(value).decode()


def typed(shape, value):
    """What JSON has no types for."""
    if value is None:
        return None
    if shape.type_name == "structure":
        return {name: typed(shape.members[name], each) for name, each in value.items() if name in shape.members}
    if shape.type_name == "list":
        return [typed(shape.member, each) for each in value]
    if shape.type_name == "map":
        return {key: typed(shape.value, each) for key, each in value.items()}
    if shape.type_name == "timestamp":
        return datetime.fromtimestamp(value, timezone.utc)
    if shape.type_name in ("double", "float"):
        return float(value)
    return base64.b64decode(value) if shape.type_name == "blob" else value
