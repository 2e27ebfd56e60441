import * as fs from "node:fs";

import { progressLine } from "../report/progress-lines";
import { summary } from "../report/summary";
import { timeline } from "../report/timeline";
import { lastRelease } from "./context";
import type { Verb } from "./verb";

/** The last release, entry by entry. */
export const show: Verb = async (context) => {
    const release = await lastRelease(context);
    const lines = release.journal.map((entry) => progressLine(entry, release));
    return { code: 0, release, text: [`release ${release.id} of ${release.stack}`, ...lines].join("\n") };
};

/** Its picture, in a file. */
export const drawTimeline: Verb = async (context) => {
    const release = await lastRelease(context);
    const { output = `release-${release.id}.html` } = context.options;
    fs.writeFileSync(output, timeline(release, new Date(context.clock.now())));
    return { code: 0, release, text: output };
};

/** Its summary, for a pull request or a release page. */
export const summarize: Verb = async (context) => {
    const release = await lastRelease(context);
    return { code: 0, release, text: summary(release, new Date(context.clock.now())) };
};
