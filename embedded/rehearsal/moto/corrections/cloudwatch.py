"""CloudWatch's JSON protocol, which SDKs speak and the pinned botocore doesn't know yet, trimmed counts, and DescribeAlarms by prefix and state together."""

import re

from moto.cloudwatch import models, responses

plain_statistic = models.Statistics.get_statistics_for_type
plain_alarms = responses.CloudWatchResponse.describe_alarms


def statistic(self, stat):
    trimmed = re.fullmatch(r"TC\(:([0-9.]+)\)", stat)
    if trimmed is None:
        return plain_statistic(self, stat)
    return float(sum(value <= float(trimmed[1]) for value in self.metric_single_values_list))


def describe_alarms(self):
    found = plain_alarms(self)
    state = self._get_param("StateValue")
    for alarms in found.result.values():
        alarms[:] = [alarm for alarm in alarms if state in (None, alarm.state_value)]
    return found


models.Statistics.get_statistics_for_type = statistic
responses.CloudWatchResponse.describe_alarms = describe_alarms
