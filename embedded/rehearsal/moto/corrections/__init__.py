"""What moto has and tells otherwise than AWS: importing it puts that right."""

# First: the extension's tags stand on it.
from . import backup_tags  # noqa: F401 isort: skip
from . import cache_nodes, cloudwatch, endpoint_routes, forgotten, idempotency, in_use, launch_templates, managed_secrets, nat_gateways, restored, secure_transport, tagging  # noqa: F401

# Last: it stands on the extension, whose tags stand on the others here.
from . import eks  # noqa: F401 isort: skip
