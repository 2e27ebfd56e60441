/** The namespace of the object that a hook runs for; `undefined` where it is not known yet, as at a first preview. */
export function namespaceOf({ newInputs }: { newInputs?: Record<string, unknown> }): string | undefined {
    const metadata = newInputs?.metadata as { namespace?: unknown } | undefined;
    return typeof metadata?.namespace === "string" ? metadata.namespace : undefined;
}
