"""What AWS refuses by the shapes of its operations, in its words. botocore checks what is there, its types and its least lengths; here are the rest."""

import re
from functools import cache

from botocore.validate import ParamValidator
from moto.core.exceptions import ServiceException

# Patterns that AWS itself does not hold to: S3 Control takes the ARN of a bucket, which names no account.
LOOSE = {"S3ResourceArn"}
# What services call a bad parameter; which of them, an operation's model says.
CODES = ("ValidationException", "InvalidParameterException", "InvalidParameterValueException", "InvalidParameterValue")


class Refusal(ServiceException):
    """Of a module of ours: moto would look for the models of its own module's service."""


def check(operation, params):
    """Refuses a request that is not of the operation's shape."""
    shape = operation.input_shape
    found = [] if shape is None else [*constraints(shape, params, "")]
    report = None if shape is None else ParamValidator().validate(params, shape)
    if report and report.has_errors():
        found += report.generate_report().split("\n")
    if found:
        plural = "s" if len(found) > 1 else ""
        raise Refusal(code(operation), f"{len(found)} validation error{plural} detected: {'; '.join(found)}")


def code(operation):
    modeled = {shape.metadata.get("error", {}).get("code", shape.name) for shape in operation.error_shapes}
    query = operation.service_model.metadata["protocol"] in ("query", "ec2")
    return next((each for each in CODES if each in modeled), "ValidationError" if query else "ValidationException")


def constraints(shape, value, name):
    kind = shape.type_name
    if kind == "structure" and isinstance(value, dict):
        for member in value.keys() & shape.members.keys():
            yield from constraints(shape.members[member], value[member], f"{name}.{member}".lstrip("."))
    elif kind == "list" and isinstance(value, list):
        for index, each in enumerate(value):
            yield from constraints(shape.member, each, f"{name}.{index + 1}.member")
    elif kind == "map" and isinstance(value, dict):
        for key, each in value.items():
            yield from constraints(shape.key, key, f"{name}.key")
            yield from constraints(shape.value, each, f"{name}.{key}")
    constraint = broken(shape, value)
    if constraint:
        yield f"Value '{value}' at '{name}' failed to satisfy constraint: Member must {constraint}"


def broken(shape, value):
    most = shape.metadata.get("max")
    if isinstance(value, (str, list, dict)) and most is not None and len(value) > most:
        return f"have length less than or equal to {most}"
    if isinstance(value, (int, float)) and most is not None and value > most:
        return f"have value less than or equal to {most}"
    if not isinstance(value, str):
        return None
    if shape.metadata.get("enum") and value not in shape.metadata["enum"]:
        return f"satisfy enum value set: [{', '.join(shape.metadata['enum'])}]"
    pattern = shape.metadata.get("pattern")
    if shape.name in LOOSE:
        return None
    if pattern and compiled(pattern) and not compiled(pattern).fullmatch(value):
        return f"satisfy regular expression pattern: {pattern}"
    return None


@cache
def compiled(pattern):
    """None for what Java's regular expressions have and Python's don't."""
    try:
        return re.compile(pattern, re.ASCII | re.DOTALL)
    except re.error:
        return None
