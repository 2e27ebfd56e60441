"""Cost Explorer's anomaly monitors and subscriptions, and whom a budget tells."""

import json

from moto.budgets.responses import BudgetsResponse
from moto.ce.responses import CostExplorerResponse
from moto.core.responses import ActionResult
from moto.moto_api._internal import mock_random as random

from family import Family, arn, names
from gate import extend
from shapes import Refusal
from tags import Tags


def anomalies(noun, folder):
    def computed(call, item):
        made = arn(call, "ce", f"{folder}/{random.uuid4()}", region="")
        return {f"{noun}Arn": made, "AccountId": call.current_account}

    return Family(
        noun.lower(),
        CostExplorerResponse,
        lambda call: call.ce_backend,
        f"{noun}Arn",
        names(f"Anomaly{noun}", read="", list=f"GetAnomaly{noun}s"),
        nested=f"Anomaly{noun}",
        many=f"{noun}ArnList",
        computed=computed,
        unknown=f"Unknown{noun}Exception",
        arn=f"{noun}Arn",
    )


def budget_of(call, name):
    found = call.backend.budgets[call.current_account].get(name)
    if found is None:
        raise Refusal("NotFoundException", f"Unable to get budget: {name} - the budget doesn't exist.")
    return found


def subscribers(call):
    given = call.rehearsed[1]
    known = budget_of(call, given["BudgetName"]).notifications
    found = next((each for each in known if each.details == given["Notification"]), None)
    if found is None:
        raise Refusal("NotFoundException", f"Unable to find notification of budget {given['BudgetName']}")
    return ActionResult({"Subscribers": found.subscribers})


anomalies("Monitor", "anomalymonitor")
anomalies("Subscription", "anomalysubscription")
Tags(CostExplorerResponse, "ResourceArn", "ResourceTags", "ResourceTagKeys")


def tags_of_budget(call, arn):
    return call.backend.__dict__.setdefault("rehearsed_tags", {}).setdefault(arn, {"ResourceTags": []})


def update_budget(call):
    given = json.loads(call.body)["NewBudget"]
    budget_of(call, given["BudgetName"]).budget.update(given)
    return ActionResult({})


extend(BudgetsResponse, "UpdateBudget", update_budget)
Tags(BudgetsResponse, "ResourceARN", "ResourceTags", "ResourceTagKeys", others=tags_of_budget)
extend(BudgetsResponse, "DescribeSubscribersForNotification", subscribers)
