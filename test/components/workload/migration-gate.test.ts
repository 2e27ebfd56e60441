import { expect } from "chai";

import type { ClusterReader } from "../../../components/kubernetes/reader";
import { migrated } from "../../../components/workload/migration-gate";
import { fakeReader } from "../fake-reader";

const job = "/apis/batch/v1/namespaces/ns/jobs/recipes-green-expand-1";
const pods = "/api/v1/namespaces/ns/pods";
const list = `${pods}?labelSelector=${encodeURIComponent("batch.kubernetes.io/job-name=recipes-green-expand-1")}`;
const failed = {
    status: { conditions: [{ type: "Failed", status: "True", reason: "PodFailurePolicy", message: "code 2" }] },
};
const complete = { status: { conditions: [{ type: "Complete", status: "True" }] } };

function pod(name: string, creationTimestamp: string, state: object) {
    return { metadata: { name, creationTimestamp }, status: { containerStatuses: [{ restartCount: 0, state }] } };
}

async function refusal(reader: ClusterReader, seconds = 60): Promise<string> {
    try {
        await migrated("ns", { job: "recipes-green-expand-1", reader, seconds });
        return "";
    } catch (error) {
        return (error as Error).message;
    }
}

/** Another answer at each look, the last one for good. */
function changing(path: string, answers: unknown[], others: Record<string, unknown>): ClusterReader {
    const left = [...answers];
    const rest = fakeReader(others);
    return {
        ...rest,
        get: (asked) =>
            asked === path
                ? (Promise.resolve(left.length > 1 ? left.shift() : left[0]) as Promise<never>)
                : rest.get(asked),
    };
}

describe("the gate before a color's pods", () => {
    it("opens when the Job is complete, and not before", async () => {
        expect(await refusal(changing(job, [{}, { status: {} }, complete], {}))).to.equal("");
    });

    it("stays closed after a Job that failed, with the last words of its last pod", async () => {
        const ended = { terminated: { exitCode: 2, reason: "Error" } };
        const text = await refusal(
            fakeReader({
                [job]: failed,
                [list]: { items: [pod("two", "2026-02-02", ended), pod("one", "2026-01-01", ended)] },
                [`${pods}/one/log?tailLines=15`]: "the first try\n",
                [`${pods}/two/log?tailLines=15`]: 'relation "nowhere" does not exist\n',
            }),
        );
        expect(text).to.include("PodFailurePolicy: code 2");
        expect(text).to.include('two: ended with exit code 2 (Error)\n    relation "nowhere" does not exist');
        expect(text).to.not.include("the first try");
        expect(text).to.match(/next `pulumi up` runs them again/);
    });

    it("remembers what a pod was at that the Job's deadline has deleted", async () => {
        const waiting = pod("one", "2026-01-01", { waiting: { reason: "ImagePullBackOff", message: "not found" } });
        const late = { status: { conditions: [{ type: "Failed", status: "True", reason: "DeadlineExceeded" }] } };
        let looks = 0;
        const reader: ClusterReader = {
            text: () => Promise.resolve(undefined),
            get: (path) => {
                const answer = path === job ? (looks++ === 0 ? {} : late) : { items: looks === 1 ? [waiting] : [] };
                return Promise.resolve(answer) as Promise<never>;
            },
        };
        expect(await refusal(reader)).to.match(/DeadlineExceeded[^]*one: ImagePullBackOff: not found/);
    });

    it("stays closed for a Job that is gone or never ends", async () => {
        expect(await refusal(fakeReader({}))).to.match(/it is not in the cluster[^]*pulumi refresh/);
        expect(await refusal(fakeReader({ [job]: {} }), -60)).to.match(/no end/);
    });

    it("says why it can't read the pods rather than hide that the Job failed", async () => {
        const text = await refusal(fakeReader({ [job]: failed, [list]: new Error("403") }));
        expect(text).to.match(/code 2[^]*could not read the pods of recipes-green-expand-1: Error: 403/);
    });
});
