import type { Resource, Stack } from "../resource";
import { type Parameter, stackRule } from "../rule";
import { all, any } from "./maybe";
import { marksBeside } from "./namespaces";
import { selects, type Share, sharesBySelector, sharesOf } from "./traffic";
import { hasPods, podLabelsOf, workloadsOf } from "./workloads";

/** Shared with `bluegreen-idle`: a stack has one way to mark colors. */
export const colorLabel: Parameter<string> = {
    description: "Label of pods, and key of a Service's selector, that says the color",
    type: "string",
    default: "alchemorsel.dev/color",
};

export const bluegreenActive = stackRule<{ colorLabel: string }>({
    id: "bluegreen-active",
    level: "mandatory",
    severity: "critical",
    what: "A color that gets traffic has pods: by the weight of a route or of a target group, or by the selector of the one Service.",
    why: "Every request that goes to a color without pods fails, from the moment of the switch.",
    fix: `// The switch, once the Deployment of green is there and ready:
backendRefs: [
    { name: "web-blue", port: 80, weight: 0 },
    { name: "web-green", port: 80, weight: 100 },
]`,
    controls: [],
    source: "https://gateway-api.sigs.k8s.io/guides/traffic-splitting/",
    parameters: { colorLabel },
    checkStack(stack, { parameters, decide, violation, undetermined }) {
        // A Service with a color selects no others.
        const workloads = workloadsOf(stack).filter((workload) => mayHaveColor(workload, parameters.colorLabel));
        const areHere = workloads.length > 0;
        const shares = sharesOf(stack, parameters.colorLabel);
        const selected = selectedOf(stack, shares, workloads);
        for (const { where, service, isSure } of shares) {
            decide(() => {
                const hasSome = any(selected.get(service) ?? [], (workload) =>
                    all([() => selects(stack, service, workload), () => hasPods(stack, workload)]),
                );
                if (hasSome === true) return;
                if (hasSome === undefined || !isSure) {
                    undetermined(where, "only the update will know whether it sends requests to a color without pods");
                } else if (areHere) {
                    violation(
                        where,
                        "sends requests to a color without pods: no workload with that color and replicas of 1 or more",
                    );
                } else {
                    undetermined(where, "sends requests to pods that are not in this stack");
                }
            });
        }
    },
});

/** The workloads that the Service of a share may select. */
function selectedOf(stack: Stack, shares: readonly Share[], workloads: readonly Resource[]) {
    const bySelector = sharesBySelector(stack, shares);
    const selected = new Map<Resource, Resource[]>();
    for (const workload of workloads) {
        const services = bySelector.find(marksBeside(stack, workload), podLabelsOf(workload));
        for (const service of new Set(services.map((share) => share.service))) {
            const list = selected.get(service);
            if (list === undefined) selected.set(service, [workload]);
            else list.push(workload);
        }
    }
    return selected;
}

function mayHaveColor(workload: Resource, label: string): boolean {
    const color = podLabelsOf(workload).at(label);
    return color.isUnknown || !color.isMissing;
}
