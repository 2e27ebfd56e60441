"""A family of operations that make, tell, change and delete one kind of thing, out of a table of its names."""

from dataclasses import dataclass
from typing import Any, Callable

from moto.core.responses import ActionResult, BaseResponse
from moto.core.utils import utcnow

from gate import extend
from shapes import Refusal


@dataclass
class Family:
    noun: str
    response: type[BaseResponse]
    backend: Callable[[Any], Any]  # Of a response: where moto keeps this account's and region's.
    key: str  # The members of requests that name one.
    operations: str  # What each does: "create:CreateAddon read:DescribeAddon …"
    container: str = ""  # The member of an answer that holds one; "": the answer itself.
    nested: str = ""  # The member of a request that holds what is to be made; "": the request itself.
    many: str = ""  # The member of a request to list that is a list of keys.
    computed: Callable[[Any, dict], dict] = lambda call, item: {}
    changed: Callable[[Any, dict, dict], dict] = lambda call, item, given: given
    needs: Callable[[Any, dict], None] = lambda call, item: None  # Refuses what AWS would.
    unknown: str = "ResourceNotFoundException"
    taken: str = "ResourceInUseException"
    arn: str = ""
    added: str = "createdAt"
    touched: str = "modifiedAt"

    def __post_init__(self):
        self.key = self.key.split()
        for kind, operation in (each.split(":") for each in self.operations.split()):
            extend(self.response, operation, self.method(getattr(self, kind)))
        families.append(self)

    def method(self, serve):
        def method(call):
            operation, params = call.rehearsed
            given = {**params, **params.get(self.nested, {})}
            return ActionResult(serve(call, given, operation.output_shape))

        return method

    def items(self, call):
        return self.backend(call).__dict__.setdefault("rehearsal", {}).setdefault(self.noun, {})

    def one(self, call, given):
        key = tuple(given.get(each) for each in self.key)
        if key not in self.items(call):
            raise Refusal(self.unknown, f"No {self.noun} found: {', '.join(map(str, key))}")
        return self.items(call)[key]

    def create(self, call, given, output):
        return self.made(call, given, output, False)

    def put(self, call, given, output):
        """Makes one, or another in its place."""
        return self.made(call, given, output, True)

    def made(self, call, given, output, over):
        self.needs(call, given)
        item = {**given, self.added: utcnow(), self.touched: utcnow()}
        item.update(self.computed(call, item))
        key = tuple(item[each] for each in self.key)
        if key in self.items(call) and not over:
            raise Refusal(self.taken, f"The {self.noun} is there already: {', '.join(key)}")
        self.items(call)[key] = item
        return self.answer(item, output)

    def read(self, call, given, output):
        self.needs(call, given)
        return self.answer(self.one(call, given), output)

    def list(self, call, given, output):
        self.needs(call, given)
        if self.key[-1] in given:
            self.one(call, given)
        asked = {name: value for name, value in given.items() if isinstance(value, str)}
        found = [each for each in self.items(call).values() if all(each.get(k, v) == v for k, v in asked.items())]
        if given.get(self.many):
            found = [self.one(call, {self.key[-1]: key}) for key in given[self.many]]
        name = next(name for name, shape in output.members.items() if shape.type_name == "list")
        plain = output.members[name].member.type_name == "string"
        return {**given, name: [each[self.key[-1]] for each in found] if plain else found}

    def update(self, call, given, output):
        item = self.one(call, given)
        item.update({**self.changed(call, item, given), self.touched: utcnow()})
        return self.answer(item, output)

    reset = update

    def delete(self, call, given, output):
        item = self.one(call, given)
        self.items(call).pop(tuple(item[each] for each in self.key))
        return self.answer(item, output)

    def answer(self, item, output):
        return {**item, self.container: item} if output and self.container in output.members else item


families: list[Family] = []


def names(noun, **others):
    """The operations of a family that names them as most do."""
    kinds = {"create": "Create", "read": "Describe", "update": "Update", "delete": "Delete"}
    all_of_them = {**{kind: f"{verb}{noun}" for kind, verb in kinds.items()}, **others}
    return " ".join(f"{kind}:{operation}" for kind, operation in all_of_them.items() if operation)


def arn(call, service, name, region=None):
    return f"arn:aws:{service}:{call.region if region is None else region}:{call.current_account}:{name}"
