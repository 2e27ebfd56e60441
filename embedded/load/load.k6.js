// An open-model load for k6: requests come at their rate whether answers come or not. One log line a request:
// <milliseconds since the epoch at its end> <kind> <status> <color> <version> <duration in ms> <recipe id, of a write> <error, if any>
import http from "k6/http";
import { sleep } from "k6";

const address = __ENV.ADDRESS;
/** A page that is made by the pods and asks no store: what is measured is the traffic. */
const page = `${address}/sign-in`;
/** What is asked for on new connections: the same, where the test has no other. */
const freshPage = __ENV.FRESH_PATH ? address + __ENV.FRESH_PATH : page;
/** In each title, so that no two writes of a cluster have the same. */
const run = __ENV.RUN;
const seconds = Number(__ENV.SECONDS);
const host = __ENV.HOST ? { Host: __ENV.HOST } : {};
const editor = __ENV.EDITOR_KEY ? { Authorization: `Bearer ${__ENV.EDITOR_KEY}` } : {};
const rate = (requests, exec) => ({
    executor: "constant-arrival-rate",
    rate: requests,
    timeUnit: "1s",
    duration: `${seconds}s`,
    // Making one takes a moment in which requests are not sent: who counts on the full rate has them made before.
    preAllocatedVUs: Number(__ENV.VUS) || Math.max(10, Math.ceil(requests / 5)),
    maxVUs: Math.max(50, requests, Number(__ENV.VUS) || 0),
    gracefulStop: "15s",
    exec,
});
const scenarios = {};
for (const [name, requests] of Object.entries({ kept: __ENV.KEPT, fresh: __ENV.FRESH, write: __ENV.WRITE })) {
    if (Number(requests) > 0) {
        scenarios[name] = rate(Number(requests), name);
    }
}

export const options = {
    scenarios,
    discardResponseBodies: true,
    summaryTrendStats: ["med", "p(95)", "p(99)", "max"],
    systemTags: ["scenario", "status", "error_code"],
};

function log(kind, response, id) {
    const header = (name) => response.headers[name] || "-";
    const duration = response.timings ? response.timings.duration.toFixed(2) : "-";
    const error = (response.error || "").replace(/\s+/g, "_");
    console.log(
        `${Date.now()} ${kind} ${response.status || response.error_code || 0} ${header("X-Color")} ${header("X-Version")} ${duration} ${id || "-"} ${error}`,
    );
}

/** On a connection that is kept alive over requests. */
export function kept() {
    log("kept", http.get(page, { timeout: "10s", headers: host }));
}

/** On a connection of its own. */
export function fresh() {
    log("fresh", http.get(freshPage, { timeout: "10s", headers: { ...host, Connection: "close" } }));
}

/** So often a write is sent whose answer did not come. */
const tries = 5;

/**
 * A write that the service confirms must be there for good, and once: a client that doesn't know whether it was taken sends it again with
 * the same key, as it should.
 */
export function write() {
    const name = `${run}-${__VU}-${__ITER}`;
    const body = JSON.stringify({
        title: `Load ${name}`,
        description: "",
        servings: 2,
        ingredients: ["1 pinch of load"],
        steps: ["Write it down."],
        tags: ["load"],
    });
    for (let turn = 1; turn <= tries; turn++) {
        const response = http.post(`${address}/api/v1/recipes`, body, {
            timeout: "10s",
            headers: { ...host, ...editor, "Content-Type": "application/json", "Idempotency-Key": `load-${name}` },
            responseType: "text",
        });
        log("write", response, response.status === 201 ? response.json("id") : undefined);
        if (response.status > 0 && response.status < 500) {
            return;
        }
        sleep(1);
    }
}
