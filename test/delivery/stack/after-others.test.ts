import { expect } from "chai";

import { afterOthers } from "../../../delivery/stack/after-others";
import { failure } from "../failure";
import { fakeClock } from "../fake-clock";

class ConcurrentUpdateError extends Error {
    override name = "ConcurrentUpdateError";
}

describe("an update, while somebody else updates the stack", () => {
    /** Fails so many times. */
    function updates(times: number, error: Error) {
        const made = { tries: 0 };
        const update = () => {
            made.tries++;
            return made.tries > times ? Promise.resolve("updated") : Promise.reject(error);
        };
        return { made, update };
    }

    it("waits for its end", async () => {
        const { made, update } = updates(5, new ConcurrentUpdateError("the stack is currently locked by 1 lock(s)"));
        expect(await afterOthers(fakeClock(), update, new AbortController().signal)).to.equal("updated");
        expect(made.tries).to.equal(6);
    });

    it("does not wait for good, nor for what is no update", async () => {
        const locked = updates(Infinity, new ConcurrentUpdateError("locked"));
        const { signal } = new AbortController();
        expect((await failure(afterOthers(fakeClock(), locked.update, signal))).message).to.equal("locked");
        const broken = updates(1, new Error("broken"));
        expect((await failure(afterOthers(fakeClock(), broken.update, signal))).message).to.equal("broken");
        expect(broken.made.tries).to.equal(1);
    });

    it("does not begin once the release was taken over, also while it waited", async () => {
        const { made, update } = updates(1, new ConcurrentUpdateError("locked"));
        const loss = new AbortController();
        const clock = fakeClock();
        const sleep = (milliseconds: number) => {
            loss.abort(new Error("bob has taken this release over"));
            return clock.sleep(milliseconds);
        };
        const taken = await failure(afterOthers({ ...clock, sleep }, update, loss.signal));
        expect(taken.message).to.equal("bob has taken this release over");
        expect(made.tries).to.equal(1);
        await failure(afterOthers(clock, update, loss.signal));
        expect(made.tries).to.equal(1);
    });
});
