import { expect } from "chai";
import * as fc from "fast-check";

import { thin } from "../../../delivery/report/series";
import { roundAbove, timeTicks } from "../../../delivery/report/ticks";
import { timeline } from "../../../delivery/report/timeline";
import type { Release } from "../../../delivery/release/release";
import { aborted, after, crashLoop, gateFailed, good, hostile, long, rolledBack, short, underWay } from "../releases";

/** What a reader sees of a page, without its markup. */
const textOf = (html: string) =>
    html
        .replace(/<style>.*?<\/style>/s, "")
        .replace(/<[^>]*>/g, " ")
        .replace(/\s+/g, " ");

describe("the timeline of a release", () => {
    it("says the verdict and its reason first", () => {
        const beginning = (release: Release) => textOf(timeline(release, new Date(after(150))).split("<dl")[0] ?? "");
        expect(beginning(good)).to.include("Released Green carried all of the traffic for 2 minutes");
        expect(beginning(rolledBack)).to.include("Rolled back recipes: 27 of 270 requests failed at green");
        expect(beginning(crashLoop)).to.include("Aborted recipes-green-7d9f: CrashLoopBackOff after 4 restarts");
        expect(beginning(aborted)).to.include("Aborted The sale begins at five");
        expect(beginning(gateFailed)).to.include("Stopped by a gate orders: the smoke test GET /orders answered 500");
        expect(beginning(underWay)).to.include("Under way: canary 25 %");
    });

    it("describes every chart in words, for who can't see it", () => {
        const drawings = timeline(rolledBack).match(/<svg.*?<\/svg>/gs) ?? [];
        expect(drawings).to.have.length(9);
        for (const drawing of drawings) expect(drawing).to.match(/role="img".*<title id=".+<desc id="/s);
        expect(drawings[0]).to.include("after 2 min 12 s blue 75 % and green 25 %");
        expect(drawings[1]).to.match(/green: first 0 %, at most 10 %, last 10 %/);
    });

    it("tells failed gates before the others", () => {
        const text = textOf(timeline(gateFailed));
        expect(text.indexOf("✕ fail")).to.be.greaterThan(0).and.lessThan(text.indexOf("✓ pass"));
    });

    it("runs its time axis to the last entry once a release has ended, and to now before", () => {
        expect(textOf(timeline(short))).to.include("Took 5 s");
        expect(textOf(timeline(underWay, new Date(after(600))))).to.include("Took 10 min");
    });

    it("makes nothing of hostile texts, and lets the page load nothing", () => {
        const page = timeline(hostile);
        expect(page)
            .to.not.match(/<(script|img|a)\b/)
            .and.not.match(/(?!\n)\p{Cc}|\u202e/u);
        expect(page).to.include(`content="default-src 'none'; style-src 'unsafe-inline'`);
    });

    it("stays below 300 kB with thousands of looks over days, at many workloads, and with hostile texts", () => {
        const large = [1, 12, 60].map((workloads) => long({ seconds: 3 * 86_400, count: 6_000, workloads }));
        const wordy = {
            ...long({ seconds: 3_600, count: 5_000, workloads: 20 }),
            stack: "'".repeat(5_000),
            images: Object.fromEntries(
                Array.from({ length: 300 }, (_, index) => [`${"&".repeat(900)}${index}`, { new: "<".repeat(900) }]),
            ),
        };
        const shouted = {
            ...wordy,
            journal: wordy.journal.map((entry, index) => ({
                ...entry,
                by: "'".repeat(900),
                why: "<".repeat(900),
                gates: Array.from({ length: index === 2 ? 200 : 0 }, () => ({
                    gate: "&".repeat(900),
                    result: "fail" as const,
                    detail: "'".repeat(900),
                })),
                looks: entry.looks?.map((look) => ({ ...look, verdict: "breach" as const, why: '"'.repeat(900) })),
            })),
        };
        for (const release of [...large, wordy, shouted]) {
            expect(Buffer.byteLength(timeline(release))).to.be.below(300_000);
        }
    });

    it("is drawn of a journal that is empty, or whose times are none", () => {
        for (const journal of [[], [{ at: "yesterday", phase: "done" as const, by: "x" }]]) {
            expect(timeline({ ...good, journal }))
                .to.include("Released")
                .and.not.include("NaN");
        }
    });

    it("keeps the smallest and the largest number of each part of the time", () => {
        const values = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 3, maxLength: 500 });
        fc.assert(
            fc.property(values, fc.integer({ min: 1, max: 40 }), (numbers, parts) => {
                const points = numbers.map((value, at) => ({ at, value }));
                const thinned = thin(points, parts);
                expect(thinned.length).to.be.at.most(2 * (parts + 1) + 2);
                expect(Math.max(...thinned.map(({ value }) => value))).to.equal(Math.max(...numbers));
                expect(Math.min(...thinned.map(({ value }) => value))).to.equal(Math.min(...numbers));
                expect([thinned[0], thinned.at(-1)]).to.deep.equal([points[0], points.at(-1)]);
            }),
        );
    });

    it("marks a time axis with a few round times, from seconds to months", () => {
        expect(timeTicks(5)).to.deep.equal([0, 1, 2, 3, 4, 5]);
        expect(timeTicks(3 * 86_400)).to.deep.equal([0, 12, 24, 36, 48, 60, 72].map((hours) => hours * 3_600));
        fc.assert(
            fc.property(fc.integer({ min: 1, max: 400 * 86_400 }), (seconds) => {
                expect(timeTicks(seconds).length).to.be.within(1, 8);
            }),
        );
    });

    it("ends a scale at a round number that holds all of it", () => {
        fc.assert(
            fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (value) => {
                expect(roundAbove(value)).to.be.within(value * 0.999_999, value * 2.000_001);
            }),
        );
    });
});
