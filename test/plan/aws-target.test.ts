import { expect } from "chai";

import { perColor, type PerColor } from "../../components/colors";
import { isMissing } from "../../delivery/analysis/sample";
import { awsTarget } from "../../delivery/target/aws-target";
import { failure } from "../delivery/failure";
import { type Minute, tellMinutes } from "./load-balancer";
import { motoAccount, place } from "./moto-account";
import { StepClock } from "./step-clock";

const start = "2026-11-28T05:00:00.000Z";
const backToBlue = { blue: 100, green: 0 };

describe("a stack on AWS (moto)", () => {
    const account = motoAccount();
    const open = (clock = new StepClock(start)) => ({ clock, target: awsTarget(place, clock) });

    describe("its load balancer", () => {
        it("is read by the names of its target groups, then with one call each time", async () => {
            const { target } = open();
            expect(await target.weights("recipes")).to.deep.equal(backToBlue);
            expect(account.proxy.calls).to.deep.equal(["DescribeTargetGroups", "DescribeListeners", "DescribeRules"]);
            await account.balancer.write({ blue: 90, green: 10 });
            expect(await target.weights("recipes")).to.deep.equal({ blue: 90, green: 10 });
            expect(account.proxy.calls.slice(3)).to.deep.equal(["DescribeRules"]);
        });

        it("is found anew where another rule has come in the place of the one that was there", async () => {
            const { target } = open();
            await target.weights("recipes");
            await account.balancer.replaceRule();
            await account.balancer.write({ blue: 70, green: 30 });
            expect(await target.weights("recipes")).to.deep.equal({ blue: 70, green: 30 });
        });

        it("has no weights of a workload that isn't there", async () => {
            expect(await open().target.weights("orders")).to.equal(undefined);
        });

        it("says how many targets are healthy", async () => {
            expect(await open().target.healthy?.("recipes")).to.deep.equal({ blue: 2, green: 2 });
        });

        it("is read through throttling, as long as AWS asks to wait, and through failures", async () => {
            const { clock, target } = open();
            account.proxy.faults.DescribeRules = [{ throttledFor: 3 }, "failure", "cutBefore"];
            expect(await target.weights("recipes")).to.deep.equal(backToBlue);
            expect(clock.slept[0]).to.equal(3000);
            expect(clock.slept).to.have.length(3);
        });

        it("that can't be read for long is told in AWS' words", async () => {
            const { target } = open();
            account.proxy.faults.DescribeTargetGroups = Array<"failure">(50).fill("failure");
            expect((await failure(target.weights("recipes"))).message).to.equal("InternalFailure");
        });
    });

    describe("a switch of its weights", () => {
        const switched = async (clock = new StepClock(start), milliseconds = 15_000) => {
            const share = { blue: 0, green: 100 };
            await awsTarget(place, clock).writeWeights("recipes", share, clock.now() + milliseconds);
            return { share, clock };
        };
        const writes = () => account.proxy.calls.filter((call) => call.startsWith("ModifyRule"));

        it("is one call", async () => {
            const { share } = await switched();
            expect(await account.balancer.weights()).to.deep.equal(share);
            expect(writes()).to.have.length(1);
        });

        for (const [what, fault] of [
            ["throttling", { throttledFor: 2 }],
            ["a failure of the other side", "failure"],
            ["a connection that is cut before it gets there", "cutBefore"],
            ["a connection that is cut once it is carried out", "cutAfter"],
            ["an answer that never comes", { silentFor: 600 }],
        ] as const) {
            it(`gets through ${what}`, async () => {
                account.proxy.faults.ModifyRule = [fault];
                const { share, clock } = await switched();
                expect(await account.balancer.weights()).to.deep.equal(share);
                expect(writes()).to.have.length(2);
                if (typeof fault === "object" && "throttledFor" in fault) expect(clock.slept[0]).to.equal(2000);
            });
        }

        it("is not done by AWS' yes, but once the weights are read back", async () => {
            account.proxy.faults.ModifyRule = ["lie", "lie"];
            const { share } = await switched();
            expect(await account.balancer.weights()).to.deep.equal(share);
            expect(writes()).to.deep.equal(["ModifyRule: lie", "ModifyRule: lie", "ModifyRule"]);
        });

        it("is never said to be done where they are not, and says what they are", async () => {
            account.proxy.faults.ModifyRule = Array<"lie">(500).fill("lie");
            expect((await failure(switched(new StepClock(start), 1000))).message).to.match(
                /should be blue 0 %, green 100 % and is blue 100 %, green 0 %/,
            );
        });

        it("is not tried again where it is refused", async () => {
            account.proxy.faults.ModifyRule = ["refusal", "refusal"];
            expect((await failure(switched(new StepClock(start), 1000))).message).to.equal("AccessDenied");
            expect(writes()).to.have.length(1);
        });

        it("gives up in time where AWS throttles on", async () => {
            const clock = new StepClock(start);
            account.proxy.faults.ModifyRule = Array<{ throttledFor: number }>(500).fill({ throttledFor: 1 });
            expect((await failure(switched(clock))).message).to.equal("Throttling");
            expect(clock.now() - Date.parse(start)).to.be.within(13_000, 15_000);
        });
    });

    describe("its figures", () => {
        const step = new Date("2026-11-28T05:00:10.000Z");
        const at = (time: string) => new Date(`2026-11-28T${time}.000Z`);
        const put = (minutes: Record<string, PerColor<Minute>>, ownFailures = 0) =>
            tellMinutes(account.cloudWatch, account.balancer, minutes, ownFailures);
        const well: Minute = { all: 100, answered: 100, failed: 0, seconds: 0.04 };
        const asks = () => account.proxy.calls.filter((call) => call.startsWith("GetMetricData")).length;

        it("are of the step's whole minutes that are over for a minute, by color", async () => {
            const green: Minute = { all: 10, answered: 10, failed: 3, seconds: 0.25 };
            await put({ "05:00": { blue: well, green: well }, "05:01": { blue: well, green } });
            await put({ "05:02": { blue: well, green }, "05:03": { blue: well, green: well } });
            const found = await open().target.metrics().requests("recipes", step, at("05:04:30"));
            if (isMissing(found)) throw new Error(found.noFigures);
            expect(found.span).to.deep.equal({ since: "2026-11-28T05:01:00.000Z", until: "2026-11-28T05:03:00.000Z" });
            expect(perColor((color) => [found[color].all, found[color].failed])).to.deep.equal({
                blue: [200, 0],
                green: [20, 6],
            });
            const latencies = perColor((color) => found[color].buckets.map(({ bound, count }) => `${bound}: ${count}`));
            expect(latencies.blue).to.include.members(["0.025: 0", "0.05: 200", "Infinity: 200"]);
            expect(latencies.green).to.include.members(["0.2: 0", "0.3: 20", "Infinity: 20"]);
        });

        it("count what a color didn't answer as failed, as far as the load balancer has answered with 5xx itself", async () => {
            const hangs: Minute = { all: 50, answered: 40, failed: 5, seconds: 0.04 };
            const failed = async (minute: string, ownFailures: number) => {
                await put({ [minute]: { blue: well, green: hangs } }, ownFailures);
                const since = at(`${minute}:00`);
                const now = new Date(since.getTime() + 120_000);
                const found = await open().target.metrics().requests("recipes", since, now);
                return isMissing(found) ? found : perColor((color) => found[color].failed);
            };
            expect(await failed("05:01", 100)).to.deep.equal({ blue: 0, green: 15 });
            expect(await failed("05:05", 4)).to.deep.equal({ blue: 0, green: 9 });
            // Clients that gave up: nobody was answered with 5xx for it.
            expect(await failed("05:09", 0)).to.deep.equal({ blue: 0, green: 5 });
        });

        it("are missing, and never none, before a minute is whole, once they are old, and of a workload that isn't there", async () => {
            const missing = async (now: string, workload = "recipes") => {
                const found = await open().target.metrics().requests(workload, step, at(now));
                return isMissing(found) ? found.noFigures : found;
            };
            expect(await missing("05:02:30")).to.match(
                /no whole minute of the requests to recipes from 05:01:00 on yet/,
            );
            await put({ "05:01": { blue: well, green: well } });
            expect(await missing("05:02:59")).to.match(/no whole minute/);
            expect(await missing("05:03:00")).to.have.property("span");
            expect(await missing("05:07:01")).to.equal("CloudWatch's newest figures about recipes are 301 s old");
            expect(await missing("05:04:00", "orders")).to.match(/no load balancer sends requests to orders/);
        });

        it("that come late are waited for, and each minute is counted once", async () => {
            const source = open().target.metrics();
            const all = async (now: string) => {
                const found = await source.requests("recipes", step, at(now));
                return isMissing(found) ? "missing" : [found.blue.all, found.span?.until.slice(11, 16)];
            };
            expect(await all("05:03:10")).to.equal("missing");
            await put({ "05:01": { blue: well, green: well } });
            expect(await all("05:03:15"), "asked a moment ago").to.equal("missing");
            expect(asks()).to.equal(1);
            expect(await all("05:03:20")).to.deep.equal([100, "05:02"]);
            // What is told of a minute after it was counted would make the same look another one.
            await put({ "05:01": { blue: well, green: well }, "05:02": { blue: well, green: well } });
            expect(await all("05:03:50"), "not over for a minute").to.deep.equal([100, "05:02"]);
            expect(asks()).to.equal(2);
            expect(await all("05:04:00")).to.deep.equal([200, "05:03"]);
            // A minute without any request is over where a later one is told.
            await put({ "05:04": { blue: well, green: well } });
            expect(await all("05:06:00")).to.deep.equal([300, "05:05"]);
        });

        it("that can't be read are missing in AWS' words, and are there at the next look", async () => {
            await put({ "05:01": { blue: well, green: well } });
            const source = open().target.metrics();
            account.proxy.faults.GetMetricData = [{ throttledFor: 1 }];
            const first = await source.requests("recipes", step, at("05:03:00"));
            expect(isMissing(first) && first.noFigures).to.match(/^CloudWatch can't be read: .*Throttling/);
            const next = await source.requests("recipes", step, at("05:03:01"));
            expect(!isMissing(next) && next.blue.all).to.equal(100);
        });

        it("answer no PromQL", async () => {
            expect(await open().target.metrics().query("up", step)).to.have.property("noFigures");
        });
    });

    describe("its alarms", () => {
        const alarm = async (name: string, state: "ALARM" | "OK", reason: string) => {
            await account.cloudWatch.putMetricAlarm({
                ...{ AlarmName: name, ComparisonOperator: "GreaterThanThreshold", EvaluationPeriods: 1 },
                ...{ MetricName: "any", Namespace: "any", Statistic: "Sum", Period: 60, Threshold: 1 },
            });
            await account.cloudWatch.setAlarmState({ AlarmName: name, StateValue: state, StateReason: reason });
        };

        it("are those in state ALARM whose names begin as the stack's, with their reason", async () => {
            await alarm("alchemorsel-test-alarms-target-errors-0123456", "ALARM", "12 is above 10");
            await alarm("alchemorsel-test-alarms-latency-0123456", "OK", "all well");
            await alarm("alchemorsel-other-alarms-latency-0123456", "ALARM", "too slow");
            account.proxy.faults.DescribeAlarms = ["failure", { throttledFor: 1 }];
            const firing = await open().target.firingAlarms();
            expect(firing).to.deep.equal(["alchemorsel-test-alarms-target-errors-0123456 (12 is above 10)"]);
        });

        it("that can't be asked for are an error, so that the gate doesn't pass", async () => {
            account.proxy.faults.DescribeAlarms = ["refusal"];
            expect((await failure(open().target.firingAlarms())).message).to.match(/AccessDenied/);
        });
    });
});
