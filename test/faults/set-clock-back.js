"use strict";
// Preloaded into a process, it sets that process' clock back by a minute: at its start, or at SIGUSR2.
const minute = 60_000;
const now = Date.now;
let shift = process.env.CLOCK_BACK === "at start" ? minute : 0;
process.on("SIGUSR2", () => (shift = minute));
const RealDate = Date;
globalThis.Date = class extends RealDate {
    constructor(...args) {
        if (args.length === 0) super(now() - shift);
        else super(...args);
    }
    static now() {
        return now() - shift;
    }
};
