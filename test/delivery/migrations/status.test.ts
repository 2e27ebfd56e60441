import { expect } from "chai";

import { findContract, findMigration } from "../../../delivery/migrations/status";
import { image } from "../../components/example";
import { fakeReader } from "../../components/fake-reader";

const complete = { status: { conditions: [{ type: "Complete", status: "True" }] } };
const failed = { status: { conditions: [{ type: "Failed", status: "True", reason: "BackoffLimitExceeded" }] } };
const job = (name: string) => `/apis/batch/v1/namespaces/ns/jobs/${name}`;
const [blue, green] = ["blue", "green"].map((color) => job(`recipes-${color}-expand-aaaaaaaaaaaa`)) as [string, string];

const find = (answers: Record<string, unknown>) => findMigration(fakeReader(answers), "ns", "recipes", image("a"));

describe("the migrations of an image", () => {
    it("are those of its Job, whichever color has it", async () => {
        expect(await find({})).to.equal("none");
        expect(await find({ [green]: {} })).to.equal("running");
        expect(await find({ [blue]: complete })).to.equal("complete");
        expect(await find({ [green]: failed })).to.equal("failed: BackoffLimitExceeded");
    });

    it("have run where one of two colors with it has run them", async () => {
        expect(await find({ [blue]: failed, [green]: complete })).to.equal("complete");
        expect(await find({ [blue]: {}, [green]: complete })).to.equal("complete");
    });

    it("of another image are not looked at", async () => {
        expect(await findMigration(fakeReader({ [blue]: complete }), "ns", "recipes", image("b"))).to.equal("none");
    });

    it("that contract are a Job of the workload", async () => {
        const reader = fakeReader({ [job("recipes-contract-aaaaaaaaaaaa")]: complete });
        expect(await findContract(reader, "ns", "recipes", image("a"))).to.equal("complete");
        expect(await findContract(reader, "ns", "recipes", image("b"))).to.equal("none");
    });
});
