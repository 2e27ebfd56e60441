import * as http from "node:http";
import type { AddressInfo } from "node:net";

import { expect } from "chai";

import { exportRelease } from "../../../delivery/notify/export-release";
import type { Entry } from "../../../delivery/release/release";
import { entry, release } from "./release";

/** A span in OTLP's JSON, as far as it is looked at. */
interface Sent {
    traceId: string;
    spanId: string;
    parentSpanId?: string;
    name: string;
    startTimeUnixNano: string;
    endTimeUnixNano: string;
    attributes: { key: string; value: { stringValue?: string; intValue?: number } }[];
    events: { name: string; attributes: Sent["attributes"] }[];
    status: { code: number; message?: string };
}

interface Request {
    resourceSpans: { resource: { attributes: Sent["attributes"] }; scopeSpans: { spans: Sent[] }[] }[];
}

const variables = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_SDK_DISABLED"] as const;

describe("the trace of a release", () => {
    let server: http.Server;
    let endpoint: string;
    let requests: { url: string; body: Request }[];
    let answer: number;
    const environment = Object.fromEntries(variables.map((name) => [name, process.env[name]]));

    before(async () => {
        server = http.createServer((request, response) => {
            void (async () => {
                let body = "";
                for await (const chunk of request) body += String(chunk);
                requests.push({ url: request.url ?? "", body: JSON.parse(body) as Request });
                response.writeHead(answer, { "content-type": "application/json" }).end("{}");
            })();
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });

    beforeEach(() => {
        [requests, answer] = [[], 200];
        for (const name of variables) Reflect.deleteProperty(process.env, name);
        process.env.OTEL_EXPORTER_OTLP_ENDPOINT = endpoint;
    });

    after(() => {
        for (const name of variables) Reflect.deleteProperty(process.env, name);
        for (const [name, value] of Object.entries(environment)) if (value !== undefined) process.env[name] = value;
        server.closeAllConnections();
        server.close();
    });

    const gates = [
        { gate: "smoke", workload: "recipes", result: "pass" as const, detail: "2 answered as expected" },
        { gate: "alarms", result: "waived" as const, detail: "known", by: "ada" },
    ];
    const looks = [
        {
            at: entry("canary", 4).at,
            workload: "recipes",
            measure: "errors",
            verdict: "breach" as const,
            why: "12 of 240",
        },
    ];
    const journal: Entry[] = [
        entry("deploying", 0, { by: "ada@laptop" }),
        entry("deployed", 1),
        entry("gating", 2),
        entry("gating", 3, { gates }),
        entry("canary", 4, { step: 0, weights: { blue: 90, green: 10 } }),
        entry("canary", 5, { step: 0, looks }),
        entry("canary", 6, { step: 1, weights: { blue: 50, green: 50 } }),
        entry("rollingBack", 7, { why: "errors" }),
        entry("rolledBack", 8, { why: "12 of 240 requests failed" }),
    ];

    /** What is sent once the journal has this many entries. */
    async function sent(entries: number): Promise<Sent[]> {
        requests = [];
        expect(await exportRelease(release(journal.slice(0, entries)))).to.be.undefined;
        return requests.flatMap(({ body }) => body.resourceSpans[0]!.scopeSpans[0]!.spans);
    }

    const value = ({ attributes }: Pick<Sent, "attributes">, name: string) =>
        attributes.find(({ key }) => key === `alchemorsel.${name}`)?.value;
    const minutes = ({ startTimeUnixNano: start, endTimeUnixNano: end }: Sent) =>
        [start, end].map((nanoseconds) => new Date(Number(BigInt(nanoseconds) / 1_000_000n)).getUTCMinutes());

    it("gets each phase and step once it is over, and the release at its end", async () => {
        const names: string[][] = [];
        for (let entries = 1; entries <= journal.length; entries++) {
            const isNewPhase = ![4, 6].includes(entries);
            if (isNewPhase) names.push((await sent(entries)).map((span) => `${span.name} ${minutes(span).join("-")}`));
        }
        expect(names).to.deep.equal([
            [],
            ["deploying 0-1"],
            ["deployed 1-2"],
            ["gating 2-4", "gate smoke 2-3", "gate alarms 2-3"],
            ["canary 4-6"],
            ["canary 6-7"],
            ["rollingBack 7-8", "release 0-8"],
        ]);
    });

    it("is one trace, whoever sends the parts of it", async () => {
        const spans = [...(await sent(2)), ...(await sent(5)), ...(await sent(9))];
        const root = spans.find(({ name }) => name === "release")!;
        expect(root.parentSpanId).to.be.undefined;
        expect(new Set(spans.map(({ traceId }) => traceId)).size).to.equal(1);
        expect(root.traceId).to.match(/^[0-9a-f]{32}$/);
        expect(new Set(spans.map(({ spanId }) => spanId)).size).to.equal(spans.length);
        const gating = spans.find(({ name }) => name === "gating")!;
        for (const { name, parentSpanId } of spans.filter((span) => span !== root)) {
            expect(parentSpanId, name).to.equal(name.startsWith("gate ") ? gating.spanId : root.spanId);
        }
        expect((await sent(5))[0]!.spanId).to.equal(gating.spanId);
    });

    it("says what was found, and what failed", async () => {
        const [, , alarms] = await sent(5);
        expect(value(alarms!, "result")).to.deep.equal({ stringValue: "waived" });
        expect(value(alarms!, "by")).to.deep.equal({ stringValue: "ada" });
        const [canary] = await sent(7);
        expect(value(canary!, "step")).to.deep.equal({ intValue: 0 });
        expect(canary!.status).to.deep.equal({ code: 2, message: "errors: 12 of 240" });
        const look = canary!.events.find(({ name }) => name === "look")!;
        expect(value(look, "verdict")).to.deep.equal({ stringValue: "breach" });
        expect(value(canary!.events[0]!, "weight.green")).to.deep.equal({ intValue: 10 });
        const root = (await sent(9)).at(-1)!;
        expect(root.status).to.deep.equal({ code: 2, message: "12 of 240 requests failed" });
        expect(value(root, "image.recipes")).to.deep.equal({ stringValue: "recipes@sha256:new" });
    });

    it("is of the service alchemorsel, and goes to the standard's path", async () => {
        await sent(2);
        expect(requests[0]!.url).to.equal("/v1/traces");
        const service = requests[0]!.body.resourceSpans[0]!.resource.attributes.find(
            ({ key }) => key === "service.name",
        );
        expect(service?.value).to.deep.equal({ stringValue: "alchemorsel" });
    });

    it("ends well for a release that holds, and anew where it is taken back later", async () => {
        const held = [entry("promoted", 0), entry("baking", 1), entry("done", 2)];
        const back = [...held, entry("rollingBack", 30), entry("rolledBack", 31)];
        for (const [entries, names, code] of [
            [held, ["baking", "release"], 1],
            [back.slice(0, 4), [], undefined],
            [back, ["rollingBack", "release"], 2],
        ] as const) {
            requests = [];
            await exportRelease(release(entries));
            const spans = requests.flatMap(({ body }) => body.resourceSpans[0]!.scopeSpans[0]!.spans);
            expect(spans.map(({ name }) => name)).to.deep.equal(names);
            expect(spans.at(-1)?.status.code).to.equal(code);
        }
    });

    it("is sent nowhere without an endpoint, or where the SDK is off", async () => {
        process.env.OTEL_SDK_DISABLED = "true";
        expect(await sent(2)).to.be.empty;
        Reflect.deleteProperty(process.env, "OTEL_SDK_DISABLED");
        process.env.OTEL_EXPORTER_OTLP_ENDPOINT = "";
        expect(await sent(2)).to.be.empty;
    });

    it("tells what is missing from it, and throws nothing", async () => {
        answer = 400;
        const refused = await exportRelease(release(journal.slice(0, 2)));
        expect(refused).to.match(
            /^the trace of 2026-11-28T04-00-00Z-green lacks the spans until its phase deployed: ./,
        );
        process.env.OTEL_EXPORTER_OTLP_ENDPOINT = "http://127.0.0.1:1";
        expect(await exportRelease(release(journal.slice(0, 2)))).to.include("ECONNREFUSED");
    });
});
