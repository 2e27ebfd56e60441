import { randomBytes } from "node:crypto";
import * as fs from "node:fs";

import { CoreV1Api, PatchStrategy, setHeaderOptions, type V1Pod } from "@kubernetes/client-node";
import { expect } from "chai";

import { Load, search } from "../../embedded/load/load";
import { silentProgress } from "../../embedded/progress";
import { ensureTools } from "../../embedded/tools";
import { nothingLost } from "./ledger";
import { TestPlatform } from "./platform";
import { containerPid, eventually, pods } from "./processes";

const [namespace, variable] = ["alchemorsel", "EDITOR_KEY_FILE"];
/** The kubelet looks after a pod's Secrets once a minute or so. */
const patience = 180;
/** One wrong key fewer than those after which the app has a client wait. */
const tries = 4;

describe("another key for the editor, from its Secret to the pods that run", () => {
    let platform: TestPlatform;
    let k6: string;
    const loads: Load[] = [];

    before(async () => {
        platform = await TestPlatform.create("rotation");
        await platform.must("up");
        k6 = (await ensureTools(["k6"], silentProgress)).get("k6") ?? "";
    });

    after(async () => {
        for (const load of loads) await load.stop();
        await platform.destroy();
    });

    async function startLoad(editorKey: string): Promise<Load> {
        const { address, stateHome: folder } = platform;
        const load = Load.start({
            ...{ address, k6, folder, seconds: 600, kept: 30, fresh: 20, freshPath: search, write: 5 },
            editorKey,
        });
        loads.push(load);
        await load.more(100);
        return load;
    }

    /** As external-secrets does it. */
    async function setKeys(...keys: string[]): Promise<void> {
        const body = { stringData: { key: keys.join("\n") } };
        const merge = setHeaderOptions("Content-Type", PatchStrategy.MergePatch);
        const core = platform.kubeConfig().makeApiClient(CoreV1Api);
        await core.patchNamespacedSecret({ namespace, name: "editor-key", body }, merge);
        await eventually("every pod has the new keys", patience, async () =>
            (await running()).every((pod) => keysIn(pod) === keys.join("\n")),
        );
    }

    /** Of both colors: one that starts later begins with what is there by then. */
    async function running(): Promise<V1Pod[]> {
        const all = await pods(platform, namespace, "app.kubernetes.io/name=recipes,alchemorsel.dev/color");
        return all.filter(({ status }) => status?.containerStatuses?.[0]?.ready);
    }

    /** Pods and their containers' starts. */
    async function starts(): Promise<string[]> {
        return (await running()).flatMap(({ metadata, status }) =>
            (status?.containerStatuses ?? []).map(({ containerID }) => `${metadata?.name ?? ""} ${containerID ?? ""}`),
        );
    }

    async function rate(key: string): Promise<number> {
        const { recipes } = (await (await fetch(`${platform.address}/api/v1/recipes?limit=1`)).json()) as {
            recipes: [{ id: string }];
        };
        const headers = {
            "Content-Type": "application/json",
            "Client-Key": "reader-number-0001",
            Authorization: `Bearer ${key}`,
        };
        const url = `${platform.address}/api/v1/recipes/${recipes[0].id}/rating`;
        const { status, body } = await fetch(url, { method: "PUT", headers, body: '{"stars":4}' });
        await body?.cancel();
        return status;
    }

    const statuses = async (key: string) => {
        const found: number[] = [];
        for (let turn = 0; turn < tries; turn++) found.push(await rate(key));
        return found;
    };

    it("is taken by each pod without a restart, the old one no more, and no request is lost", async () => {
        const [old, next] = [platform.editorKey, randomBytes(24).toString("hex")];
        const before = await starts();
        expect(before).not.to.deep.equal([]);
        const first = await startLoad(old);
        await setKeys(old, next);
        expect(await statuses(next), "with the new key").to.deep.equal(Array(tries).fill(200));
        expect(await statuses(old), "with the old key, beside it").to.deep.equal(Array(tries).fill(200));
        const second = await startLoad(next);
        await nothingLost(platform.address, first);
        await setKeys(next);
        expect(await statuses(old), "with the old key, after it").to.deep.equal(Array(tries).fill(401));
        await second.more(100);
        await nothingLost(platform.address, second);
        expect(await starts(), "containers that run").to.include.members(before);
    });
});

/** What the app reads each time that it is asked for the key. */
function keysIn(pod: V1Pod): string {
    const file = pod.spec?.containers[0]?.env?.find(({ name }) => name === variable)?.value ?? "";
    return fs.readFileSync(`/proc/${containerPid(pod)}/root${file}`, "utf8");
}
