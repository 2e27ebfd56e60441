"""moto's AWS on a port of 127.0.0.1 that it prints; it ends with its standard input.

CloudWatch gets what moto lacks of it: the JSON protocol, which the SDK for JavaScript speaks and the pinned botocore doesn't know yet,
trimmed counts, and DescribeAlarms by prefix and state together.
"""

import re
import sys

from botocore.loaders import Loader
from moto.cloudwatch import models, responses
from moto.moto_server.threaded_moto_server import ThreadedMotoServer

plain_model = Loader.load_service_model
plain_statistic = models.Statistics.get_statistics_for_type
plain_alarms = responses.CloudWatchResponse.describe_alarms


def model(self, service_name, type_name, api_version=None):
    loaded = plain_model(self, service_name, type_name, api_version)
    if (service_name, type_name) != ("cloudwatch", "service-2"):
        return loaded
    json = {"protocols": ["query", "json"], "jsonVersion": "1.0", "targetPrefix": "GraniteServiceVersion20100801"}
    return {**loaded, "metadata": {**loaded["metadata"], **json}}


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


Loader.load_service_model = model
models.Statistics.get_statistics_for_type = statistic
responses.CloudWatchResponse.describe_alarms = describe_alarms

server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
server.start()
print(server.get_host_and_port()[1], flush=True)
sys.stdin.read()
server.stop()
