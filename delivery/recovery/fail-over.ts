import type { Clock } from "../clock";
import { span } from "../report/words";
import { partNames } from "../../components/foundation/aws/part-names";
import { pointTo, recordsOf, type Route53Api } from "./domain-records";
import type { Found, Pair } from "./fail-over-rules";
import type { RdsApi } from "./rds-api";
import { type Backup, writeSetting } from "./region-stack";
import { automatedBackups, instance } from "./restorable";

/** The second stack, as the engine and its cluster know it. */
export interface Successor {
    /** Makes it what its file says. */
    update(): Promise<void>;
    /** Comes back once every workload has the pods that it needs. */
    ready(): Promise<void>;
}

export interface FailOverWorld {
    /** Of the second stack's region: nothing is asked of the first's. */
    readonly rds: RdsApi;
    readonly dns: Route53Api;
    readonly successor: Successor;
    readonly clock: Clock;
    readonly tell: (line: string) => void;
    /** Keeps what was done. */
    readonly keep: (steps: readonly DoneStep[]) => void;
}

export interface DoneStep {
    readonly step: string;
    readonly seconds: number;
}

export async function findForFailOver(pair: Pair, { rds, dns }: Pick<FailOverWorld, "rds" | "dns">): Promise<Found> {
    const { from, to } = pair;
    const [all, database, records] = await Promise.all([
        automatedBackups(rds, partNames(from.place.name).database),
        instance(rds, partNames(to.place.name).database),
        recordsOf(dns, pair),
    ]);
    return { backups: all.find(({ Region }) => Region === from.place.region), database, records };
}

type Step = readonly [what: string, work: () => Promise<void>];

/**
 * Makes the second stack with a database of the first's backups, and then gives it the domain. Each step may be done again: a run
 * that was interrupted is gone on with by the same command.
 *
 * @param isDrill Whether it stays without the domain.
 */
export async function failOver(
    pair: Pair,
    backup: Backup,
    isDrill: boolean,
    world: FailOverWorld,
): Promise<DoneStep[]> {
    const { successor, dns, clock } = world;
    const make = async () => {
        writeSetting(pair.to, ["database", "restoreFrom"], backup);
        await successor.update();
    };
    const point = async () => {
        await pointTo(dns, pair, clock);
        // Else the next update of either would give the domain back.
        writeSetting(pair.from, ["edge", "weight"], 0);
        writeSetting(pair.to, ["edge", "weight"], 100);
    };
    const steps: Step[] = [
        ["the stack, its database of the backup", make],
        ["pods ready", () => successor.ready()],
        ...(isDrill ? [] : [["the domain pointed to it", point] as const]),
        // The provider gives a restored database all but its insights and its backups' days; requests need not wait for them.
        ["the settings that a restore leaves out", () => successor.update()],
    ];
    return inTurn(steps, world);
}

async function inTurn(steps: readonly Step[], world: FailOverWorld): Promise<DoneStep[]> {
    const { clock, tell, keep } = world;
    const done: DoneStep[] = [];
    for (const [step, work] of steps) {
        tell(`> ${step}`);
        const began = clock.now();
        await work();
        const seconds = (clock.now() - began) / 1000;
        done.push({ step, seconds });
        tell(`< ${step}: ${span(seconds)}`);
        keep(done);
    }
    return done;
}
