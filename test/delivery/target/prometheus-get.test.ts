import { expect } from "chai";

import type { Requester } from "../../../delivery/gates/smoke";
import { prometheusGet } from "../../../delivery/target/prometheus-get";
import { failure } from "../failure";

describe("Prometheus of a local stack", () => {
    it("is asked through the API server", async () => {
        const asked: string[] = [];
        const get = prometheusGet((path) => {
            asked.push(path);
            return Promise.resolve({ status: 200, body: '{"status":"success"}' });
        }, "shop");
        expect(await get("/api/v1/alerts")).to.deep.equal({ status: "success" });
        expect(asked).to.deep.equal(["/api/v1/namespaces/shop/services/prometheus:9090/proxy/api/v1/alerts"]);
    });

    it("has nothing where it answers 404", async () => {
        expect(await prometheusGet(() => Promise.resolve({ status: 404, body: "" }), "shop")("/x")).to.equal(undefined);
    });

    for (const [what, request, words] of [
        ["cannot be reached", () => Promise.reject(new Error("connect ECONNREFUSED")), "connect ECONNREFUSED"],
        ["has no pod", answering(503, "no endpoints available"), "Prometheus is not there: 503 no endpoints available"],
    ] as const) {
        it(`says so where it ${what}`, async () => {
            const error = await failure(prometheusGet(request, "shop")("/api/v1/alerts"));
            expect(error.message).to.equal(words);
        });
    }

    it("says so where it hangs", async () => {
        const abort = new AbortController();
        const hanging: Requester = (_path, signal) =>
            new Promise((_resolve, reject) => {
                signal.addEventListener("abort", () => {
                    reject(signal.reason as Error);
                });
            });
        const error = failure(prometheusGet(hanging, "shop", () => abort.signal)("/api/v1/alerts"));
        abort.abort();
        expect((await error).message).to.equal("Prometheus did not answer through the API server within 5 s");
    });
});

function answering(status: number, body: string): Requester {
    return () => Promise.resolve({ status, body });
}
