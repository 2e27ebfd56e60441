"""A NAT gateway stands in one zone, and is a public one unless its maker says otherwise: moto tells nothing of either."""

from moto.ec2.models.nat_gateways import NatGateway

plain_init = NatGateway.__init__


def init(self, backend, subnet_id, allocation_id, tags=None, connectivity_type=None):
    plain_init(self, backend, subnet_id, allocation_id, tags, connectivity_type or "public")
    self.availability_mode = "zonal"


NatGateway.__init__ = init
