import { type Phase, phases } from "../../delivery/release/release";
import { happenings, isAtRest, phaseInWords, transitions } from "../../delivery/release/transitions";

/** Where the state machine of a release is drawn, between these two lines. */
export const stateMachinePage = "docs/delivery.md";
const begin = "<!-- Drawn from delivery/release/transitions.ts by make docs. -->";
const end = "<!-- End of the drawing. -->";

/** The page with the state machine as the code has it. */
export function withStateMachine(page: string): string {
    const [before, after] = [page.indexOf(begin), page.indexOf(end)];
    if (before < 0 || after < before)
        throw new Error(`${stateMachinePage} has no place for the drawing: ${begin} … ${end}`);
    return `${page.slice(0, before)}${begin}\n\n\`\`\`mermaid\n${drawing()}\n\`\`\`\n\n${page.slice(after)}`;
}

/** https://mermaid.js.org/syntax/stateDiagram.html */
function drawing(): string {
    const names = phases.map((phase) => `    ${phase}: ${phaseInWords[phase]}`);
    const arrows = phases.flatMap((phase) =>
        Object.entries(byTarget(phase)).map(([next, why]) => `    ${phase} --> ${next}: ${why.join(", ")}`),
    );
    const ends = phases
        .filter((phase) => isAtRest({ phase }) && phase !== "deployed")
        .map((phase) => `    ${phase} --> [*]`);
    return ["stateDiagram-v2", ...names, "    [*] --> deploying: deploy", ...arrows, ...ends].join("\n");
}

function byTarget(phase: Phase): Partial<Record<Phase, string[]>> {
    const targets: Partial<Record<Phase, string[]>> = {};
    for (const happening of happenings) {
        const next = transitions[phase][happening];
        if (next === undefined) continue;
        (targets[next] ??= []).push(happening);
        if (phase === "canary" && happening === "succeeded") (targets.canary ??= []).push("succeeded, with steps left");
        if (next === "canary") (targets.promoted ??= []).push("succeeded, without steps");
    }
    return targets;
}
