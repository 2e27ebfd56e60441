import { type Attributes, ROOT_CONTEXT, SpanStatusCode, trace, TraceFlags } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { envDetectorSync, Resource } from "@opentelemetry/resources";
import {
    BasicTracerProvider,
    InMemorySpanExporter,
    type ReadableSpan,
    SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";

import type { SpanOf } from "./spans";

/** Sends spans of one trace, by OTLP over HTTP; where to and how long it may take say the standard's variables. */
export async function sendSpans(traceId: string, spans: readonly SpanOf[]): Promise<void> {
    const exporter = new OTLPTraceExporter();
    try {
        await new Promise<void>((resolve, reject) => {
            exporter.export(readable(traceId, spans), ({ error }) => {
                if (error === undefined) resolve();
                else reject(error);
            });
        });
    } finally {
        await exporter.shutdown();
    }
}

/** What the SDK makes of spans that are over already. */
function readable(traceId: string, spans: readonly SpanOf[]): ReadableSpan[] {
    const finished = new InMemorySpanExporter();
    let spanId = "";
    const provider = new BasicTracerProvider({
        resource: Resource.default()
            .merge(new Resource({ "service.name": "alchemorsel" }))
            .merge(envDetectorSync.detect()),
        idGenerator: { generateTraceId: () => traceId, generateSpanId: () => spanId },
        spanProcessors: [new SimpleSpanProcessor(finished)],
    });
    const tracer = provider.getTracer("alchemorsel");
    for (const { id, parent, name, start, end, attributes, events, failure } of spans) {
        spanId = id;
        const context =
            parent === undefined
                ? ROOT_CONTEXT
                : trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId: parent, traceFlags: TraceFlags.SAMPLED });
        const span = tracer.startSpan(name, { startTime: start, attributes: prefixed(attributes) }, context);
        for (const event of events) span.addEvent(event.name, prefixed(event.attributes), event.at);
        span.setStatus(
            failure === undefined ? { code: SpanStatusCode.OK } : { code: SpanStatusCode.ERROR, message: failure },
        );
        span.end(end);
    }
    return finished.getFinishedSpans();
}

/** Names of the standard have none that fit; those of others are told apart by a prefix. */
function prefixed(attributes: SpanOf["attributes"]): Attributes {
    return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`alchemorsel.${name}`, value]));
}
