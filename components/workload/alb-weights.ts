import { colors, perColor, type PerColor } from "../colors";
import type { ElbApi, ElbRule, ElbTargetGroup, ElbTargetHealth } from "./elb-api";
import type { Weights } from "./weights";

/** Reads what a load balancer does with the two target groups of a workload, which it finds by their names. */
export interface AlbReader {
    /** The weights of the rule that names them, in percent; `undefined` without such a rule. */
    weights(): Promise<Weights | undefined>;
    /** How many targets of each are healthy; `undefined` while no rule names them, for then nothing checks them. */
    healthy(): Promise<PerColor<number> | undefined>;
}

type Arns = PerColor<string>;

/** What is known of two target groups of which a rule names at least one. */
export interface Attached {
    arns: Arns;
    loadBalancerArn: string;
}

/** The calls with which rules are found; who changes some needs more of each than who reads them. */
type RulesApi<Rule> = Pick<ElbApi, "describeListeners"> & {
    describeRules(...input: Parameters<ElbApi["describeRules"]>): Promise<{ Rules?: Rule[]; NextMarker?: string }>;
};

/** Reads through the API of one region and account. */
export function albReader(api: ElbApi, names: PerColor<string>): AlbReader {
    return {
        weights: async () => {
            const attached = await readAttached(api, names);
            return attached && weightsOfRules(attached.arns, await readRules(api, attached));
        },
        healthy: async () => {
            const attached = await readAttached(api, names);
            return attached && readHealthy(api, attached.arns);
        },
    };
}

/** Weights are relative to their sum, so those that were edited by hand (1 and 3) count as 25 and 75 too. */
export function weightsOfRules(arns: Arns, rules: readonly ElbRule[]): Weights | undefined {
    const rule = weightedRuleOf(arns, rules);
    if (rule === undefined) {
        return undefined;
    }
    const groups = targetsOf(rule);
    // A forward to a single target group needs no weight, and has all of the traffic.
    const total = groups.reduce((sum, { Weight: weight = 1 }) => sum + weight, 0);
    const share = perColor((color) =>
        groups
            .filter(({ TargetGroupArn: arn }) => arn === arns[color])
            .reduce((sum, { Weight: weight = 1 }) => sum + weight, 0),
    );
    return perColor((color) => (total === 0 ? 0 : (100 * share[color]) / total));
}

/** The rule that shares requests out. One that sends those with a header to one target group doesn't: it is the preview. */
export function weightedRuleOf<Rule extends ElbRule>(arns: Arns, rules: readonly Rule[]): Rule | undefined {
    return rules.find((rule) => {
        const groups = targetsOf(rule);
        const needsHeader = rule.Conditions?.some(({ Field: field }) => field === "http-header") ?? false;
        return (
            groups.some(({ TargetGroupArn: arn }) => arn === arns.blue || arn === arns.green) &&
            !(needsHeader && groups.length === 1)
        );
    });
}

function targetsOf({ Actions: actions = [] }: ElbRule) {
    return actions.flatMap((action) => action.ForwardConfig?.TargetGroups ?? []);
}

/** Targets that are being registered (`initial`), drained or not checked get no requests, or not for long. */
export function healthyTargets({ TargetHealthDescriptions: targets = [] }: ElbTargetHealth): number {
    return targets.filter(({ TargetHealth: health }) => health?.State === "healthy").length;
}

/** `undefined` where a target group is missing, or where no rule names them. */
export function attachedOf(names: PerColor<string>, groups: readonly ElbTargetGroup[]): Attached | undefined {
    const found = perColor((color) => groups.find(({ TargetGroupName: name }) => name === names[color]));
    const [blue, green] = [found.blue?.TargetGroupArn, found.green?.TargetGroupArn];
    const loadBalancerArn = colors.flatMap((color) => found[color]?.LoadBalancerArns ?? [])[0];
    return blue !== undefined && green !== undefined && loadBalancerArn !== undefined
        ? { arns: { blue, green }, loadBalancerArn }
        : undefined;
}

/** The same, read. */
export async function readAttached(
    api: Pick<ElbApi, "describeTargetGroups">,
    names: PerColor<string>,
): Promise<Attached | undefined> {
    try {
        const { TargetGroups: groups = [] } = await api.describeTargetGroups({ Names: [names.blue, names.green] });
        return attachedOf(names, groups);
    } catch (error) {
        if (error instanceof Error && error.name === "TargetGroupNotFoundException") {
            return undefined;
        }
        throw error;
    }
}

/** All rules of all listeners of a load balancer. */
export async function readRules<Rule extends ElbRule>(
    api: RulesApi<Rule>,
    { loadBalancerArn }: Pick<Attached, "loadBalancerArn">,
): Promise<Rule[]> {
    const { Listeners: listeners = [] } = await api.describeListeners({ LoadBalancerArn: loadBalancerArn });
    const arns = listeners.flatMap(({ ListenerArn: arn }) => arn ?? []);
    return (await Promise.all(arns.map((arn) => rulesOfListener(api, arn)))).flat();
}

async function rulesOfListener<Rule extends ElbRule>(api: RulesApi<Rule>, listenerArn: string): Promise<Rule[]> {
    const rules: Rule[] = [];
    let marker: string | undefined;
    do {
        const page = await api.describeRules({ ListenerArn: listenerArn, Marker: marker });
        rules.push(...(page.Rules ?? []));
        marker = page.NextMarker;
    } while (marker !== undefined);
    return rules;
}

/** How many targets of each target group are healthy. */
export async function readHealthy(api: Pick<ElbApi, "describeTargetHealth">, arns: Arns): Promise<PerColor<number>> {
    const [blue, green] = await Promise.all(
        [arns.blue, arns.green].map((arn) => api.describeTargetHealth({ TargetGroupArn: arn })),
    );
    return { blue: healthyTargets(blue ?? {}), green: healthyTargets(green ?? {}) };
}
