import { suggestion } from "../../components/suggestion";
import { UserError } from "../../embedded/errors";
import { type GateName, gateNames } from "./gate";

/** Why a gate that fails may be passed, by gate. */
export type Waivers = ReadonlyMap<GateName, string>;

/** The guard asks the same when the traffic moves, and is asked by nobody whether it may. */
const guarded: readonly GateName[] = ["endpoints", "image", "ready"];
const waivable = gateNames.filter((gate) => !guarded.includes(gate));

/** The values of `--waive gate=reason`. */
export function readWaivers(values: readonly string[]): Waivers {
    const waivers = new Map<GateName, string>();
    const problems: string[] = [];
    for (const value of values) {
        const [gate = "", ...rest] = value.split("=");
        const reason = rest.join("=").trim();
        const problem = problemOf(gate, reason) ?? (waivers.has(gate as GateName) ? "is waived twice" : undefined);
        if (problem === undefined) {
            waivers.set(gate as GateName, reason);
        } else {
            problems.push(`--waive ${value}: ${gate} ${problem}`);
        }
    }
    if (problems.length > 0) {
        throw new UserError(problems);
    }
    return waivers;
}

function problemOf(gate: string, reason: string): string | undefined {
    if (!gateNames.some((known) => known === gate)) {
        return `is no gate${suggestion(gate, gateNames)}`;
    }
    if (!waivable.some((known) => known === gate)) {
        return `can never be waived, for the guard would refuse to move the traffic anyway; ${waivable.join(", ")} can`;
    }
    return reason === "" ? `needs a reason: --waive '${gate}=<why it may be passed>'` : undefined;
}
