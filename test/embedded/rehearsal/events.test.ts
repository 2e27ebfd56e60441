import { expect } from "chai";

import { counts, readEvents } from "../../../embedded/rehearsal/events";

const urn = (type: string, name: string) => `urn:pulumi:staging::alchemorsel::${type}::${name}`;

const event = (kind: string, timestamp: number, op: string, name: string, more: object = {}) => ({
    timestamp,
    [kind]: { metadata: { op, urn: urn("aws:ec2/vpc:Vpc", name), type: "aws:ec2/vpc:Vpc", ...more } },
});
const log = (...events: object[]) => events.map((each) => JSON.stringify(each)).join("\n") + "\n";

describe("the engine's log of events", () => {
    it("tells what became of each resource, and how long it took", () => {
        const { changes } = readEvents(
            log(
                event("resourcePreEvent", 10, "create", "a"),
                event("resourcePreEvent", 11, "update", "b"),
                event("resOutputsEvent", 13, "update", "b", { detailedDiff: { "tags.owner": {} }, diffs: ["tags"] }),
                event("resOutputsEvent", 15, "create", "a"),
            ),
        );
        expect(changes.map(({ name, op, started, ended }) => [name, op, started, ended])).to.deep.equal([
            ["a", "create", 10, 15],
            ["b", "update", 11, 13],
        ]);
        expect(changes[1]!.properties).to.deep.equal(["tags.owner"]);
        expect(counts(changes)).to.deep.equal({ create: 1, update: 1 });
    });

    it("has the parts of a difference where it tells no details", () => {
        const { changes } = readEvents(log(event("resOutputsEvent", 1, "update", "a", { diffs: ["tags"] })));
        expect(changes[0]!.properties).to.deep.equal(["tags"]);
    });

    it("has no line for what stays as it is", () => {
        const { changes } = readEvents(
            log(
                event("resourcePreEvent", 1, "same", "a"),
                event("resOutputsEvent", 1, "same", "a"),
                event("resourcePreEvent", 1, "refresh", "b"),
                event("resOutputsEvent", 1, "refresh", "b"),
            ),
        );
        expect(changes).to.deep.equal([]);
    });

    it("has nothing of a preview, which changes nothing", () => {
        const planned = (kind: string) => {
            const made = event(kind, 1, "delete", "a") as Record<string, object | number>;
            return { ...made, [kind]: { ...(made[kind] as object), planning: true } };
        };
        expect(readEvents(log(planned("resourcePreEvent"), planned("resOutputsEvent"))).changes).to.deep.equal([]);
    });

    it("tells what a refresh found by the word at its end", () => {
        const { changes } = readEvents(
            log(event("resourcePreEvent", 1, "refresh", "a"), event("resOutputsEvent", 4, "update", "a")),
        );
        expect(changes.map(({ op, started }) => [op, started])).to.deep.equal([["update", 1]]);
    });

    it("keeps what is made and what is deleted in a replacement apart", () => {
        const { changes } = readEvents(
            log(
                event("resourcePreEvent", 1, "create-replacement", "a"),
                event("resOutputsEvent", 2, "create-replacement", "a"),
                event("resourcePreEvent", 5, "delete-replaced", "a"),
                event("resOutputsEvent", 9, "delete-replaced", "a"),
            ),
        );
        expect(changes.map(({ op, started, ended }) => [op, started, ended])).to.deep.equal([
            ["create-replacement", 1, 2],
            ["delete-replaced", 5, 9],
        ]);
    });

    it("tells failures, and errors without the engine's colors", () => {
        const said = { diagnosticEvent: { message: "<{%reset%}>no such role<{%reset%}>\n", severity: "error" } };
        const { changes, errors } = readEvents(
            log(event("resOpFailedEvent", 3, "create", "a"), { timestamp: 3, ...said }),
        );
        expect(changes.map(({ failed }) => failed)).to.deep.equal([true]);
        expect(errors).to.deep.equal(["no such role"]);
    });

    it("is read up to where a killed engine wrote it, and refused where it is broken before", () => {
        const whole = log(event("resOutputsEvent", 1, "create", "a"));
        expect(readEvents(`${whole}{"timestamp":2,"resOut`).changes).to.have.length(1);
        expect(() => readEvents(`{"broken\n${whole}`)).to.throw();
    });
});
