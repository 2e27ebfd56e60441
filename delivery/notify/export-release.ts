import type { Release } from "../release/release";
import { reasonOf } from "../reason-of";
import { finishedSpans, traceId } from "./spans";

/**
 * Sends what the last change of a release's phase or step has finished to the collector of `OTEL_EXPORTER_OTLP_ENDPOINT`;
 * without that variable it does nothing. To be called once after each such change. Never throws: why it failed is what it answers.
 */
export async function exportRelease(release: Release): Promise<string | undefined> {
    const spans = isOn(process.env) ? finishedSpans(release) : [];
    if (spans.length === 0) {
        return undefined;
    }
    try {
        // Loaded where it is used alone: it takes a third of a second.
        const { sendSpans } = await import("./otlp.ts");
        await sendSpans(traceId(release), spans);
        return undefined;
    } catch (error) {
        const reason = reasonOf(error);
        return `the trace of ${release.id} lacks the spans until its phase ${release.phase}: ${reason}`;
    }
}

/** https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ */
function isOn(env: NodeJS.ProcessEnv): boolean {
    const endpoint = env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? env.OTEL_EXPORTER_OTLP_ENDPOINT ?? "";
    return endpoint !== "" && env.OTEL_SDK_DISABLED?.toLowerCase() !== "true";
}
