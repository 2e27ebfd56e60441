import { expect } from "chai";

import { nextCommands } from "../../../delivery/report/next-commands";
import { statusText } from "../../../delivery/report/status";
import { type StackState, statusJson } from "../../../delivery/report/status-json";
import { aborted, after, good, hostile, underWay } from "../releases";

const now = new Date(after(150));
const state: StackState = {
    stack: "production",
    weights: { blue: 75, green: 25 },
    images: { recipes: { blue: underWay.images.recipes!.old!, green: underWay.images.recipes!.new } },
    release: underWay,
    lock: { holder: "mira@ci-4", since: after(60) },
    warnings: ["The state backend can't be reached."],
};
const plain = { color: false, width: 80 };

describe("the status of a stack", () => {
    it("says what is going on, what can be done, and what to know", () => {
        expect(statusText(state, now, plain).split("\n")).to.deep.equal([
            "Stack     production",
            "Release   2026-11-28T04-43-17Z-green to green",
            "Phase     Canary 25 % since 2026-11-28 04:45:29 UTC, for 18 s, by alchemorsel",
            "",
            "blue      ██████████████████████████████████████░░░░░░░░░░░░  75 %  active",
            "green     █████████████░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░  25 %",
            "",
            "blue      recipes docker.io/alchemorsel/app@sha256:aaaaaaaa0123",
            "green     recipes docker.io/alchemorsel/app@sha256:bbbbbbbb0123",
            "",
            "Next      alchemorsel abort: takes the traffic back from green at once",
            "Lock      held by mira@ci-4 for 1 min 30 s",
            "Warning   The state backend can't be reached.",
            "",
        ]);
    });

    it("shows each group, with commands for it", () => {
        const checkout = { workloads: ["pay", "cart"], weights: { blue: 0, green: 100 }, release: good };
        const grouped: StackState = { ...state, groups: { checkout } };
        const lines = statusText(grouped, now, plain).split("\n");
        const at = lines.indexOf("Group     checkout: pay, cart");
        expect(lines.slice(0, at - 1)).to.deep.equal(
            statusText(state, now, plain)
                .split("\n")
                .slice(0, at - 1),
        );
        expect(lines.slice(at).join("\n")).to.match(
            new RegExp(
                [
                    `Release   ${good.id} to green`,
                    "100 %  active",
                    "Next      alchemorsel rollback --group checkout: ",
                ].join("[^]*"),
            ),
        );
        expect(statusJson(grouped, now).groups.checkout).to.deep.include({
            ...{ workloads: ["pay", "cart"], active: "green", weights: { blue: 0, green: 100 } },
        });
        expect(statusJson(state, now).groups).to.deep.equal({});
    });

    it("stays within the terminal, and colors nothing unless it is told to", () => {
        for (const width of [40, 60, 120]) {
            const lines = statusText({ ...state, release: hostile }, now, { color: false, width }).split("\n");
            for (const line of lines) expect(line.length).to.be.at.most(width);
            expect(lines.join("")).to.not.include("\u001b");
        }
        expect(statusText(state, now, { ...plain, color: true })).to.include("\u001b[34m█");
    });

    it("is whole as an object for programs", () => {
        const json = statusJson(state, now);
        expect(json).to.include({ stack: "production", active: "blue" });
        expect(json.release).to.include({
            phase: "canary",
            words: "canary 25 %",
            step: 1,
            by: "alchemorsel",
            why: null,
        });
        expect(json.lock).to.deep.equal({ holder: "mira@ci-4", since: after(60), seconds: 90 });
        expect(statusJson({ ...state, release: undefined, lock: undefined }, now)).to.include({
            release: null,
            lock: null,
        });
    });

    it("offers a rollback until the window ends, and none once the schema no longer fits", () => {
        const commands = (...args: Parameters<typeof nextCommands>) =>
            nextCommands(...args).map(({ command }) => command);
        expect(nextCommands(good, now)[0]).to.include({ command: "rollback", until: after(312 + 86_400) });
        expect(commands(good, new Date(after(312 + 86_400)))).to.deep.equal(["deploy"]);
        expect(commands({ ...good, isContracted: true }, now)).to.deep.equal(["deploy"]);
        expect(commands({ ...good, phase: "deployed" }, now)).to.deep.equal(["promote", "abort"]);
        expect(commands(aborted, now)).to.deep.equal(["deploy"]);
        expect(commands(undefined, now)).to.deep.equal(["deploy"]);
    });
});
