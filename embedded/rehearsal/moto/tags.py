"""Tags of what the extension keeps, by the operations with which its service tags everything."""

from dataclasses import dataclass
from typing import Any, Callable

from moto.core.responses import ActionResult, BaseResponse
from moto.core.utils import camelcase_to_underscores

from family import families
from gate import extend


@dataclass
class Tags:
    response: type[BaseResponse]
    arn: str  # The member that names what is tagged.
    tags: str
    keys: str
    operations: str = "TagResource UntagResource ListTagsForResource"
    listed: str = ""  # The member of the list's answer; "": as `tags`.
    others: Callable[[Any, str], dict | None] = lambda call, arn: None

    def __post_init__(self):
        for operation, serve in zip(self.operations.split(), (self.tag, self.untag, self.list)):
            extend(self.response, operation, self.method(getattr(self.response, camelcase_to_underscores(operation), None), serve))

    def method(self, plain, serve):
        def method(call):
            given = call.rehearsed[1]
            found = self.find(call, given[self.arn])
            return plain(call) if found is None else ActionResult(serve(found, given))

        return method

    def find(self, call, arn):
        own = [family for family in families if family.response is self.response and family.arn]
        items = [item for family in own for item in family.items(call).values() if item[family.arn] == arn]
        return items[0] if items else self.others(call, arn)

    def tag(self, item, given):
        item[self.tags] = tagged(item.get(self.tags), given[self.tags])
        return self.list(item, given)

    def untag(self, item, given):
        item[self.tags] = untagged(item.get(self.tags), given[self.keys])
        return self.list(item, given)

    def list(self, item, _):
        return {self.listed or self.tags: item.get(self.tags) or []}


def tagged(old, new):
    """A map, or a list of pairs of key and value, as the service has them."""
    if isinstance(new, dict):
        return {**(old or {}), **new}
    return [*untagged(old or [], [each["Key"] for each in new]), *new]


def untagged(old, keys):
    if isinstance(old, dict):
        return {key: value for key, value in old.items() if key not in keys}
    return [each for each in old or [] if each["Key"] not in keys]
