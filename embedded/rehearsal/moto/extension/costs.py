"""Cost Explorer's anomaly monitors and subscriptions, and whom a budget tells."""

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


def subscribers(call):
    given = call.rehearsed[1]
    budget = call.backend.budgets[given["AccountId"]].get(given["BudgetName"])
    known = budget.notifications if budget else []
    found = next((each for each in known if each.details == given["Notification"]), None)
    if found is None:
        raise Refusal("NotFoundException", f"Unable to find notification of budget {given['BudgetName']}")
    return ActionResult({"Subscribers": found.subscribers})


anomalies("Monitor", "anomalymonitor")
anomalies("Subscription", "anomalysubscription")
Tags(CostExplorerResponse, "ResourceArn", "ResourceTags", "ResourceTagKeys")


def tags_of_budget(call, arn):
    return call.backend.__dict__.setdefault("rehearsed_tags", {}).setdefault(arn, {"ResourceTags": []})


def create_budget(call):
    answer, given = plain_budget(call), call.rehearsed[1]
    made = arn(call, "budgets", f"budget/{given['Budget']['BudgetName']}", region="")
    tags_of_budget(call, made)["ResourceTags"] = given.get("ResourceTags", [])
    return answer


plain_budget = BudgetsResponse.create_budget
extend(BudgetsResponse, "CreateBudget", create_budget)
Tags(BudgetsResponse, "ResourceARN", "ResourceTags", "ResourceTagKeys", others=tags_of_budget)
extend(BudgetsResponse, "DescribeSubscribersForNotification", subscribers)
