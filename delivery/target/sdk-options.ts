/**
 * How an SDK's client waits: for a connection, and for an answer. It tries once: its caller tries again, and knows until when
 * (`transient` in `sdk-failure.ts`). Without `throwOnRequestTimeout` it only warns of an answer that doesn't come, and waits for good.
 */
export const sdkOptions = {
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
} as const;
