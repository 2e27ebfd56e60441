"""What moto has and tells otherwise than AWS: importing it puts that right."""

from . import cache_nodes, cloudwatch, endpoint_routes, forgotten, tagging  # noqa: F401

# Last: it stands on the extension, whose tags stand on the others here.
from . import eks  # noqa: F401 isort: skip
