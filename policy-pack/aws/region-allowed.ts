import { resourceRule } from "../rule";

/** Services that are in no region: the provider has no `region` for their resources. */
const globalServices = new Set(
    (
        "account bcmdata billing budgets cloudfront costexplorer costoptimizationhub cur globalaccelerator iam " +
        "networkmanager notifications organizations route53 route53domains route53recoverycontrol " +
        "route53recoveryreadiness savingsplans shield uxc waf"
    ).split(" "),
);

/** Route 53's zones are global, its resolvers are not. A component has no `/` in its type: its resources are seen themselves. */
function isInRegion(type: string): boolean {
    const [, service, resource] = /^aws:(\w+)\/(\w+):/.exec(type) ?? [];
    if (service === undefined || resource === undefined) return false;
    return !globalServices.has(service) || (service === "route53" && /^(resolver|profiles)/.test(resource));
}

export const regionAllowed = resourceRule<{ regions: string[] }>({
    id: "region-allowed",
    level: "mandatory",
    severity: "medium",
    what: "Resources of AWS are in the regions that are allowed.",
    why: "Data would be where law or contract don't let it be, and where nobody looks: logs, alarms and limits are per region.",
    fix: `new aws.Provider("frankfurt", { region: "eu-central-1" });`,
    controls: [],
    source: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html",
    parameters: {
        regions: {
            description: "The regions that are allowed, as in eu-central-1. None: all are.",
            type: "array",
            items: { type: "string" },
            default: [],
        },
    },
    exampleParameters: { regions: ["eu-central-1"] },
    types: isInRegion,
    check(resource, { parameters, violation, undetermined }) {
        if (parameters.regions.length === 0) return;
        const isAllowed = (region: string) => parameters.regions.includes(region);
        const own = resource.properties.at("region");
        const region = own.text();
        if (region !== undefined) {
            if (!isAllowed(region)) violation(own, "is not one of the regions that are allowed");
            return;
        }
        const ofProvider = resource.provider?.at("region");
        if (ofProvider === undefined || ofProvider.isUnknown || ofProvider.isMissing) {
            undetermined(resource, "has no region of its own, and that of its provider is not known here");
        } else if (!isAllowed(ofProvider.text() ?? "")) {
            violation(resource, "is in its provider's region, which is not one of those that are allowed");
        }
    },
});
