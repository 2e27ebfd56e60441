import type { Resource } from "../resource";
import { type Parameter, stackRule } from "../rule";
import { all, any } from "./maybe";
import { selects, sharesOf } from "./traffic";
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
        for (const { where, service, isSure } of sharesOf(stack, parameters.colorLabel)) {
            decide(() => {
                const hasSome = any(workloads, (workload) =>
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

function mayHaveColor(workload: Resource, label: string): boolean {
    const color = podLabelsOf(workload).at(label);
    return color.isUnknown || !color.isMissing;
}
