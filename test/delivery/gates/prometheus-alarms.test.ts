import { expect } from "chai";

import { prometheusAlarms } from "../../../delivery/gates/prometheus-alarms";

function alert(state: string, labels: Record<string, string>, annotations = {}) {
    return { state, labels, annotations, activeAt: "2026-11-28T04:00:00Z", value: "1e+00" };
}

describe("the alarms of Prometheus", () => {
    it("are those that fire: not what is pending, nor what always fires to show that alarms work", async () => {
        const asked: string[] = [];
        const alarms = prometheusAlarms((path) => {
            asked.push(path);
            return Promise.resolve({
                status: "success",
                data: {
                    alerts: [
                        alert(
                            "firing",
                            { alertname: "Slow", severity: "page", job: "recipes" },
                            { summary: "p95 is 2 s" },
                        ),
                        alert("firing", { alertname: "DiskFull" }),
                        alert("pending", { alertname: "Errors" }),
                        alert("firing", { alertname: "Watchdog", severity: "none" }),
                    ],
                },
            });
        });
        expect(await alarms()).to.deep.equal(["DiskFull", "Slow job=recipes severity=page (p95 is 2 s)"]);
        expect(asked).to.deep.equal(["/api/v1/alerts"]);
    });

    it("are unknown where Prometheus does not tell them", async () => {
        const alarms = prometheusAlarms(() => Promise.resolve({ status: "error", error: "not ready" }));
        const reason = await alarms().then(
            () => "answered",
            (error: unknown) => (error as Error).message,
        );
        expect(reason).to.equal("Prometheus could not tell its alerts: not ready");
    });
});
