/**
 * What the program gave each resource, as far as it has been seen in this run.
 *
 * A stack policy is handed what became of the resources. Where a provider is not yet configured at a preview, as that of
 * a cluster which the same update makes, the engine hands it nothing at all, which would read as defaults.
 */
export class Inputs {
    private readonly byUrn = new Map<string, Record<string, unknown>>();

    see(urn: string, inputs: Record<string, unknown>): void {
        this.byUrn.set(urn, inputs);
    }

    /** What became of a resource, and below it what the program gave. */
    under(urn: string, outputs: Record<string, unknown>): Record<string, unknown> {
        const inputs = this.byUrn.get(urn);
        if (inputs === undefined || Object.keys(inputs).every((key) => Object.hasOwn(outputs, key))) return outputs;
        const all = {};
        for (const key of new Set([...Object.keys(outputs), ...Object.keys(inputs)])) {
            const source = Object.hasOwn(outputs, key) ? outputs : inputs;
            // Not read here: the SDK's proxies throw where a value is unknown.
            Object.defineProperty(all, key, { enumerable: true, get: () => source[key] });
        }
        return all;
    }
}
