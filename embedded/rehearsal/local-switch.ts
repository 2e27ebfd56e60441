import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { type ColorName, otherColor } from "../../components/colors";
import { type Answer, failures, Load, share } from "../load/load";
import { RunError } from "../process";
import { silentProgress } from "../progress";
import { ensureTools } from "../tools";
import { type LocalStack, withLocalStack } from "./local-stack";
import type { Acted } from "./step";

/** Requests a second, so few that they give no color more pods; half of them on new connections. */
const rate = 20;
/** The load ends after this long, whatever becomes of the switches. */
const seconds = 300;
/** So many answers in a row of one color, and all of the traffic is there; it may take so many turns. */
const [settled, turns] = [2 * rate, 20];

type Report = (detail: string) => void;

/** Moves the traffic of the local stack to the other color and back, under a stream of requests: there the pods are real. */
export async function switchUnderRequests(report: Report): Promise<Acted> {
    const played = await withLocalStack(silentProgress, (stack) => underLoad(stack, report));
    return "missing" in played
        ? { said: `played without requests: ${played.missing}; \`make up\` first`, problems: [] }
        : played;
}

async function underLoad(stack: LocalStack, report: Report): Promise<Acted> {
    const k6 = (await ensureTools(["k6"], silentProgress)).get("k6") ?? "";
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel-load-"));
    try {
        const load = Load.start({ address: stack.address, k6, seconds, kept: rate / 2, fresh: rate / 2, folder });
        try {
            await load.more(settled);
            const problems = await thereAndBack(stack, load, report);
            return told(await load.stop(), stack.active, problems);
        } finally {
            await load.stop();
        }
    } finally {
        fs.rmSync(folder, { recursive: true });
    }
}

async function thereAndBack({ active, ...stack }: LocalStack, load: Load, report: Report): Promise<string[]> {
    const other = otherColor(active);
    report(`the local stack's traffic to ${other}`);
    const problems = await moved(stack.switch, other, load);
    report(`the local stack's traffic back to ${active}`);
    return [...problems, ...(await moved(stack.restore, active, load))];
}

/** What keeps the update from moving all of the traffic to the color. */
async function moved(update: () => Promise<void>, color: ColorName, load: Load): Promise<string[]> {
    try {
        await update();
    } catch (error) {
        if (!(error instanceof RunError)) throw error;
        return [`the update to ${color} failed: ${error.message}`];
    }
    for (let turn = 0; turn < turns; turn++) if (share(await load.more(settled), color) === 1) return [];
    return [`${color} does not answer alone after ${turns * settled} requests`];
}

/** What became of the requests. */
export function told(answers: readonly Answer[], active: ColorName, problems: readonly string[]): Acted {
    const failed = failures(answers);
    const words = failed.map(({ kind, status, error }) => `a request on a ${kind} connection: ${error ?? status}`);
    const said = `${answers.length} requests, ${failed.length} failed, from ${active} to ${otherColor(active)} and back`;
    return { said, problems: [...problems, ...new Set(words)] };
}
