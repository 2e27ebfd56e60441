"""The routes of a gateway endpoint follow its route tables: moto makes them with the endpoint alone, and can't delete one that got a table later."""

from moto.ec2.responses.vpcs import VPCs

from gate import extend

plain_modify = VPCs.modify_vpc_endpoint


def modify_vpc_endpoint(call):
    answer, given, backend = plain_modify(call), call.rehearsed[1], call.ec2_backend
    endpoint = backend.vpc_end_points[given["VpcEndpointId"]]
    prefixes = endpoint.destination_prefix_list_id
    for table in given.get("AddRouteTableIds", []):
        backend.create_route(table, None, gateway_id=endpoint.id, destination_prefix_list_id=prefixes)
    for table in given.get("RemoveRouteTableIds", []):
        backend.delete_route(table, prefixes)
    return answer


extend(VPCs, "ModifyVpcEndpoint", modify_vpc_endpoint)
