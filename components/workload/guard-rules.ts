import { colors, type ColorName, type PerColor } from "../colors";
import { colorObjectName } from "../kubernetes/names";
import { mostWeight, type Weights } from "./weights";

/** What the guard knows of one color: as it is in the cluster, or as the update will have it. */
export interface ColorState {
    /** `undefined`: there are no pods, nor any on their way. */
    image?: string;
    /** `undefined`: there is no autoscaler. */
    replicas?: { min: number; max: number };
}

/** What the update will make of a workload. */
export interface Plan {
    workload: string;
    weights: Weights;
    colors: PerColor<ColorState>;
    /** Refuse to change the image of the color that becomes the active one too: a switch is an update of its own. */
    switchesAlone?: boolean;
}

/** What a workload is in the cluster at this moment. `waitsFor`: what keeps a color's pods from all being of its image. */
export interface Live {
    /** `undefined`: there is no route, so nothing carries traffic. */
    weights?: Weights;
    colors: PerColor<ColorState & { readyEndpoints: number; waitsFor?: string }>;
}

/** What keeps an update from moving traffic. */
export interface Verdict {
    /** Reasons that time does not mend. */
    refused: string[];
    /** Reasons that go by themselves once the pods are there that the autoscaler or the rollout owes. */
    waiting: string[];
}

/** The color that carries the traffic now: the one with the largest share. */
export function carrier({ weights, colors: states }: Live): ColorName | undefined {
    const carrying = colors.filter((color) => (weights?.[color] ?? 0) > 0);
    return carrying.sort(
        (a, b) => (weights?.[b] ?? 0) - (weights?.[a] ?? 0) || states[b].readyEndpoints - states[a].readyEndpoints,
    )[0];
}

/**
 * Judges the colors that gain traffic: each must be there with an image, run no other image than that, and have at
 * least as many ready endpoints as the color that carries the traffic now.
 */
export function judgeGains(plan: Plan, live: Live): Verdict {
    const verdict: Verdict = { refused: [], waiting: [] };
    for (const color of colors.filter((name) => plan.weights[name] > (live.weights?.[name] ?? 0))) {
        judgeGain(color, plan, live, verdict);
    }
    return verdict;
}

function judgeGain(color: ColorName, plan: Plan, live: Live, verdict: Verdict): void {
    const { workload } = plan;
    const name = colorObjectName(workload, color);
    const carrying = carrier(live);
    const now = carrying
        ? `${carrying} carries the traffic with ${live.colors[carrying].readyEndpoints} ready endpoints`
        : "nothing carries traffic yet";
    const planned = plan.colors[color];
    if (planned.image === undefined) {
        const path = `workloads.${workload}.image.${color}`;
        verdict.refused.push(
            `${name} has no image; ${now}. Deploy ${color} first, in an update of its own: ` +
                `pulumi config set --path '${path}' <image>@sha256:<digest> && pulumi up`,
        );
        return;
    }
    const { readyEndpoints: ready, waitsFor } = live.colors[color];
    const pods = `kubectl get pods -A -l app.kubernetes.io/name=${workload},alchemorsel.dev/color=${color}`;
    if (waitsFor !== undefined) {
        verdict.waiting.push(`${name} is not rolled out: ${waitsFor}; ${now}. See its pods: ${pods}`);
        return;
    }
    const needed = Math.max(1, carrying ? live.colors[carrying].readyEndpoints : 1);
    if (ready >= needed) {
        return;
    }
    const shortfall = `${name} has ${ready} ready endpoints and needs ${needed}; ${now}`;
    if ((planned.replicas?.min ?? 0) >= needed) {
        verdict.waiting.push(`${shortfall}. Its pods are not ready: ${pods}`);
    } else {
        verdict.refused.push(
            `${shortfall}. Give it as many pods first, in an update of its own: ` +
                `pulumi config set --path 'workloads.${workload}.replicas.min' ${needed} && pulumi up`,
        );
    }
}

/**
 * Judges a switch of a workload that switches alone: the color that becomes the active one must already run its image.
 * (That the one which loses the traffic keeps its image is `judgeLosses`'s business.)
 */
export function judgeSwitch(plan: Plan, live: Live): string[] {
    const [before, after] = [carrier(live), mostWeight(plan.weights)];
    const gains = plan.weights[after] > (live.weights?.[after] ?? 0);
    if (!plan.switchesAlone || before === undefined || before === after || !gains) {
        return [];
    }
    const [running, planned] = [live.colors[after].image, plan.colors[after].image];
    if (planned === undefined || running === planned) {
        return [];
    }
    const { workload } = plan;
    return [
        `${colorObjectName(workload, after)} becomes the active color in this update, which would change its image too. ` +
            `Deploy the image first, in an update of its own: pulumi config set activeColor ${before} && pulumi up`,
    ];
}

/** Judges the colors that lose traffic: the update that takes their traffic changes neither their image nor their size. */
export function judgeLosses(plan: Plan, live: Live): string[] {
    return colors
        .filter((color) => plan.weights[color] < (live.weights?.[color] ?? 0))
        .flatMap((color) => judgeLoss(color, plan, live));
}

function judgeLoss(color: ColorName, { workload, colors: planned }: Plan, live: Live): string[] {
    const [before, after] = [live.colors[color], planned[color]];
    const name = colorObjectName(workload, color);
    const reasons: string[] = [];
    const report = (change: string, path: string, value: string) => {
        reasons.push(
            `${name} carries traffic now and this update would take that traffic and ${change} at once. ` +
                "Move the traffic first and do the rest in an update of its own: " +
                `pulumi config set --path 'workloads.${workload}.${path}' ${value} && pulumi up`,
        );
    };
    if (before.image !== undefined && after.image !== before.image) {
        report(after.image === undefined ? "remove its pods" : "change its image", `image.${color}`, before.image);
    }
    for (const bound of ["min", "max"] as const) {
        const [old, next] = [before.replicas?.[bound], after.replicas?.[bound]];
        if (after.image !== undefined && old !== undefined && next !== undefined && next < old) {
            report(`lower its replicas.${bound} from ${old} to ${next}`, `replicas.${bound}`, String(old));
        }
    }
    return reasons;
}
