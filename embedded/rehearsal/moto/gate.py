"""What every request goes through: it is checked, served by the extension or by moto, and what moto's answer forgets is remembered."""

from botocore import xform_name
from botocore.model import OperationNotFoundError
from moto.core import responses
from moto.core.exceptions import ServiceException
from moto.core.parse import PROTOCOL_PARSERS
from moto.core.request import determine_request_protocol
from moto.core.utils import camelcase_to_underscores, get_service_model, get_value, method_names_from_class, set_value

import shapes

plain_action = responses.BaseResponse.call_action
plain_serialized = responses.BaseResponse.serialized
WRITES = ("Create", "Modify", "Update", "Put", "Start")


def extend(response, operation, method):
    """Adds an operation to a service of moto's, or puts another in place of its own."""
    method.extends_moto = True
    setattr(response, camelcase_to_underscores(operation), method)


def call_action(self):
    action = self._get_action()
    call = self.normalized_request.environ.setdefault("rehearsal.call", {})
    call.update(service=self.boto3_service_name, operation=action, region=self.region)
    method = getattr(type(self), camelcase_to_underscores(action or ""), None)
    call["served"] = "nobody" if method is None else "extension" if hasattr(method, "extends_moto") else "moto"
    try:
        operation = get_service_model(self.boto3_service_name).operation_model(action)
        self.rehearsed = (operation, parsed(self, operation))
        if method is None or camelcase_to_underscores(action) not in method_names_from_class(type(self)):
            call["served"] = "nobody"
            return refused(self, shapes.Refusal("UnknownOperationException", f"nobody serves {action} here"), 501)
        shapes.check(*self.rehearsed)
    except OperationNotFoundError:
        call["served"] = "nobody"
        return refused(self, shapes.Refusal("UnknownOperationException", f"{action} is no operation"), 501)
    except ServiceException as refusal:
        return refused(self, refusal)
    return plain_action(self)


def refused(self, refusal, status=None):
    modeled, headers, body = self.serialized(responses.ActionResult(refusal))
    headers, body = self._enrich_response({**headers, "status": str(status or modeled)}, body)
    return status or modeled, headers, body


def parsed(self, operation):
    request = self.normalized_request
    protocol = determine_request_protocol(operation.service_model, request.content_type)
    url = {"url_path": request.path, "url_params": self.uri_match}
    body = {"method": request.method, "values": request.values, "headers": request.headers, "body": self.raw_body}
    return PROTOCOL_PARSERS[protocol](operation).parse({**url, **body})


def serialized(self, action_result):
    operation, params = getattr(self, "rehearsed", (None, {}))
    output = operation and operation.output_shape
    if output and operation.name.startswith(WRITES) and isinstance(action_result.result, dict):
        for member, shape in output.members.items():
            model = action_result.result.get(member)
            if shape.type_name == "structure" and model is not None and not isinstance(model, dict):
                remember(model, shape, operation.input_shape, params)
    return plain_serialized(self, action_result)


# Members of requests that answers have under another name.
ALIASES = {"EnablePerformanceInsights": "PerformanceInsightsEnabled"}


def remember(model, shape, given, params):
    """A request's members that the answer's shape knows and moto's model doesn't."""
    remembered = model.__dict__.setdefault("remembered", set())
    for asked, value in params.items():
        member = ALIASES.get(asked, asked)
        same = member in shape.members and shape.members[member].type_name == given.members[asked].type_name
        if same and (member in remembered or get_value(model, xform_name(member), None) in (None, [], {})):
            if member not in ("tags", "Tags"):
                set_value(model, xform_name(member), value)
                remembered.add(member)


responses.BaseResponse.call_action = call_action
responses.BaseResponse.serialized = serialized
