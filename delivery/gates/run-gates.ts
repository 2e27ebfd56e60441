import type { GateResult } from "../release/release";
import { reasonOf } from "../reason-of";
import { alarms } from "./alarms";
import { endpoints } from "./endpoints";
import { fail, type Finding, type GateInputs, type GateName, type StackGate, type WorkloadGate } from "./gate";
import { image } from "./image";
import { migrations } from "./migrations";
import { policy } from "./policy";
import { ready } from "./ready";
import { smoke } from "./smoke";
import type { Waivers } from "./waivers";

const workloadGates = { endpoints, image, ready, smoke: smoke(), migrations } satisfies Partial<
    Record<GateName, WorkloadGate>
>;
const stackGates: Record<Exclude<GateName, keyof typeof workloadGates>, StackGate> = { policy, alarms };

/** Runs all gates at the same time and tells all of them, in their order and the workloads'. `by` is who waives. */
export async function runGates(inputs: GateInputs, waivers: Waivers, by: string): Promise<GateResult[]> {
    const ofWorkloads = Object.entries(workloadGates).flatMap(([gate, look]) =>
        inputs.workloads.map(async (each) => ({
            gate,
            workload: each.name,
            ...(await findingOf(() => look(each, inputs))),
        })),
    );
    const ofStack = Object.entries(stackGates).map(async ([gate, look]) => ({
        gate,
        ...(await findingOf(() => look(inputs))),
    }));
    const found = await Promise.all([...ofWorkloads, ...ofStack]);
    return found.map(({ passes, detail, ...about }) => {
        const reason = waivers.get(about.gate as GateName);
        if (passes || reason === undefined) {
            return { ...about, result: passes ? "pass" : "fail", detail };
        }
        return { ...about, result: "waived", detail: `${reason}; it found: ${detail}`, by };
    });
}

/** A gate that can't look says nothing about the color, so it does not let it through. */
async function findingOf(look: () => Promise<Finding>): Promise<Finding> {
    try {
        return await look();
    } catch (error) {
        return fail(`the gate could not look: ${reasonOf(error)}`);
    }
}
