import { expect } from "chai";

import { prometheus } from "../../../delivery/analysis/prometheus";
import { isMissing } from "../../../delivery/analysis/sample";
import { at, bucket, each, fakePrometheus, requests, start, up } from "./fake-prometheus";

const read = up(each(0, 600, () => true));

async function figures(series: Parameters<typeof fakePrometheus>[0], since = 10, now = 20, isOver = false) {
    const result = await prometheus(fakePrometheus(series)).requests("recipes", at(since), at(now), isOver);
    expect(isMissing(result), JSON.stringify(result)).to.equal(false);
    return isMissing(result) ? undefined! : result;
}

async function reason(get: Parameters<typeof prometheus>[0], now = 20): Promise<string> {
    const result = await prometheus(get).requests("recipes", at(10), at(now));
    return isMissing(result) ? result.noFigures : "";
}

describe("figures of Prometheus", () => {
    it("count the requests of each color since a moment, exactly, over all gateways", async () => {
        const { blue, green } = await figures([
            read,
            up(
                each(0, 20, () => true),
                "10.0.0.2:9100",
            ),
            requests(
                { color: "blue" },
                each(0, 20, (second) => 1000 + second * 90),
            ),
            requests(
                { color: "blue", instance: "10.0.0.2:9100" },
                each(0, 20, (second) => 5 + second * 10),
            ),
            requests(
                { color: "green" },
                each(0, 20, (second) => second * 7),
            ),
            requests(
                { color: "green", workload: "other" },
                each(0, 20, (second) => second * 1000),
            ),
        ]);
        expect(blue).to.deep.equal({ all: 1000, failed: 0, buckets: [] });
        expect(green.all).to.equal(70);
    });

    it("count 5xx and what was not answered as failed, and no 4xx", async () => {
        const codes = { "200": 100, "404": 10, "499": 5, "500": 3, "502": 2, "0": 1 };
        const series = Object.entries(codes).map(([code, rate]) =>
            requests(
                { color: "green", code },
                each(0, 20, (second) => second * rate),
            ),
        );
        const { green } = await figures([read, ...series]);
        expect(green.all).to.equal(1210);
        expect(green.failed).to.equal(60);
    });

    it("count the first failures, whose counter has only come into being with them", async () => {
        const { green } = await figures([
            read,
            requests(
                { color: "green" },
                each(0, 20, (second) => second * 10),
            ),
            requests({ color: "green", code: "500" }, { 15: 12, 16: 12, 17: 15 }),
        ]);
        expect(green.failed).to.equal(15);
    });

    it("don't count what a gateway had counted before anyone read it", async () => {
        const { green } = await figures([
            up(each(14, 20, () => true)),
            requests(
                { color: "green" },
                each(14, 20, (second) => 1_000_000 + second),
            ),
        ]);
        expect(green.all).to.equal(6);
    });

    it("go on when a gateway begins to count anew", async () => {
        const { green } = await figures([
            read,
            requests(
                { color: "green" },
                each(0, 20, (second) => (second < 15 ? 500 + second * 10 : (second - 14) * 10)),
            ),
        ]);
        // Four seconds of before, and six of after.
        expect(green.all).to.equal(100);
    });

    it("leave out what a gateway counted while it could not be read, and right after: it is what has piled up", async () => {
        const hung = (second: number) => second >= 20 && second < 50;
        const whenRead = <T>(values: Record<number, T>) =>
            Object.fromEntries(Object.entries(values).filter(([second]) => !hung(Number(second))));
        const series = [
            up(each(0, 70, (second) => !hung(second))),
            // Three a second, ninety at once when it goes on, and three a second again.
            requests({ color: "green", code: "500" }, { 52: 40, 53: 40, 54: 40, 56: 41 }),
            requests({ color: "green" }, whenRead(each(0, 70, (second) => second * 3))),
        ];
        const { green } = await figures(series, 10, 70);
        expect(green).to.include({ all: (19 - 10) * 3 + (70 - 55) * 3 + 1, failed: 1 });
        const step = prometheus(fakePrometheus(series));
        const looks = Array.from({ length: 60 }, (_, second) => second + 11);
        let last: unknown;
        for (const now of looks) last = await step.requests("recipes", at(10), at(now));
        expect(last).to.have.nested.property("green.all", green.all);
    });

    it("add up the buckets of latency", async () => {
        const series = [
            { le: "0.1", rate: 5 },
            { le: "+Inf", rate: 9 },
            { le: "0.05", rate: 2 },
        ].flatMap(({ le, rate }) =>
            ["GET", "POST"].map((method) =>
                bucket(
                    { color: "blue", le, method },
                    each(0, 20, (second) => second * rate),
                ),
            ),
        );
        const { blue } = await figures([read, ...series]);
        expect(blue.buckets).to.deep.equal([
            { bound: 0.05, count: 40 },
            { bound: 0.1, count: 100 },
            { bound: Infinity, count: 180 },
        ]);
    });

    it("leave streams out of the latency, which last for as long as somebody looks at a page", async () => {
        const latencies = (protocol: string) =>
            bucket(
                { color: "blue", le: "+Inf", protocol },
                each(0, 20, (second) => second * 3),
            );
        const { blue } = await figures([read, ...["http", "sse", "websocket"].map(latencies)]);
        expect(blue.buckets).to.deep.equal([{ bound: Infinity, count: 30 }]);
    });

    it("are the same look by look as at once, also for a step of many minutes, and ask only for what is new", async () => {
        const series = [
            read,
            requests(
                { color: "green" },
                each(0, 600, (second) => second ** 2),
            ),
        ];
        const get = fakePrometheus(series);
        const source = prometheus(get);
        for (let now = 11; now <= 600; now++) {
            const result = await source.requests("recipes", at(10), at(now));
            expect(isMissing(result) ? result : result.green.all).to.equal(now ** 2 - 100);
        }
        expect(get.asked.at(-1)).to.equal("up[4000ms]");
        const { green } = await figures(series, 10, 600);
        expect(green.all).to.equal(600 ** 2 - 100);
    });

    it("begin anew with the next step", async () => {
        const source = prometheus(
            fakePrometheus([
                read,
                requests(
                    { color: "green" },
                    each(0, 20, (second) => second * 10),
                ),
            ]),
        );
        await source.requests("recipes", at(10), at(15));
        const result = await source.requests("recipes", at(15), at(18));
        expect(isMissing(result) ? result : result.green.all).to.equal(30);
    });

    it("can be asked for a time that is over, as the baseline is after a promotion", async () => {
        const { green } = await figures(
            [
                read,
                requests(
                    { color: "green" },
                    each(0, 600, (second) => second * 10),
                ),
            ],
            40,
            100,
        );
        expect(green.all).to.equal(600);
    });

    it("of a time that is over are there too where they end before it does, as when Prometheus was away at a promotion", async () => {
        const counted = each(0, 40, (second) => second * 5);
        const { blue } = await figures([read, requests({ color: "blue" }, counted)], 10, 60, true);
        expect(blue.all).to.equal(150);
        const none = await prometheus(fakePrometheus([read])).requests("recipes", at(10), at(60), true);
        expect(none).to.have.property("noFigures");
    });

    it("are missing, not zero, where the gateway has none, or old ones", async () => {
        expect(await reason(fakePrometheus([read]))).to.equal("Prometheus has no figures of the gateway about recipes");
        const old = [
            read,
            requests(
                { color: "green" },
                each(0, 12, (second) => second),
            ),
        ];
        expect(await reason(fakePrometheus(old))).to.match(/newest figures of the gateway about recipes are 8 s old/);
        expect(await reason(fakePrometheus(old), 17)).to.equal("");
    });

    it("are missing with the reason where Prometheus can't be reached or doesn't answer", async () => {
        const status = '{"kind":"Status","message":"no endpoints available for service \\"prometheus\\"","code":503}';
        const unreachable = new Error(`the API server answered 503 to /api: ${status}`);
        expect(await reason(() => Promise.reject(unreachable))).to.equal(
            'no endpoints available for service "prometheus"',
        );
        expect(await reason(() => Promise.reject(new Error("socket hang up")))).to.equal("socket hang up");
        expect(await reason(() => Promise.resolve(undefined))).to.equal("there is no Prometheus (404)");
        expect(await reason(() => Promise.resolve("<html>"))).to.equal('"<html>" is no answer of Prometheus');
        expect(
            await reason(() => Promise.resolve({ status: "success", data: { resultType: "vector", result: [] } })),
        ).to.equal("Prometheus answered a vector and no matrix");
        const timeout = { status: "error", errorType: "timeout", error: "query timed out in expression evaluation" };
        expect(await reason(() => Promise.resolve(timeout))).to.equal("query timed out in expression evaluation");
    });

    it("are missing where a counter is NaN", async () => {
        const series = [
            read,
            requests(
                { color: "green" },
                each(0, 20, () => Number.NaN),
            ),
        ];
        expect(await reason(fakePrometheus(series))).to.equal("Prometheus gives NaN, which is no finite number");
    });

    it("are there again after a failure, with nothing lost", async () => {
        const get = fakePrometheus([
            read,
            requests(
                { color: "green" },
                each(0, 20, (second) => second * 10),
            ),
        ]);
        let isDown = true;
        const source = prometheus((path) => (isDown ? Promise.reject(new Error("down")) : get(path)));
        expect(await source.requests("recipes", at(10), at(15))).to.deep.equal({ noFigures: "down" });
        isDown = false;
        const result = await source.requests("recipes", at(10), at(20));
        expect(isMissing(result) ? result : result.green.all).to.equal(100);
    });
});

describe("a query of a workload", () => {
    const ask = (answer: unknown) => prometheus(fakePrometheus([], { "vector(1)": answer })).query("vector(1)", at(1));
    const vector = (...values: string[]) => ({
        status: "success",
        data: { resultType: "vector", result: values.map((value) => ({ metric: {}, value: [start, value] })) },
    });

    it("gives one number, as a scalar or as a vector of one", async () => {
        expect(await ask({ status: "success", data: { resultType: "scalar", result: [start, "1.5"] } })).to.equal(1.5);
        expect(await ask(vector("3"))).to.equal(3);
    });

    it("says in Prometheus' own words what it doesn't understand", async () => {
        const words = "1:5: parse error: unclosed left parenthesis";
        const body = { status: "error", errorType: "bad_data", error: words };
        expect(await ask(body)).to.deep.equal({ noFigures: words });
        const refused = new Error(`the API server answered 400 to /api/v1/query: ${JSON.stringify(body)}`);
        expect(await ask(refused)).to.deep.equal({ noFigures: words });
    });

    it("is without figures if it gives none, several, no number, or a range", async () => {
        expect(await ask(vector())).to.deep.equal({
            noFigures: "the query gives nothing; it has to give one number, as a sum does",
        });
        expect(await ask(vector("1", "2")))
            .to.have.property("noFigures")
            .that.matches(/gives 2 numbers/);
        expect(await ask(vector("NaN")))
            .to.have.property("noFigures")
            .that.matches(/NaN/);
        expect(await ask(vector("+Inf")))
            .to.have.property("noFigures")
            .that.matches(/\+Inf/);
        const matrix = { status: "success", data: { resultType: "matrix", result: [] } };
        expect(await ask(matrix)).to.deep.equal({ noFigures: "the query gives a matrix; it has to give one number" });
    });
});
