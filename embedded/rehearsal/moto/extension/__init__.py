"""What moto lacks of AWS and the stacks need: importing it adds it to moto."""

from . import costs, eks, recovery, stores  # noqa: F401
