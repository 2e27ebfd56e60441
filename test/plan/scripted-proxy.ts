import { type FaultyProxy, startFaultyProxy } from "../../embedded/rehearsal/half-way/faulty-proxy";
import { type Fault, faultName } from "../../embedded/rehearsal/half-way/faults";

/** A faulty proxy whose tests say what goes wrong next. */
export interface ScriptedProxy extends FaultyProxy {
    /** The calls in their order, as in `ModifyRule` or `ModifyRule: silence`. */
    readonly calls: string[];
    /** What goes wrong with the next calls of an action, one after the other; undefined for one that goes well. */
    readonly faults: Record<string, (Fault | undefined)[]>;
    /** Forgets calls and faults. */
    reset(): void;
}

export async function startScriptedProxy(target: string): Promise<ScriptedProxy> {
    const [calls, faults] = [[] as string[], {} as ScriptedProxy["faults"]];
    const proxy = await startFaultyProxy(target, ({ operation }) => {
        const fault = faults[operation]?.shift();
        calls.push(fault === undefined ? operation : `${operation}: ${faultName(fault)}`);
        return fault;
    });
    return {
        ...proxy,
        ...{ calls, faults },
        reset: () => {
            calls.length = 0;
            for (const action of Object.keys(faults)) Reflect.deleteProperty(faults, action);
        },
    };
}
