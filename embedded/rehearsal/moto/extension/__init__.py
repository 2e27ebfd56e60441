"""What moto lacks of AWS and the stacks need: importing it adds it to moto."""

from . import cloudwatch, costs, eks, forgotten, recovery, stores  # noqa: F401
