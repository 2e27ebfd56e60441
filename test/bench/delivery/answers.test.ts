import { expect } from "chai";

import { seen } from "../../../bench/delivery/bad-releases";
import { secondsUntilLast } from "../../../bench/delivery/good-releases";
import type { Answer } from "../../../embedded/load/load";

const answer = (at: number, version: string, more: Partial<Answer> = {}): Answer => ({
    ...{ at, version, kind: "kept", status: 200, color: "blue", duration: 3 },
    ...more,
});
const none = { status: 1212, duration: NaN, error: "EOF" };

describe("what the load saw of a bad release", () => {
    it("begins with the first answer that failed, and ends with the version's last answer", () => {
        const answers = [
            answer(0, "live"),
            answer(1000, "errors"),
            answer(2000, "errors", { status: 500 }),
            answer(3500, "errors"),
            answer(9000, "live"),
        ];
        expect(seen("errors", answers)).to.deep.equal({ breachToBack: 1.5, saw: 3, suffered: 1, all: 5 });
    });

    it("is slow where its own answers take 300 ms, not where the old version's do", () => {
        const answers = [
            answer(0, "live", { duration: 900 }),
            answer(1000, "slow", { duration: 301 }),
            answer(1200, "slow"),
        ];
        expect(seen("slow", answers)).to.deep.equal({ breachToBack: 0.2, saw: 2, suffered: 1, all: 3 });
    });

    it("has the requests that nobody answered any more once its pods have exited", () => {
        const answers = [answer(0, "crash-later"), answer(20_000, "-", none), answer(21_000, "-", { status: 502 })];
        expect(seen("crash-later", answers)).to.deep.equal({ breachToBack: 1, saw: 3, suffered: 2, all: 3 });
    });

    it("is no breach where no request showed it", () => {
        expect(seen("errors", [answer(0, "errors"), answer(1, "live")]).breachToBack).to.equal(undefined);
    });
});

describe("the seconds until the last answer of a version", () => {
    it("count from the command's start to before the next command", () => {
        const answers = [answer(900, "good"), answer(1700, "good"), answer(1800, "live"), answer(9000, "good")];
        expect(secondsUntilLast(answers, 1000, 5000, (version) => version === "good")).to.equal(0.7);
        expect(secondsUntilLast(answers, 2000, 5000, (version) => version === "good")).to.equal(0);
    });
});
