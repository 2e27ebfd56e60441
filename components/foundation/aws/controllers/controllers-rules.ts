import type { Problem } from "../../../problems";
import { regionProblem } from "../account";
import { because, unless } from "../rule";

/** What the rules look at, of a Controllers' args. */
export interface ControllersNames {
    region: string;
    loadBalancerController?: { vpcId: unknown };
    metricsServer?: boolean;
    externalSecrets?: { onlyNamespace?: unknown };
    karpenter?: { queueName: unknown };
    gatewayApi?: boolean;
}

/** What is wrong with the args of Controllers. */
export function controllersProblems(given: ControllersNames): Problem[] {
    const { region, loadBalancerController, metricsServer, externalSecrets, karpenter, gatewayApi } = given;
    const asked = [loadBalancerController, metricsServer, externalSecrets, karpenter, gatewayApi];
    return [
        ...because(regionProblem(region), "region"),
        ...unless(asked.some(Boolean), "args", "names no controller"),
        ...unless(matches(loadBalancerController?.vpcId, /^vpc-[0-9a-f]+$/), "loadBalancerController.vpcId", notVpc),
        ...unless(matches(externalSecrets?.onlyNamespace, namespace), "externalSecrets.onlyNamespace", notNamespace),
        ...unless(matches(karpenter?.queueName, /^[A-Za-z0-9_-]{1,80}$/), "karpenter.queueName", notQueue),
    ];
}

const namespace = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const notVpc = "is no ID of a VPC such as vpc-0123456789abcdef0";
const notNamespace = "is no name of a namespace";
const notQueue = "is no name of a queue: its URL and its ARN are others";

/** Only a text can be looked at before AWS says what it is. */
function matches(value: unknown, pattern: RegExp): boolean {
    return typeof value !== "string" || pattern.test(value);
}
