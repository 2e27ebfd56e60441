import * as fs from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

import { type ColorName, colors } from "../../components/colors";
import type { Release } from "../../delivery/release/release";
import type { StatusJson } from "../../delivery/report/status-json";
import { type Answer, Load } from "../e2e/load";
import type { Outcome, TestPlatform } from "../e2e/platform";
import { Verb } from "../e2e/verb";

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

    /** Takes a folder away for half a minute. */
    async remove(folder: string): Promise<void> {
        const away = `${folder}.away`;
        fs.renameSync(folder, away);
        try {
            await delay(outageMilliseconds);
        } finally {
            fs.renameSync(away, folder);
        }
    }

    /** Waits until requests are answered well again, one after the other: until then the outage lasts. */
    private async untilAnswered(): Promise<void> {
        const isGood = ({ status }: Answer) => status >= 200 && status < 300;
        while (!(await this.load.more(200)).every(isGood));
        this.outage.until = Date.now();
    }
}

/** The last release, as its journal has it. */
export async function lastRelease(platform: TestPlatform): Promise<Release> {
    return json<Release>(await platform.mustAlchemorsel("release", "--json"));
}

export async function statusOf(platform: TestPlatform): Promise<StatusJson> {
    return json<StatusJson>(await platform.mustAlchemorsel("status", "--json"));
}

function json<T>({ output }: Outcome): T {
    return JSON.parse(output.slice(output.indexOf("{"))) as T;
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
export async function toBlue(platform: TestPlatform): Promise<void> {
    const { phase } = await lastRelease(platform);
    if (["deploying", "deployed", "gating", "canary", "promoted", "baking"].includes(phase)) {
        await platform.mustAlchemorsel("abort");
    } else if (phase === "rollingBack") {
        await platform.alchemorsel("release", "resume");
    } else if (phase === "done") {
        await platform.mustAlchemorsel("rollback");
    }
}
