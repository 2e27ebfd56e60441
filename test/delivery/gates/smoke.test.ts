import { expect } from "chai";

import { smoke } from "../../../delivery/gates/smoke";
import type { Requester } from "../../../delivery/gates/smoke";
import { inputs, workload } from "./inputs";

const never = () => new AbortController().signal;

function look(requests: { path: string; status: number; contains?: string }[], request: Requester, signal = never) {
    const own = workload("recipes", { smoke: requests });
    return smoke(signal)(own, inputs({ workloads: [own], request }));
}

describe("the gate of smoke tests", () => {
    it("asks the new color's Service through the API server", async () => {
        const asked: string[] = [];
        const { passes, detail } = await look(
            [{ path: "/api/recipes?q=a%20b", status: 200, contains: "soup" }],
            (path) => {
                asked.push(path);
                return Promise.resolve({ status: 200, body: "a soup" });
            },
        );
        expect(asked).to.deep.equal([
            "/api/v1/namespaces/shop/services/http:recipes-green:8080/proxy/api/recipes?q=a%20b",
        ]);
        expect(passes, detail).to.be.true;
    });

    it("never leaves the Service, whatever the path", async () => {
        const asked: string[] = [];
        const paths = ["/../../../../secrets", "/a/%2e%2e/%2E%2E/b", "//other/x"];
        await look(
            paths.map((path) => ({ path, status: 200 })),
            (path) => {
                asked.push(path);
                return Promise.resolve({ status: 200, body: "" });
            },
        );
        const proxy = "/api/v1/namespaces/shop/services/http:recipes-green:8080/proxy";
        expect(asked).to.deep.equal([`${proxy}/secrets`, `${proxy}/b`, `${proxy}//other/x`]);
    });

    it("tells for each request what was expected, and the beginning of what came, in one line", async () => {
        const bodies: Record<string, string> = { "/a": `<h1>\n\x1b[2Jno ${"x".repeat(500)}`, "/b": "", "/c": "fine" };
        const { passes, detail } = await look(
            [
                { path: "/a", status: 200 },
                { path: "/b", status: 204, contains: "tea" },
                { path: "/c", status: 200 },
            ],
            (path) => {
                const body = bodies[path.slice(-2)]!;
                return Promise.resolve({ status: body === "fine" ? 200 : 500, body });
            },
        );
        expect(passes).to.be.false;
        const [first, second, ...rest] = detail.split("; ");
        expect(first).to.equal(`GET /a: expected 200, got 500 with "<h1> \uFFFD[2Jno ${"x".repeat(188)}…"`);
        expect(second).to.equal('GET /b: expected 204 with "tea", got 500 with an empty body');
        expect(rest).to.be.empty;
    });

    it("fails a right status with the wrong body", async () => {
        const request = () => Promise.resolve({ status: 200, body: "maintenance" });
        const { detail } = await look([{ path: "/", status: 200, contains: "recipes" }], request);
        expect(detail).to.equal('GET /: expected 200 with "recipes", got 200 with "maintenance"');
    });

    it("ends a request that hangs, heeding the signal or not, and judges the others", async () => {
        const slow = new AbortController();
        const heeds = (signal: AbortSignal) =>
            new Promise<never>((_, reject) => {
                signal.addEventListener("abort", () => {
                    reject(new Error("aborted"));
                });
            });
        const answered = look(
            [
                { path: "/heeds", status: 200 },
                { path: "/ignores", status: 200 },
                { path: "/answers", status: 200 },
            ],
            (path, signal) => {
                if (path.endsWith("/heeds")) return heeds(signal);
                if (path.endsWith("/ignores")) return new Promise<never>(() => undefined);
                slow.abort(new Error("it took too long"));
                return Promise.resolve({ status: 200, body: "" });
            },
            () => slow.signal,
        );
        const { passes, detail } = await answered;
        expect(passes).to.be.false;
        expect(detail).to.match(/^GET \/heeds: expected 200, got no answer: .+; GET \/ignores: .*: it took too long/);
    });

    it("asks three at a time", async () => {
        let [open, most] = [0, 0];
        await look(
            Array.from({ length: 10 }, (_, index) => ({ path: `/${index}`, status: 200 })),
            async () => {
                most = Math.max(most, ++open);
                await Promise.resolve();
                open--;
                return { status: 200, body: "" };
            },
        );
        expect(most).to.equal(3);
    });
});
