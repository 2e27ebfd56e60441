import type { PlatformConfig } from "../../../components/config";
import { groupsOf } from "../../../components/groups";
import { type Weights, weights } from "../../../components/workload/weights";
import { configMapJournal } from "../../../delivery/journal/journal";
import type { Options } from "../../../delivery/options";
import type { Release } from "../../../delivery/release/release";
import type { Context } from "../../../delivery/verbs/context";
import { localConfig } from "../../components/example";
import { fakeClock } from "../fake-clock";
import { FakeObjects } from "../fake-objects";

const namespace = "shop";

/** A stack in memory: its config, and the traffic, which follows the config at each update. */
class FakeStack {
    values: Record<string, string> = {};
    routes: Record<string, Weights> = {};
    readonly written: Readonly<Record<string, string>>[] = [];
    readonly updates: { what: string; workloads: readonly string[] }[] = [];

    config(): Promise<PlatformConfig> {
        return Promise.resolve(localConfig(this.values));
    }

    writeConfig(values: Readonly<Record<string, string>>): Promise<void> {
        this.written.push(values);
        // By paths; what is deeper stays as the example has it.
        for (const [key, value] of Object.entries(values)) if (!key.includes(".")) this.values[key] = value;
        return Promise.resolve();
    }

    async update(what: string, { workloads }: { workloads: readonly string[] }): Promise<void> {
        this.updates.push({ what, workloads });
        for (const group of groupsOf(await this.config())) {
            const moved = group.workloads.filter((workload) => workloads.includes(workload));
            for (const each of moved) this.routes[each] = weights(group.activeColor, group.canaryWeight);
        }
    }

    tag = () => Promise.resolve();
    settled = () => Promise.resolve();
    openAhead = () => undefined;
}

/** A context of a cluster and an engine in memory. */
export function fakeContext(options: Partial<Options> & Pick<Options, "verb">, groups: readonly string[] = []) {
    const [stack, objects, told] = [new FakeStack(), new FakeObjects(), [] as string[]];
    const journal = (group?: string) => configMapJournal(objects, namespace, group);
    const context = {
        ...{ clock: fakeClock(), stack, groups, who: "ada@desk", env: {}, journal: journal(options.group) },
        options: {
            ...{ stack: "local", json: false, images: [], waive: [], endWindow: false, unlock: false },
            ...options,
        },
        policies: { project: __dirname, pack: __dirname, stack: "local" },
        tell: (line: string) => told.push(line),
        target: {
            ...{ namespace, writer: objects },
            weights: (workload: string) => Promise.resolve(stack.routes[workload]),
            writeWeights: (workload: string, share: Weights) => {
                stack.routes[workload] = share;
                return Promise.resolve();
            },
        },
    } as unknown as Context;
    const write = (release: Release) => journal(release.group).save(release);
    return { context, stack, objects, told, write };
}
