import { colors } from "../../components/colors";
import { projectName } from "./stack-file";

/** A part of what a workload has: what moves its traffic, or how many pods it has. */
export type Part = "traffic" | "size";

/** The resources of a part: their type, and what their names have after the workload's. */
const parts: Readonly<Record<Part, readonly { type: string; ends: readonly string[] }[]>> = {
    /** The route of a gateway, or the rules of a load balancer. */
    traffic: [
        { type: "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute", ends: ["traffic-route"] },
        { type: "aws:lb/listenerRule:ListenerRule", ends: ["traffic-rule", "traffic-preview-rule"] },
    ],
    size: [
        {
            type: "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
            ends: colors.map((color) => `${color}-autoscaler`),
        },
    ],
};

/**
 * What `pulumi up --target` is given for a part of these workloads: URNs with a wildcard for the types of the components around a resource.
 * To look up whole URNs in the state would take longer than all that follows but the update itself.
 * https://www.pulumi.com/docs/iac/cli/commands/pulumi_up/
 */
export function targetsOf(stack: string, part: Part, workloads: readonly string[]): string[] {
    const named = ({ type, ends }: (typeof parts)[Part][number]) =>
        workloads.flatMap((workload) =>
            ends.map((end) => `urn:pulumi:${stack}::${projectName}::**$${type}::${projectName}-${workload}-${end}`),
        );
    return parts[part].flatMap(named);
}
