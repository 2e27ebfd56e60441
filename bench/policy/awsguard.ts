import * as fs from "node:fs";
import * as path from "node:path";

import { run } from "../../embedded/process";
import { isStackRule } from "../../policy-pack/rule";
import { rules } from "../../policy-pack/rules";
import { exampleSettings } from "../../test/policy-pack/example-settings";
import { seconds } from "../stats";
import { compareFindings } from "./awsguard-findings";
import { asksAws, sharedPolicies, sharedRules } from "./awsguard-policies";
import { compareSpeed } from "./awsguard-speed";
import type { PolicyMeasurement } from "./measurement";
import { PackProcess } from "./pack-process";

/**
 * Our pack and @pulumi/awsguard, each in a process of its own and with the same SDKs, asked the same. Load balancers have
 * the types that awsguard knows when it is asked: the provider has dropped those names.
 */
export const awsguard: PolicyMeasurement = {
    title: "Side by side with @pulumi/awsguard",
    run: async (bench) => {
        const { report, check } = bench;
        const folder = fs.mkdtempSync(path.join(bench.folder, "awsguard-"));
        report("npm ci");
        const pack = await install(folder);
        configure(folder);
        const all = await withPacks({ folder, pack }, async (packs) => {
            const { ours, theirs } = packs;
            report("what both find");
            const findings = await compareFindings(ours, theirs, check);
            const what = `our ${rules.length} rules (${rules.filter(isStackRule).length} wait for the stack as a whole) to its ${theirs.policies.length - asksAws.length}`;
            const { ratio, ...row } = await compareSpeed(what, packs, bench);
            const starts = [ours, theirs].map(({ startSeconds }) => seconds(startSeconds)).join(", awsguard ");
            return [
                ...findings,
                { ...row, target: "faster: < 1", met: ratio < 1 },
                { name: "the start of either pack", target: "", measured: starts },
            ];
        });
        const shared = await withPacks({ folder, pack, onlyShared: true }, async (packs) => {
            const what = `our ${sharedRules.length} and its ${sharedPolicies.length} about the same, and no others`;
            const { name, measured } = await compareSpeed(what, packs, bench);
            return [{ name, measured, target: "" }];
        });
        return [...all, ...shared];
    },
};

/** Puts awsguard into the folder, from the registry, and returns where it is. */
async function install(folder: string): Promise<string> {
    const pack = path.join(folder, "pack");
    fs.cpSync(path.join(__dirname, "awsguard"), pack, { recursive: true });
    await run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: pack });
    return pack;
}

/** Has all of our rules on: also those that ask for nothing until a stack says what for. */
function configure(folder: string): void {
    // JSON is YAML too.
    const config = JSON.stringify({ version: 1, rules: exampleSettings() });
    fs.writeFileSync(path.join(folder, "policy-config.bench.yaml"), config);
}

async function withPacks<T>(
    { folder, pack, onlyShared = false }: { folder: string; pack: string; onlyShared?: boolean },
    use: (packs: { ours: PackProcess; theirs: PackProcess }) => Promise<T>,
): Promise<T> {
    const env = { ALCHEMORSEL_POLICY_FOLDER: folder, PULUMI_NODEJS_STACK: "bench", TMPDIR: folder };
    const ourFolder = path.join(__dirname, "../../policy-pack");
    const ours = await PackProcess.start(ourFolder, env, onlyShared ? sharedRules : undefined);
    try {
        const theirs = await PackProcess.start(pack, { TMPDIR: folder }, onlyShared ? sharedPolicies : undefined);
        try {
            return await use({ ours, theirs });
        } finally {
            await theirs.stop();
        }
    } finally {
        await ours.stop();
    }
}
