"""What services have and the pinned botocore doesn't know yet."""

from botocore.loaders import Loader

plain_model = Loader.load_service_model
ASSOCIATION = ("CreatePodIdentityAssociationRequest", "UpdatePodIdentityAssociationRequest", "PodIdentityAssociation")
MEMBERS = {
    "ec2": {"AvailabilityMode": ("String", ("NatGateway",))},
    "eks": {
        "deletionProtection": ("BoxedBoolean", ("CreateClusterRequest", "UpdateClusterConfigRequest", "Cluster")),
        "disableSessionTags": ("BoxedBoolean", ASSOCIATION),
        "targetRoleArn": ("String", ASSOCIATION),
    },
}


def model(self, service_name, type_name, api_version=None):
    loaded = plain_model(self, service_name, type_name, api_version)
    if type_name != "service-2":
        return loaded
    if service_name == "cloudwatch":
        json = {"protocols": ["query", "json"], "jsonVersion": "1.0", "targetPrefix": "GraniteServiceVersion20100801"}
        return {**loaded, "metadata": {**loaded["metadata"], **json}}
    for member, (shape, owners) in MEMBERS.get(service_name, {}).items():
        for owner in owners:
            written = member[0].lower() + member[1:]
            loaded["shapes"][owner]["members"][member] = {"shape": shape, "locationName": written}
    return loaded


Loader.load_service_model = model
