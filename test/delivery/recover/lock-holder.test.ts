import * as os from "node:os";

import { expect } from "chai";

import { isGone, lockHolders } from "../../../delivery/recover/lock-holder";

const refused = (who: string) =>
    `error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file with \`pulumi cancel\`.
  s3://bucket/.pulumi/locks/organization/alchemorsel/staging/5ce6.json: created by ${who} at 2026-11-29T10:00:00Z`;

describe("the holder of a stack's lock", () => {
    it("is read from what the engine says", () => {
        expect(lockHolders(refused("ada@desk (pid 4711)"))).to.deep.equal([
            { who: "ada@desk (pid 4711)", host: "desk", pid: 4711, since: "2026-11-29T10:00:00Z" },
        ]);
        expect(lockHolders("error: [409] Conflict: Another update is currently in progress.")).to.equal("unnamed");
        expect(lockHolders("error: no such stack")).to.equal(undefined);
    });

    it("is dead only where it is a process of this machine that is gone, or another program by now", () => {
        const of = (host: string, pid: number) => ({ who: "", since: "", host, pid });
        // No process has a number above the kernel's highest, 2^22.
        expect(isGone(of(os.hostname(), 2 ** 22 + 1))).to.equal(true);
        expect(isGone(of(os.hostname(), process.pid))).to.equal(true);
        expect(isGone(of("another", 2 ** 22 + 1))).to.equal(false);
    });
});
