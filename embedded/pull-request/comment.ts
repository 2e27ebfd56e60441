import { code } from "../../policy-pack/report/markdown-code";
import { githubLimit, markdownReport } from "../../policy-pack/report/markdown";
import type { Report } from "../../policy-pack/report/report";
import type { PlanChange } from "./plan-change";
import { planMarkdown } from "./plan-markdown";

/** By which the comment is found again. */
export const marker = "<!-- alchemorsel: preview of a pull request -->";

/** What there is to say of a stack. What a run did not get to is missing. */
export interface StackResult {
    readonly stack: string;
    readonly plan?: PlanChange;
    readonly policies?: Report;
    readonly basePolicies?: Report;
}

/** One comment about all stacks, within GitHub's limit. */
export function commentOf(stacks: readonly StackResult[], intro: string, limit = githubLimit): string {
    const head = `${marker}\n${intro}`;
    const rest = limit - head.length - stacks.length * "\n\n".length;
    const share = Math.floor(rest / Math.max(1, stacks.length));
    return [head, ...stacks.map((one) => stackPart(one, share))].join("\n\n");
}

function stackPart(result: StackResult, room: number): string {
    // The findings are what a reviewer must see: the plan has at most a third.
    const plan = planPart(result, Math.floor(room / 3));
    return `${plan}\n\n${policyPart(result, room - plan.length - "\n\n".length)}`;
}

function planPart({ stack, plan }: StackResult, room: number): string {
    if (plan === undefined) return `## Plan: ${code(stack)}\n\n**There is no plan:** its run says why.`;
    return planMarkdown(plan, room);
}

function policyPart({ stack, plan, policies, basePolicies }: StackResult, room: number): string {
    if (policies === undefined)
        return `## Policies: ${code(stack)}\n\n**The policy pack did not run:** its run says why.`;
    const note =
        basePolicies === undefined && plan?.base !== "none"
            ? "\n\nThere is no report of the base: what is new is not told.\n"
            : "";
    const whole = `policy-${stack}.json`;
    return (
        markdownReport(policies, { base: basePolicies, whole, limit: room - note.length }).trimEnd() + note.trimEnd()
    );
}
