"""EKS: add-ons, access entries and their policies, Pod Identity associations, and the updates of clusters and node groups."""

from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.eks import urls
from moto.eks.responses import EKSResponse
from moto.iam.models import iam_backends
from moto.moto_api._internal import mock_random as random

from family import Family, arn, names
from gate import extend
from shapes import Refusal
from tags import Tags

urls.url_paths["{0}/(?P<rest>.+)$"] = urls.response.dispatch


def cluster_of(call, given):
    return call.eks_backend.describe_cluster(given["clusterName"])


def principal(call, given):
    cluster_of(call, given)
    roles = iam_backends[call.current_account]["aws"].roles.values()
    if given.get("principalArn") not in [None, *(role.arn for role in roles)]:
        raise Refusal("InvalidParameterException", "The specified principalArn is invalid: invalid principal.")


def arn_of(call, given, kind, name):
    return arn(call, "eks", f"{kind}/{given['clusterName']}/{name}/{random.uuid4()}")


def addon(call, given):
    health = {"addonArn": arn_of(call, given, "addon", given["addonName"]), "health": {"issues": []}}
    return {"status": "ACTIVE", "tags": {}, **given, **health}


def access_entry(call, given):
    made = {"accessEntryArn": arn_of(call, given, "access-entry", given["principalArn"].split(":", 5)[-1])}
    return {"username": given["principalArn"], "type": "STANDARD", "kubernetesGroups": [], "tags": {}, **given, **made}


def association(call, given):
    identity = "a-" + random.get_random_string(17, lower_case=True)
    return {"tags": {}, **given, "associationId": identity, "associationArn": arn_of(call, given, "podidentityassociation", identity)}


def done(call, kind):
    """An update that is done as soon as it is asked for."""
    made = {"id": str(random.uuid4()), "status": "Successful", "type": kind, "params": [], "errors": [], "createdAt": utcnow()}
    kept(call)[made["id"]] = made
    return {"update": made}


def kept(call):
    return call.eks_backend.__dict__.setdefault("rehearsed_updates", {})


class Addons(Family):
    def update(self, call, given, output):
        super().update(call, given, output)
        return done(call, "AddonUpdate")


eks = {"response": EKSResponse, "backend": lambda call: call.eks_backend}
addons = Addons(
    "add-on", **eks, key="clusterName addonName", operations=names("Addon", list="ListAddons"),
    container="addon", computed=addon, needs=cluster_of, arn="addonArn",
)  # fmt: skip
entries = Family(
    "access entry", **eks, key="clusterName principalArn", operations=names("AccessEntry", list="ListAccessEntries"),
    container="accessEntry", computed=access_entry, needs=principal, arn="accessEntryArn",
)  # fmt: skip
policies = Family(
    "access policy", **eks, key="clusterName principalArn policyArn",
    operations="put:AssociateAccessPolicy list:ListAssociatedAccessPolicies delete:DisassociateAccessPolicy",
    container="associatedAccessPolicy", needs=entries.one, added="associatedAt",
)  # fmt: skip
associations = Family(
    "Pod Identity association", **eks, key="clusterName associationId",
    operations=names("PodIdentityAssociation", list="ListPodIdentityAssociations"),
    container="association", computed=association, needs=cluster_of, arn="associationArn",
)  # fmt: skip


def update_cluster_version(call):
    given, cluster = call.rehearsed[1], call.eks_backend.describe_cluster(call.rehearsed[1]["name"])
    if minor(given["version"]) != minor(cluster.version) + 1:
        text = f"Unsupported Kubernetes minor version update from {cluster.version} to {given['version']}"
        raise Refusal("InvalidParameterException", text)
    cluster.version = given["version"]
    return ActionResult(done(call, "VersionUpdate"))


def update_nodegroup_version(call):
    given, cluster = call.rehearsed[1], cluster_of(call, call.rehearsed[1])
    group = call.eks_backend.describe_nodegroup(given["clusterName"], given["nodegroupName"])
    version = given.get("version", cluster.version)
    if minor(version) > minor(cluster.version):
        text = f"Nodegroup Kubernetes version {version} is newer than the cluster's, {cluster.version}"
        raise Refusal("InvalidParameterException", text)
    group.version = version
    group.release_version = given.get("releaseVersion", group.release_version)
    group.launch_template = given.get("launchTemplate", group.launch_template)
    return ActionResult(done(call, "VersionUpdate"))


def describe_update(call):
    asked = call.rehearsed[1]["updateId"]
    if asked not in kept(call):
        raise Refusal("ResourceNotFoundException", f"No update found for ID: {asked}")
    return ActionResult({"update": kept(call)[asked]})


def minor(version):
    return int(version.split(".")[1])


def nodegroup(call, arn):
    groups = [group for cluster in call.eks_backend.clusters.values() for group in cluster.nodegroups.values()]
    return next((group.__dict__ for group in groups if group.arn == arn), None)


for operation in (update_cluster_version, update_nodegroup_version, describe_update):
    extend(EKSResponse, operation.__name__, operation)
Tags(EKSResponse, "resourceArn", "tags", "tagKeys", others=nodegroup)
