import type { Action, Rule } from "@aws-sdk/client-elastic-load-balancing-v2";

import { colors, type PerColor } from "../../components/colors";
import { readAttached, readRules, weightedRuleOf, weightsOfRules } from "../../components/workload/alb-weights";
import type { Weights } from "../../components/workload/weights";
import { UserError } from "../../embedded/errors";
import { type Clock, systemClock } from "../clock";
import type { ElbWriteApi } from "./elb-write-api";
import { patientElb } from "./patient-elb";
import { untilThere } from "./until-there";

interface Live {
    arns: PerColor<string>;
    rule: Rule;
}

/**
 * Gives the listener rule of a workload new weights, and changes nothing else of it, in one call that needs no engine; comes
 * back once they are read from the API, and throws when they aren't by the moment `until`. Throttling, which comes when
 * many rules are changed at once, is waited out.
 */
export async function writeAlbWeights(
    api: ElbWriteApi,
    /** Names of the workload's target groups. */
    targetGroups: PerColor<string>,
    weights: Weights,
    until: number,
    clock: Clock = systemClock,
): Promise<void> {
    const name = `the listener rule of ${targetGroups.blue} and ${targetGroups.green}`;
    const patient = patientElb(api, until, clock);
    const place = {
        name,
        hint: "See what: the event ModifyRule in CloudTrail",
        read: () => readRule(patient, name, targetGroups),
        weightsOf: ({ arns, rule }: Live) => weightsOfRules(arns, [rule]) ?? { blue: 0, green: 0 },
        write: async ({ arns, rule }: Live) => {
            const { RuleArn: arn = "", Actions: actions = [] } = rule;
            checkTargets(name, arns, actions, targetGroups, weights);
            await patient.modifyRule({ RuleArn: arn, Actions: reweighted(arns, actions, weights) });
        },
    };
    await untilThere(place, weights, until, clock);
}

async function readRule(api: ElbWriteApi, name: string, targetGroups: PerColor<string>): Promise<Live> {
    const attached = await readAttached(api, targetGroups);
    const rule = attached && weightedRuleOf(attached.arns, await readRules<Rule>(api, attached));
    if (attached === undefined || rule === undefined) {
        throw new UserError(`there is no such thing as ${name}: is the workload deployed?`);
    }
    return { arns: attached.arns, rule };
}

/** The same actions, of which those that forward to the colors have these weights. */
export function reweighted(arns: PerColor<string>, actions: readonly Action[], weights: Weights): Action[] {
    return actions.map((action) => ({
        ...action,
        ...(action.ForwardConfig && {
            ForwardConfig: {
                ...action.ForwardConfig,
                TargetGroups: action.ForwardConfig.TargetGroups?.map((target) => {
                    const color = colors.find((name) => arns[name] === target.TargetGroupArn);
                    return color === undefined ? target : { ...target, Weight: weights[color] };
                }),
            },
        }),
    }));
}

/** A rule that doesn't forward to a color cannot give it a share. */
function checkTargets(
    name: string,
    arns: PerColor<string>,
    actions: readonly Action[],
    targetGroups: PerColor<string>,
    weights: Weights,
): void {
    const targets = actions.flatMap(({ ForwardConfig: forward }) => forward?.TargetGroups ?? []);
    const missing = colors
        .filter((color) => weights[color] > 0)
        .filter((color) => !targets.some(({ TargetGroupArn: arn }) => arn === arns[color]));
    if (missing.length > 0) {
        const names = missing.map((color) => targetGroups[color]).join(", ");
        throw new UserError(`${name} does not forward to ${names}: pulumi refresh and pulumi up make it whole`);
    }
}
