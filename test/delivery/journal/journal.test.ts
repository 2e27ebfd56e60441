import { expect } from "chai";

import { configMapJournal } from "../../../delivery/journal/journal";
import type { Entry } from "../../../delivery/release/release";
import { fakeClock } from "../fake-clock";
import { FakeObjects } from "../fake-objects";
import { newRelease } from "../run/fake-world";

const path = "/api/v1/namespaces/shop/configmaps/alchemorsel-release";

describe("the journal of a release", () => {
    let writer: FakeObjects;

    beforeEach(() => {
        writer = new FakeObjects();
    });

    const dataOf = () => writer.objects.get(path) as unknown as { data: Record<string, string> };

    it("has what was saved last, for whoever reads it", async () => {
        const journal = configMapJournal(writer, "shop");
        expect(await journal.read()).to.equal(undefined);
        await journal.save(newRelease());
        await journal.save(newRelease({ phase: "deployed" }));
        expect((await configMapJournal(writer, "shop").read())?.phase).to.equal("deployed");
    });

    it("waits for an API server that is away for half a minute, or for as long as it is told", async () => {
        const until: number[] = [];
        const write = (_path: string, object: object, moment: number) => {
            until.push(moment);
            return Promise.resolve(object);
        };
        const journal = configMapJournal({ create: write, replace: write } as never, "shop", "a", fakeClock());
        await journal.save(newRelease());
        await journal.save(newRelease({ phase: "rollingBack" }), 2_000);
        expect(until).to.deep.equal([30_000, 2_000]);
    });

    it("is one of its own for each group", async () => {
        await configMapJournal(writer, "shop").save(newRelease());
        await configMapJournal(writer, "shop", "checkout").save(newRelease({ group: "checkout", phase: "done" }));
        expect((await configMapJournal(writer, "shop").read())?.phase).to.equal("deploying");
        expect((await configMapJournal(writer, "shop", "checkout").read())?.phase).to.equal("done");
        expect([...writer.objects.keys()]).to.deep.equal([path, `${path}-checkout`]);
    });

    it("refuses to overwrite what somebody else has written since", async () => {
        const journal = configMapJournal(writer, "shop");
        await journal.save(newRelease());
        const other = configMapJournal(writer, "shop");
        await other.read();
        await other.save(newRelease({ phase: "rollingBack" }));
        const error = await journal.save(newRelease({ phase: "canary", step: 0 })).catch((reason: unknown) => reason);
        expect((error as Error).message).to.match(/somebody else goes on with this release/);
        expect((await other.read())?.phase).to.equal("rollingBack");
    });

    it("knows its own write again, whose answer got lost", async () => {
        const journal = configMapJournal(writer, "shop");
        await journal.save(newRelease());
        let isFirst = true;
        const replace = writer.replace.bind(writer);
        writer.replace = async (...args) => {
            const answer = await replace(...args);
            if (!isFirst) return answer;
            isFirst = false;
            return replace(...args); // As a second try, which meets the first one's version.
        };
        await journal.save(newRelease({ phase: "deployed" }));
        await journal.save(newRelease({ phase: "gating" }));
        expect((await journal.read())?.phase).to.equal("gating");
    });

    it("knows its own write again, which was carried out after it was given up", async () => {
        const journal = configMapJournal(writer, "shop");
        await journal.save(newRelease());
        const replace = writer.replace.bind(writer);
        writer.replace = async (...args) => {
            writer.replace = replace;
            await replace(...args);
            throw new Error("the API server did not answer within 5 s");
        };
        const lost = await journal.save(newRelease({ phase: "rollingBack" })).catch((reason: unknown) => reason);
        expect((lost as Error).message).to.match(/did not answer/);
        await journal.save(newRelease({ phase: "rolledBack" }));
        expect((await journal.read())?.phase).to.equal("rolledBack");
    });

    it("stays below what a ConfigMap holds, and keeps everything but looks that were well", async () => {
        const at = "2026-11-28T05:00:00.000Z";
        const look = { at, workload: "recipes", measure: "errors", verdict: "well", why: "x".repeat(400) } as const;
        const well: Entry = { at, by: "alchemorsel", phase: "baking", looks: [look] };
        const breach: Entry = { ...well, looks: [{ ...look, verdict: "breach" }], why: "12 of 240" };
        const journal = configMapJournal(writer, "shop");
        await journal.save(newRelease({ journal: [...Array<Entry>(5000).fill(well), breach] }));
        expect(JSON.stringify(dataOf()).length).to.be.below(1024 * 1024);
        const kept = (await journal.read())?.journal ?? [];
        expect(kept.at(-1)?.why).to.equal("12 of 240");
        expect(kept.length).to.be.within(500, 4999);
    });

    it("that somebody broke is told with what to do", async () => {
        await configMapJournal(writer, "shop").save(newRelease());
        dataOf().data["release.json"] = "{";
        const error = await configMapJournal(writer, "shop")
            .read()
            .catch((reason: unknown) => reason);
        expect((error as Error).message).to.match(
            /can't be read: .*kubectl delete configmap alchemorsel-release -n shop/,
        );
    });
});
