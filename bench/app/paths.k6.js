// An open-model load for k6: one of the paths a request, at a rate that does not wait for answers. A browser's headers.
import http from "k6/http";

const paths = JSON.parse(__ENV.PATHS);
const rate = Number(__ENV.RATE);

export const options = {
    scenarios: {
        paths: {
            executor: "constant-arrival-rate",
            rate,
            timeUnit: "1s",
            duration: `${__ENV.SECONDS}s`,
            preAllocatedVUs: rate,
            maxVUs: rate * 2,
        },
    },
    discardResponseBodies: true,
    summaryTrendStats: ["med", "p(95)", "max"],
};

export default function () {
    const path = paths[Math.floor(Math.random() * paths.length)];
    http.get(__ENV.ADDRESS + path, { timeout: "10s", headers: { "Accept-Encoding": "gzip, br", Accept: "text/html" } });
}

export function handleSummary({ metrics }) {
    return { [__ENV.SUMMARY]: JSON.stringify(metrics) };
}
