import { expect } from "chai";

import { Held, type LeaseOptions, lockHolder, ReleaseLock } from "../../../delivery/lock/lease";
import { isDead, processId } from "../../../delivery/lock/process-id";
import { FakeObjects } from "../fake-objects";

const path = "/apis/coordination.k8s.io/v1/namespaces/shop/leases/alchemorsel-release";

interface Stored {
    metadata: { annotations: Record<string, string> };
    spec: { holderIdentity: string; renewTime: string };
}

describe("the lock of a stack's releases", () => {
    let writer: FakeObjects;
    let now: number;
    /** Runs whenever somebody waits. */
    let meanwhile: () => void;

    beforeEach(() => {
        [writer, now, meanwhile] = [new FakeObjects(), Date.parse("2026-11-28T05:00:00Z"), () => undefined];
    });

    const options = (changes: Partial<LeaseOptions> = {}): LeaseOptions => ({
        ...{ writer, namespace: "shop", who: "ada@desk", verb: "promote" },
        clock: {
            now: () => now,
            sleep: (milliseconds) => {
                now += milliseconds;
                meanwhile();
                return Promise.resolve();
            },
        },
        ...changes,
    });

    /** A holder on another machine, of whom nothing is known but what the lease says. */
    async function heldElsewhere(): Promise<Stored> {
        const lock = await ReleaseLock.take(options({ who: "ci@runner" }));
        const stored = writer.objects.get(path) as unknown as Stored;
        await lock.release();
        stored.spec.holderIdentity = "ci@runner";
        stored.metadata.annotations["alchemorsel.dev/process"] = "another-boot/pid:[1]/7/99";
        writer.objects.set(path, stored as never);
        return stored;
    }

    it("is one's own until it is given back, and says who has it, for what and since when", async () => {
        const lock = await ReleaseLock.take(options());
        const holder = await lockHolder(writer, "shop", options().clock);
        expect(holder).to.include({ who: "ada@desk", verb: "promote" });
        expect(holder?.since).to.match(/^2026-11-28T05:00:00/);
        await lock.release();
        expect(await lockHolder(writer, "shop", options().clock)).to.equal(undefined);
    });

    it("is refused while its holder renews it, whatever the clocks say", async () => {
        const stored = await heldElsewhere();
        // A clock that is a minute behind.
        meanwhile = () => (stored.spec.renewTime = new Date(now - 60_000).toISOString());
        const error = await ReleaseLock.take(options()).catch((reason: unknown) => reason);
        expect(error).to.be.instanceOf(Held);
        expect((error as Error).message).to.match(/^ci@runner runs alchemorsel promote since .*one release at a time/);
    });

    it("is free once its holder has renewed nothing for the lease's time", async () => {
        await heldElsewhere();
        const waited: string[] = [];
        const before = now;
        const lock = await ReleaseLock.take(options({ onWait: ({ who }) => waited.push(who) }));
        expect(now - before).to.be.within(10_000, 11_000);
        expect(waited).to.deep.equal(["ci@runner"]);
        await lock.release();
    });

    it("is free at once where its holder was a process of this machine that is gone", async () => {
        const stored = await heldElsewhere();
        const [boot, namespace] = processId().split("/");
        stored.metadata.annotations["alchemorsel.dev/process"] = [boot, namespace, "4194304", "1"].join("/");
        const before = now;
        await (await ReleaseLock.take(options())).release();
        expect(now).to.equal(before);
    });

    it("can be taken over, which the holder learns", async () => {
        const lock = await ReleaseLock.take(options());
        const lost = new Promise<void>((resolve) => {
            lock.lost.addEventListener("abort", () => {
                resolve();
            });
        });
        lock.check();
        const other = await ReleaseLock.take(options({ who: "grace@phone", verb: "rollback", takeOver: true }));
        const stored = writer.objects.get(path) as unknown as Stored;
        stored.metadata.annotations["alchemorsel.dev/process"] = "another-boot/pid:[1]/7/99";
        // Seen at the next renewal, or at once by who asks.
        await lock.confirm().catch(() => undefined);
        await lost;
        expect(() => {
            lock.check();
        }).to.throw("grace@phone (alchemorsel rollback) has taken this release over");
        await other.release();
    });

    it("goes to one of two who ask at once", async () => {
        meanwhile = () => {
            const stored = writer.objects.get(path) as unknown as Stored;
            stored.spec.renewTime = new Date(now).toISOString();
        };
        const [one, other] = await Promise.allSettled([
            ReleaseLock.take(options()),
            ReleaseLock.take(options({ who: "grace@phone" })),
        ]);
        const taken = [one, other].filter(({ status }) => status === "fulfilled");
        expect(taken).to.have.length(1);
        for (const each of taken) if (each.status === "fulfilled") await each.value.release();
    });
});

describe("a process", () => {
    it("is dead if it is of this machine and not there, and never where that can't be known", () => {
        expect(isDead(processId())).to.equal(false);
        expect(isDead("another-boot/pid:[1]/7/99")).to.equal(false);
        expect(isDead("")).to.equal(false);
        const [boot, namespace, pid] = processId().split("/");
        // The same number, but of a process that started at another time.
        expect(isDead([boot, namespace, pid, "1"].join("/"))).to.equal(true);
    });
});
