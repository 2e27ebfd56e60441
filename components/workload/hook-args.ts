/** Names the namespace of an AWS resource's workload: such a resource has none itself. */
export const namespaceTag = "alchemorsel.dev/namespace";

/**
 * The namespace of what a hook runs for: a Kubernetes object names it in its metadata, an AWS resource in a tag.
 * `undefined` where it is not known yet, as at a first preview.
 */
export function namespaceOf({ newInputs }: { newInputs?: Record<string, unknown> }): string | undefined {
    const metadata = newInputs?.metadata as { namespace?: unknown } | undefined;
    const tags = newInputs?.tags as Record<string, unknown> | undefined;
    const namespace = metadata?.namespace ?? tags?.[namespaceTag];
    return typeof namespace === "string" ? namespace : undefined;
}
