import * as http from "node:http";
import type { AddressInfo } from "node:net";

import { expect } from "chai";

import { signatureHeader, verify } from "../../../delivery/notify/sign";
import { Webhooks } from "../../../delivery/notify/webhooks";
import type { PostTools } from "../../../delivery/notify/post";
import { entry, release } from "./release";

const key = "a-key-that-nobody-may-see";
const query = "token=a-token-that-nobody-may-see";

type Answer = (response: http.ServerResponse) => void;

const status =
    (code: number, headers: http.OutgoingHttpHeaders = {}): Answer =>
    (response) => {
        response.writeHead(code, headers).end("what the receiver says");
    };

describe("the webhooks of a release", () => {
    let server: http.Server;
    let url: string;
    let clock: number;
    let slept: number[];
    /** Answers in turn; then 200. */
    let answers: Answer[];
    let requests: { headers: http.IncomingHttpHeaders; body: string; method?: string; at: number }[];
    const tools: Partial<PostTools> = {
        now: () => clock,
        random: () => 1,
        sleep: (seconds) => {
            slept.push(seconds);
            clock += seconds * 1000;
            return Promise.resolve();
        },
    };

    before(async () => {
        server = http.createServer((request, response) => {
            void (async () => {
                let body = "";
                for await (const chunk of request) body += String(chunk);
                requests.push({ headers: request.headers, body, method: request.method, at: clock / 1000 });
                (answers.shift() ?? status(204))(response);
            })();
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?${query}`;
    });

    beforeEach(() => {
        clock = Date.UTC(2026, 10, 28, 5);
        [answers, requests, slept] = [[], [], []];
    });

    after(() => {
        server.closeAllConnections();
        server.close();
    });

    const deploying = entry("deploying", 1);
    const canary = entry("canary", 2, { step: 0, why: "all gates pass", weights: { blue: 90, green: 10 } });
    const of = release([deploying, canary]);

    function webhooks(changes: Partial<PostTools> = {}, to = url): Webhooks {
        const config = { webhooks: [{ url: to, secretVariable: "HOOK_KEY" }] };
        return new Webhooks(config, { HOOK_KEY: key }, { ...tools, ...changes });
    }

    async function told(hooks: Webhooks): Promise<string[]> {
        hooks.tell(of, canary);
        return hooks.settled();
    }

    it("get each entry in order, as JSON, signed at the moment of each try", async () => {
        answers = [status(503, { "retry-after": "10" })];
        const hooks = webhooks();
        hooks.tell(of, deploying);
        hooks.tell(of, canary);
        expect(await hooks.settled()).to.be.empty;
        expect(requests.map(({ body }) => (JSON.parse(body) as { phase: string }).phase)).to.deep.equal([
            "deploying",
            "deploying",
            "canary",
        ]);
        expect(JSON.parse(requests[2]!.body)).to.deep.equal({
            release: of.id,
            stack: "production",
            color: "green",
            images: of.images,
            phase: "canary",
            step: 0,
            at: "2026-11-28T04:02:00.000Z",
            by: "alchemorsel",
            why: "all gates pass",
            weights: { blue: 90, green: 10 },
        });
        for (const { headers, body, method, at } of requests) {
            expect(method).to.equal("POST");
            expect(headers["content-type"]).to.equal("application/json");
            expect(verify(key, headers[signatureHeader.toLowerCase()] as string, body, Math.floor(at))).to.be.true;
        }
        const times = requests.map(({ headers }) => (headers[signatureHeader.toLowerCase()] as string).split(",")[0]);
        expect(times[1]).not.to.equal(times[0]);
    });

    it("get no signature where no key is configured", async () => {
        await told(new Webhooks({ webhooks: [{ url }] }, { HOOK_KEY: key }, tools));
        expect(requests[0]!.headers).not.to.have.property(signatureHeader.toLowerCase());
    });

    it("are tried again on 429 and 5xx, later each time", async () => {
        answers = [status(500), status(429), status(503), status(502), status(504)];
        expect(await told(webhooks())).to.be.empty;
        expect(slept).to.deep.equal([0.5, 1, 2, 4, 8]);
    });

    it("are not tried again at the same moments", async () => {
        answers = [status(500)];
        await told(webhooks({ random: () => 0 }));
        expect(slept).to.deep.equal([0.25]);
    });

    it("are given up after five further tries, and after one for later entries until one arrives", async () => {
        answers = Array.from({ length: 7 }, () => status(500));
        const hooks = webhooks();
        const warnings = await told(hooks);
        expect(requests).to.have.length(6);
        expect(warnings).to.have.length(1);
        expect(warnings[0]).to.match(/^release\.webhooks\[0\] \(http:\/\/127\.0\.0\.1:\d+\) was not told of canary of/);
        expect(warnings[0]).to.match(/it answered 500, at the last of 6 tries$/);
        expect(await told(hooks)).to.have.length(1);
        expect(requests).to.have.length(7);
        expect(await told(hooks)).to.be.empty;
        answers = [status(500)];
        expect(await told(hooks)).to.be.empty;
        expect(requests).to.have.length(10);
    });

    it("are left alone for as long as they ask, in seconds or until a date", async () => {
        const date = new Date(clock + 7_000 + 20_000).toUTCString();
        answers = [status(429, { "retry-after": "7" }), status(503, { "retry-after": date })];
        expect(await told(webhooks())).to.be.empty;
        expect(slept).to.deep.equal([7, 20]);
    });

    it("are given up where they ask for longer than a minute", async () => {
        answers = [status(429, { "retry-after": "3600" })];
        const [warning] = await told(webhooks());
        expect(warning).to.match(/it answered 429 and asked to be left alone for 3600 s$/);
        expect(slept).to.be.empty;
    });

    for (const code of [301, 307, 400, 401, 404]) {
        it(`are given up at once on ${code}`, async () => {
            answers = [status(code, { location: url })];
            expect((await told(webhooks()))[0]).to.include(`it answered ${code}`);
            expect(requests).to.have.length(1);
        });
    }

    it("are tried again where the connection breaks or can't be made", async () => {
        answers = [(response) => response.destroy()];
        expect(await told(webhooks())).to.be.empty;
        const [warning] = await told(webhooks({}, `http://127.0.0.1:1/hook?${query}`));
        expect(warning).to.match(/could not be reached.*, at the last of 6 tries$/);
    });

    it("are tried again where they don't answer in time", async () => {
        let overdue = new AbortController();
        answers = [
            () => {
                overdue.abort(new DOMException("too slow", "TimeoutError"));
                overdue = new AbortController();
            },
        ];
        expect(await told(webhooks({ newSignal: () => overdue.signal }))).to.be.empty;
        expect(requests).to.have.length(2);
    });

    it("show neither the key nor the query, whatever happens", async () => {
        const warnings: string[] = [];
        for (const fails of [
            webhooks({ fetch: () => Promise.reject(new TypeError(`Failed to parse URL from ${url} ${key}`)) }),
            webhooks({}, `http://127.0.0.1:1/hook?${query}`),
        ]) {
            warnings.push(...(await told(fails)));
        }
        answers = [status(404)];
        warnings.push(...(await told(webhooks())));
        expect(warnings).to.have.length(3);
        expect(warnings.join()).not.to.include("nobody-may-see").and.not.to.include("/hook");
    });

    it("that fail keep no other one from being told", async () => {
        const config = { webhooks: [{ url: "http://127.0.0.1:1/" }, { url }] };
        const warnings = await told(new Webhooks(config, {}, tools));
        expect(warnings).to.have.length(1);
        expect(warnings[0]).to.include("release.webhooks[0]");
        expect(requests).to.have.length(1);
    });
});
