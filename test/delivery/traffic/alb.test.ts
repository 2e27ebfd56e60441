import type { Rule } from "@aws-sdk/client-elastic-load-balancing-v2";
import { expect } from "chai";
import * as fc from "fast-check";

import { weightsOfRules } from "../../../components/workload/alb-weights";
import { weights } from "../../../components/workload/weights";
import { reweighted, writeAlbWeights } from "../../../delivery/traffic/alb";
import { elbWriteApi, type ElbWriteApi } from "../../../delivery/traffic/elb-write-api";
import { arns, fakeApi, forward, names } from "../../components/workload/alb-fakes";
import { failure } from "../failure";
import { fakeClock } from "../fake-clock";

const sticky = { TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 600 } };

/** The preview's rule, which the API lists first, and the one with the weights. */
function rulesOf(blue: number, green: number): [Rule, Rule] {
    const weighted = forward({ [arns.blue]: blue, [arns.green]: green }).Actions![0]!;
    return [
        {
            RuleArn: "arn:preview",
            Conditions: [{ Field: "host-header" }, { Field: "http-header" }],
            Actions: [{ Type: "forward", ...forward({ [arns.blue]: 1 }).Actions![0] }],
        },
        {
            RuleArn: "arn:weighted",
            Conditions: [{ Field: "host-header" }],
            Actions: [
                { Type: "authenticate-oidc" },
                { Type: "forward", ForwardConfig: { ...weighted.ForwardConfig, ...sticky } },
            ],
        },
    ];
}

type Modified = Parameters<ElbWriteApi["modifyRule"]>[0];

/** An API of these rules, which takes new weights unless a reply says otherwise. */
function apiOf(rules: Rule[], replies: Error[] = []): ElbWriteApi & { modified: Modified[] } {
    const modified: Modified[] = [];
    const live = [...rules];
    return {
        ...fakeApi([]),
        modified,
        describeRules: (input) =>
            "RuleArns" in input
                ? Promise.resolve({ Rules: live.filter(({ RuleArn: arn = "" }) => input.RuleArns.includes(arn)) })
                : (fakeApi(live).describeRules(input) as Promise<{ Rules?: Rule[]; NextMarker?: string }>),
        modifyRule: (input) => {
            const reply = replies.shift();
            if (reply !== undefined) {
                return Promise.reject(reply);
            }
            modified.push(input);
            const index = live.findIndex(({ RuleArn: arn }) => arn === input.RuleArn);
            live[index] = { ...live[index], Actions: input.Actions };
            return Promise.resolve({});
        },
    };
}

function named(name: string, status: number): Error {
    return Object.assign(new Error(name), { name, $metadata: { httpStatusCode: status } });
}

const backToBlue = { blue: 100, green: 0 };

describe("the direct writer of a listener rule's weights", () => {
    it("sends the same actions with other weights, of the rule with the weights alone", async () => {
        const api = apiOf(rulesOf(0, 100));
        await writeAlbWeights(api, names, backToBlue, 60_000, fakeClock());
        const [, weighted] = rulesOf(100, 0);
        expect(api.modified).to.deep.equal([{ RuleArn: "arn:weighted", Actions: weighted.Actions }]);
    });

    it("changes nothing where the weights are there already", async () => {
        const api = apiOf(rulesOf(100, 0));
        await writeAlbWeights(api, names, backToBlue, 60_000, fakeClock());
        expect(api.modified).to.deep.equal([]);
    });

    it("waits out throttling and failures of the other side, and reads through them", async () => {
        const clock = fakeClock();
        const api = apiOf(rulesOf(0, 100), [
            named("ThrottlingException", 400),
            named("TooManyRequestsException", 429),
            named("InternalFailure", 503),
            Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }),
        ]);
        await writeAlbWeights(api, names, backToBlue, 60_000, clock);
        expect(api.modified).to.have.length(1);
        expect(clock.slept).to.have.length(4);
    });

    it("gives up at the caller's moment, with what the API said last", async () => {
        const clock = fakeClock();
        const throttled = Array<Error>(100).fill(named("Throttling", 400));
        const error = await failure(
            writeAlbWeights(apiOf(rulesOf(0, 100), throttled), names, backToBlue, 60_000, clock),
        );
        expect(error.message).to.equal("Throttling");
        expect(clock.now()).to.be.within(55_000, 60_000);
    });

    it("hands over at once what time does not mend", async () => {
        const clock = fakeClock();
        const api = apiOf(rulesOf(0, 100), [named("AccessDenied", 403)]);
        expect((await failure(writeAlbWeights(api, names, backToBlue, 60_000, clock))).message).to.equal(
            "AccessDenied",
        );
        expect(clock.slept).to.deep.equal([]);
    });

    it("says in the end what the weights are that something else insists on", async () => {
        const api = { ...apiOf(rulesOf(0, 100)), modifyRule: () => Promise.resolve({}) };
        const error = await failure(writeAlbWeights(api, names, backToBlue, 60_000, fakeClock()));
        expect(error.message).to.match(
            /^the listener rule of prod-recipes-blue and prod-recipes-green should be blue 100 %, green 0 % and is blue 0 %, green 100 %/,
        );
    });

    it("refuses a rule that isn't there, or that doesn't forward to the color", async () => {
        const message = async (rules: Rule[]) =>
            (await failure(writeAlbWeights(apiOf(rules), names, backToBlue, 60_000, fakeClock()))).message;
        const [preview] = rulesOf(0, 100);
        expect(await message([preview])).to.match(/there is no such thing as the listener rule of .*: is the workload/);
        const half = [
            { RuleArn: "arn", Actions: [{ Type: "forward" as const, ...forward({ [arns.green]: 1 }).Actions![0] }] },
        ];
        expect(await message(half)).to.match(/does not forward to prod-recipes-blue: pulumi refresh and pulumi up/);
    });

    it("writes weights that are read back as they were given", () => {
        fc.assert(
            fc.property(fc.nat(100), fc.nat(100), (canary, before) => {
                const given = weights("green", canary);
                const [, rule] = rulesOf(before, 100 - before);
                const actions = reweighted(arns, rule.Actions ?? [], given);
                expect(weightsOfRules(arns, [{ Actions: actions }])).to.deep.equal(given);
            }),
        );
    });

    it("loads no SDK before its first call", () => {
        const isLoaded = () =>
            Object.keys(require.cache).some((path) => path.includes("client-elastic-load-balancing"));
        expect(elbWriteApi("eu-central-1")).to.have.property("modifyRule");
        expect(isLoaded()).to.be.false;
    });
});
