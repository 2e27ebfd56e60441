import type { GateInputs } from "./gate";

/** As Prometheus answers to `/api/v1/alerts`: https://prometheus.io/docs/prometheus/latest/querying/api/#alerts */
interface Answer {
    status: "success" | "error";
    error?: string;
    data?: {
        alerts: {
            state: "pending" | "firing" | "inactive";
            labels: Record<string, string>;
            annotations?: Record<string, string>;
        }[];
    };
}

/** The firing alarms of a Prometheus. `get` answers with the JSON at a path of its API. */
export function prometheusAlarms(get: (path: string) => Promise<unknown>): GateInputs["firingAlarms"] {
    return async () => {
        const { status, error, data } = (await get("/api/v1/alerts")) as Answer;
        if (status !== "success" || data === undefined) {
            throw new Error(`Prometheus could not tell its alerts: ${error ?? "it gave no reason"}`);
        }
        return data.alerts
            .filter(({ state, labels }) => state === "firing" && !isHeartbeat(labels))
            .map(({ labels: { alertname = "without a name", ...labels }, annotations }) => {
                const where = Object.entries(labels).map(([label, value]) => `${label}=${value}`);
                return [alertname, ...where.sort(), ...summary(annotations)].join(" ");
            })
            .sort();
    };
}

/** Such as kube-prometheus's Watchdog, which always fires: that it stops is what is watched. */
function isHeartbeat(labels: Record<string, string>): boolean {
    return labels.severity === "none";
}

function summary({ summary, description }: Record<string, string> = {}): string[] {
    const text = summary ?? description;
    return text === undefined ? [] : [`(${text})`];
}
