import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { CoreV1Api } from "@kubernetes/client-node";

import { type ColorName, colors } from "../../components/colors";
import type { Phase, Release } from "../../delivery/release/release";
import { type Answer, Load } from "../../embedded/load/load";
import type { TestPlatform } from "../e2e/platform";
import { eventually } from "../e2e/processes";
import { statusOf } from "../e2e/release-state";
import type { Verb } from "../e2e/verb";

/** How long whatever is gone stays so. */
const outageMilliseconds = 30_000;

/** What a fault has to work with: a platform under load, with a verb of `alchemorsel` at work on it. */
export class Stage {
    /** When requests may fail at all, in milliseconds since the epoch: from the beginning of an outage until all is well again. */
    readonly outage = { from: Infinity, until: -Infinity };

    constructor(
        readonly platform: TestPlatform,
        /** By version. */
        readonly images: Readonly<Record<string, string>>,
        readonly load: Load,
        readonly verb: Verb,
    ) {}

    /** Stops processes, so that nobody who asks them gets an answer, and lets them go on after half a minute. */
    async stop(pids: readonly number[]): Promise<void> {
        if (pids.length === 0) throw new Error("there is no process to stop");
        this.outage.from = Date.now();
        try {
            for (const pid of pids) process.kill(pid, "SIGSTOP");
            await delay(outageMilliseconds);
        } finally {
            for (const pid of pids) process.kill(pid, "SIGCONT");
        }
        await this.untilAnswered();
    }

    /** Takes a folder of the platform's state away for half a minute, or for as long as something else takes meanwhile. */
    async remove(folder: string, meanwhile: () => Promise<void>): Promise<void> {
        const place = path.join(this.platform.state, folder);
        const away = `${place}.away`;
        fs.renameSync(place, away);
        try {
            await Promise.all([delay(outageMilliseconds), meanwhile()]);
        } finally {
            // What somebody has made in its place is not what was there.
            fs.rmSync(place, { recursive: true, force: true });
            fs.renameSync(away, place);
        }
    }

    /** Waits until the journal has the release in this phase. */
    async untilWritten(phase: Phase): Promise<void> {
        const api = this.platform.kubeConfig().makeApiClient(CoreV1Api);
        await eventually(`the journal says ${phase}`, 60, async () => {
            const journal = await api.readNamespacedConfigMap({
                name: "alchemorsel-release",
                namespace: "alchemorsel",
            });
            return (JSON.parse(journal.data?.["release.json"] ?? "{}") as Release).phase === phase;
        });
    }

    /** Waits until requests are answered well again, one after the other: until then the outage lasts. */
    private async untilAnswered(): Promise<void> {
        const isGood = ({ status }: Answer) => status >= 200 && status < 300;
        while (!(await this.load.more(200)).every(isGood));
        this.outage.until = Date.now();
    }
}

/** The color that has all of the traffic, where the cluster, the config and a plain `pulumi preview` agree on it. */
export async function agreedColor(platform: TestPlatform): Promise<ColorName> {
    const { weights, warnings } = await statusOf(platform);
    const color = colors.find((each) => weights[each] === 100);
    const config = (await platform.pulumi("config", "get", "activeColor")).output.trim();
    const canary = (await platform.pulumi("config", "get", "canaryWeight")).output.trim();
    const preview = await platform.pulumi("preview", "--expect-no-changes");
    const isAgreed = color === config && /^0$|not found/.test(canary) && warnings.length === 0 && preview.code === 0;
    if (color === undefined || !isAgreed) {
        throw new Error(
            `no color has all of the traffic in the cluster (blue ${weights.blue}, green ${weights.green}), the config ` +
                `(${config}, canary ${canary}) and the preview:\n${warnings.join("\n")}\n${preview.output}`,
        );
    }
    return color;
}

/** Brings a release to rest with the old color at work, whatever a test has left. */
export async function toBlue(platform: TestPlatform, goodImage: string): Promise<void> {
    const phase = (await statusOf(platform)).release?.phase ?? "aborted";
    if (["deploying", "deployed", "gating", "canary", "promoted", "baking"].includes(phase)) {
        await platform.mustAlchemorsel("abort");
    } else if (phase === "rollingBack") {
        await platform.alchemorsel("release", "resume");
    } else if (phase === "done") {
        await platform.mustAlchemorsel("rollback");
    }
    const preview = await platform.pulumi("preview", "--expect-no-changes");
    if (preview.code !== 0) {
        await platform.mustAlchemorsel("deploy", "--image", goodImage);
        await platform.mustAlchemorsel("abort");
    }
}
