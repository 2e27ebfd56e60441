import { colors, otherColor, perColor } from "../../../components/colors";
import type { PlatformConfig } from "../../../components/config";
import { type Weights, weights } from "../../../components/workload/weights";
import type { Entry, GateResult, Look, Release } from "../../../delivery/release/release";
import type { World } from "../../../delivery/run/world";
import { turns } from "../../../delivery/stack/turns";
import { analysis } from "../analysis-config";

/** A process that is killed does nothing more. */
export class Killed extends Error {}

/** So long that whatever else is to be done at this time of the fake clock is done first. */
export async function aWhile(): Promise<void> {
    for (let turn = 0; turn < 50; turn++) await Promise.resolve();
}

export const newImage = `recipes@sha256:${"2".repeat(64)}`;
export const oldImage = `recipes@sha256:${"1".repeat(64)}`;

/** A world in memory: a stack file, a route, a journal, and a clock that moves when somebody sleeps. */
export class FakeWorld implements World {
    readonly who = "ada@desk";
    readonly lookMilliseconds = 1_000;
    now = Date.parse("2026-11-28T05:00:00Z");
    readonly clock = {
        now: () => this.now,
        sleep: (milliseconds: number) => {
            this.now += milliseconds;
            return Promise.resolve();
        },
    };
    file: Record<string, string> = {
        activeColor: "blue",
        canaryWeight: "0",
        "workloads.recipes.image.blue": oldImage,
    };
    route: Weights = { blue: 100, green: 0 };
    ready = { blue: 2, green: 2 };
    saved: Release | undefined;
    /** What was done, in its order. */
    readonly log: string[] = [];
    readonly told: string[] = [];
    readonly warnings: string[] = [];
    gateResults: GateResult[] = [];
    /** The looks at each second of watching. */
    lookAt: (release: Release, seconds: number) => Look[] = () => [];
    /** What an update does after the route has moved. */
    afterUpdate: (what: string) => Promise<void> = () => Promise.resolve();
    /** Runs before each thing that is done; throws to make it fail. */
    before: (action: string) => void = () => undefined;

    /** Config and updates wait for each other here. */
    protected readonly inTurn = turns();

    /** A new process: it knows what is written down, and nothing else. */
    restarted(): FakeWorld {
        const next = new FakeWorld();
        const { now, file, route, ready, saved, gateResults, lookAt } = this;
        return Object.assign(next, { now, file, route, ready, saved, gateResults, lookAt });
    }

    check = () => undefined;
    confirm = () => Promise.resolve();

    config(): Promise<PlatformConfig> {
        const { activeColor, canaryWeight } = this.file;
        const image = perColor((color) => this.file[`workloads.recipes.image.${color}`]);
        const warm = perColor((color) => Number(this.file[`workloads.recipes.replicas.warm.${color}`] ?? 0));
        const workloads = { recipes: { image, replicas: { min: 2, max: 4, warm }, rolloutSeconds: 120 } };
        return Promise.resolve({
            activeColor,
            canaryWeight: Number(canaryWeight),
            workloads,
        } as unknown as PlatformConfig);
    }

    writeConfig(values: Readonly<Record<string, string>>): Promise<void> {
        return this.inTurn(() =>
            this.act(`config ${JSON.stringify(values)}`, () => {
                Object.assign(this.file, values);
            }),
        );
    }

    /** As the program does: the route gets what the file says. */
    update(...args: Parameters<World["update"]>): Promise<void> {
        return this.inTurn(() => this.updateNow(...args).then(() => this.afterUpdate(args[0])));
    }

    protected updateNow(...[what]: Parameters<World["update"]>): Promise<void> {
        return this.act(`update ${what}`, () => {
            if (what !== "size") {
                const { activeColor, canaryWeight } = this.file;
                this.route = weights(activeColor as "blue", Number(canaryWeight));
            }
            const warm = (color: string) => Number(this.file[`workloads.recipes.replicas.warm.${color}`] ?? 0);
            if (what !== "traffic") this.ready = perColor((color) => Math.max(this.ready[color], warm(color)));
        });
    }

    weights(): Promise<Weights> {
        return Promise.resolve(this.route);
    }

    live(): ReturnType<World["live"]> {
        return Promise.resolve({
            weights: this.route,
            colors: perColor((color) => ({ readyEndpoints: this.ready[color] })),
        });
    }

    writeWeights(_workload: string, share: Weights): Promise<void> {
        return this.act(`route ${colors.map((color) => share[color]).join("/")}`, () => {
            this.route = share;
        });
    }

    gates(): Promise<readonly GateResult[]> {
        return this.act("gates", () => this.gateResults);
    }

    looks(release: Release, since: Date): Promise<readonly Look[]> {
        return Promise.resolve(this.lookAt(release, (this.now - since.getTime()) / 1000));
    }

    load(): Promise<void> {
        return this.act("load", () => undefined);
    }

    save(release: Release): Promise<void> {
        return this.act(`save ${release.phase}${release.step === undefined ? "" : ` ${release.step}`}`, () => {
            this.saved = JSON.parse(JSON.stringify(release)) as Release;
        });
    }

    tell(_release: Release, { phase, why }: Entry): void {
        this.told.push(`${phase}: ${why ?? ""}`);
    }

    warn(message: string): void {
        this.warnings.push(message);
    }

    protected act<T>(action: string, work: () => T): Promise<T> {
        this.log.push(action);
        return new Promise((resolve) => {
            this.before(action);
            resolve(work());
        });
    }
}

export function newRelease(changes: Partial<Release> = {}): Release {
    const color = changes.color ?? "green";
    return {
        ...{ id: `1-${color}`, stack: "local", color, images: { recipes: { new: newImage, old: oldImage } } },
        ...{ phase: "deploying", since: "2026-11-28T05:00:00.000Z", journal: [] },
        plan: {
            steps: [
                { weight: 10, seconds: 5 },
                { weight: 50, seconds: 5 },
            ],
            bakeSeconds: 10,
            windowSeconds: 3600,
            analysis: { ...analysis, waitSeconds: 30 },
        },
        ...changes,
    };
}

/** The old color's traffic, for a release to green. */
export const allBack: Weights = weights(otherColor("green"), 0);
