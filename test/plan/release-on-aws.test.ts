import { CloudWatch, type MetricDatum } from "@aws-sdk/client-cloudwatch";
import { expect } from "chai";

import { type ColorName, colors, perColor } from "../../components/colors";
import { isMissing } from "../../delivery/analysis/sample";
import { awsTarget } from "../../delivery/target/aws-target";
import { failure } from "../delivery/failure";
import { type FaultyProxy, startFaultyProxy } from "./faulty-proxy";
import { type Moto, startMoto } from "./moto-server";
import { pythonToolsOrSkip } from "./python-tools";
import { type Balancer, createBalancer, StepClock } from "./release-on-aws-world";

const place = { region: "eu-central-1", name: "alchemorsel-test", shortName: "alc-test" };
const start = "2026-11-28T05:00:00.000Z";
const backToBlue = { blue: 100, green: 0 };
const settings = ["AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_CONFIG_FILE", "AWS_PROFILE"];

/** Nothing here was ever applied to an account: it is moto's AWS, with the SDK's own clients, and a proxy in between. */
describe("a stack on AWS (moto)", () => {
    const kept = Object.fromEntries(settings.map((name) => [name, process.env[name]]));
    let [moto, proxy, balancer, admin] = [] as unknown as [Moto, FaultyProxy, Balancer, CloudWatch];

    before(async function () {
        moto = await startMoto(await pythonToolsOrSkip(this));
        proxy = await startFaultyProxy(moto.url);
        delete process.env.AWS_PROFILE;
        Object.assign(process.env, {
            ...{ AWS_ENDPOINT_URL: proxy.url, AWS_CONFIG_FILE: "/dev/null" },
            ...{ AWS_ACCESS_KEY_ID: "none", AWS_SECRET_ACCESS_KEY: "none" },
        });
    });

    after(async () => {
        for (const name of settings) {
            if (kept[name] === undefined) Reflect.deleteProperty(process.env, name);
            else process.env[name] = kept[name];
        }
        await proxy?.stop();
        await moto?.stop();
    });

    beforeEach(async () => {
        await fetch(`${moto.url}/moto-api/reset`, { method: "POST" });
        balancer = await createBalancer(moto.url, place.shortName, "recipes");
        const credentials = { accessKeyId: "none", secretAccessKey: "none" };
        admin = new CloudWatch({ region: place.region, endpoint: moto.url, credentials });
        proxy.calls.length = 0;
        for (const action of Object.keys(proxy.faults)) delete proxy.faults[action];
    });

    const open = (clock = new StepClock(start)) => ({ clock, target: awsTarget(place, clock) });

    describe("its load balancer", () => {
        it("is read by the names of its target groups, then with one call each time", async () => {
            const { target } = open();
            expect(await target.weights("recipes")).to.deep.equal(backToBlue);
            expect(proxy.calls).to.deep.equal(["DescribeTargetGroups", "DescribeListeners", "DescribeRules"]);
            await balancer.write({ blue: 90, green: 10 });
            expect(await target.weights("recipes")).to.deep.equal({ blue: 90, green: 10 });
            expect(proxy.calls.slice(3)).to.deep.equal(["DescribeRules"]);
        });

        it("is found anew where another rule has come in the place of the one that was there", async () => {
            const { target } = open();
            await target.weights("recipes");
            await balancer.replaceRule();
            await balancer.write({ blue: 70, green: 30 });
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
            proxy.faults.DescribeRules = [{ throttledFor: 3 }, "failure", "cutBefore"];
            expect(await target.weights("recipes")).to.deep.equal(backToBlue);
            expect(clock.slept[0]).to.equal(3000);
            expect(clock.slept).to.have.length(3);
        });

        it("that can't be read for long is told in AWS' words", async () => {
            const { target } = open();
            proxy.faults.DescribeTargetGroups = Array<"failure">(50).fill("failure");
            expect((await failure(target.weights("recipes"))).message).to.equal("InternalFailure");
        });
    });

    describe("a switch of its weights", () => {
        const switched = async (clock = new StepClock(start)) => {
            const share = { blue: 0, green: 100 };
            await awsTarget(place, clock).writeWeights("recipes", share, clock.now() + 15_000);
            return { share, clock };
        };
        const writes = () => proxy.calls.filter((call) => call.startsWith("ModifyRule"));

        it("is one call", async () => {
            const { share } = await switched();
            expect(await balancer.weights()).to.deep.equal(share);
            expect(writes()).to.have.length(1);
        });

        for (const [what, fault] of [
            ["throttling", { throttledFor: 2 }],
            ["a failure of the other side", "failure"],
            ["a connection that is cut before it gets there", "cutBefore"],
            ["a connection that is cut once it is carried out", "cutAfter"],
            ["an answer that never comes", "silence"],
        ] as const) {
            it(`gets through ${what}`, async () => {
                proxy.faults.ModifyRule = [fault];
                const { share, clock } = await switched();
                expect(await balancer.weights()).to.deep.equal(share);
                expect(writes()).to.have.length(2);
                if (typeof fault === "object") expect(clock.slept[0]).to.equal(2000);
            });
        }

        it("is not done by AWS' yes, but once the weights are read back", async () => {
            proxy.faults.ModifyRule = ["lie", "lie"];
            const { share } = await switched();
            expect(await balancer.weights()).to.deep.equal(share);
            expect(writes()).to.deep.equal(["ModifyRule: lie", "ModifyRule: lie", "ModifyRule"]);
        });

        it("is never said to be done where they are not, and says what they are", async () => {
            proxy.faults.ModifyRule = Array<"lie">(500).fill("lie");
            expect((await failure(switched())).message).to.match(
                /should be blue 0 %, green 100 % and is blue 100 %, green 0 %/,
            );
        });

        it("is not tried again where it is refused", async () => {
            proxy.faults.ModifyRule = ["refusal", "refusal"];
            expect((await failure(switched())).message).to.equal("AccessDenied");
            expect(writes()).to.have.length(1);
        });

        it("gives up in time where AWS throttles on", async () => {
            const clock = new StepClock(start);
            proxy.faults.ModifyRule = Array<{ throttledFor: number }>(500).fill({ throttledFor: 1 });
            expect((await failure(switched(clock))).message).to.equal("Throttling");
            expect(clock.now() - Date.parse(start)).to.be.within(13_000, 15_000);
        });
    });

    describe("its figures", () => {
        it("are those of CloudWatch", async () => {
            void admin;
            void colors;
            void perColor;
            void isMissing;
            const unused: [ColorName?, MetricDatum?] = [];
            expect(unused).to.deep.equal([]);
        });
    });
});
