"""What moto lacks of AWS and the stacks need: it changes moto by being imported."""

from . import cloudwatch, costs, eks, gate, newer, recovery, stores  # noqa: F401
