import { UserError } from "../errors";
import { isObject, type StackState, type StateResource, type Values } from "./state";
import { secretsIn } from "./secrets";

/** By these the engine tells a secret from other objects. */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** What stands in a record for the value of a secret, in the engine's own JSON. */
export const secretMarker = "secret: its value was not recorded";

/** What differs from update to update, and says nothing of the stack. */
const momentary = new Set(["created", "modified", "stackTrace"]);

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const noInstant = "2000-01-01T00:00:00Z";

/**
 * A stack's state as the repository keeps it: no secret, no time, and the same order whenever it is written. It stays a
 * state that the engine takes.
 */
export function recordOf({ version, deployment }: StackState): StackState {
    const { manifest, resources, pending_operations: pending = [] } = deployment;
    if (resources.length === 0) throw new UserError("the stack has no resource: nothing to record");
    if (pending.length > 0) {
        throw new UserError(
            "the stack's last update has not ended: pulumi refresh, or pulumi cancel and pulumi up, then record it",
        );
    }
    const recorded = inOrder(resources).map((resource) => withoutMoments(withoutSecrets(resource) as StateResource));
    const { magic, version: engine } = manifest;
    const record = sorted({ version, deployment: { manifest: { magic, version: engine }, resources: recorded } });
    const secrets = secretsIn(record);
    if (secrets.length > 0) {
        throw new UserError([
            "nothing was written: these look like secrets, and the program has not said that they are (pulumi.secret, additionalSecretOutputs)",
            ...secrets,
        ]);
    }
    return record as StackState;
}

/** The text of a record's file. */
export function textOf(record: StackState): string {
    return `${JSON.stringify(record, undefined, 1)}\n`;
}

/** A secret stays one, with the marker for its value: the provider gets a secret, as it did. */
function withoutSecrets(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(withoutSecrets);
    if (!isObject(value)) return value;
    if (value[signatureKey] === secretSignature) {
        return { [signatureKey]: secretSignature, plaintext: JSON.stringify(marked(plaintextOf(value))) };
    }
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutSecrets(inner)]));
}

/** What the engine wrote with `--show-secrets`: without it nobody knows whether a secret is a text, a list or nothing at all. */
function plaintextOf({ plaintext }: Values): unknown {
    if (typeof plaintext !== "string") {
        throw new UserError(
            "the export has its secrets encrypted, so that their types can't be told: " +
                "pulumi stack export --show-secrets | make record-state FROM=/dev/stdin …; no secret is written",
        );
    }
    return JSON.parse(plaintext);
}

/** The marker in the shape of the secret. What is empty, or yes or no, tells nothing. */
function marked(value: unknown): unknown {
    if (typeof value === "string") return value === "" ? "" : secretMarker;
    if (typeof value === "number") return 0;
    if (Array.isArray(value)) return value.map(marked);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, marked(inner)]));
}

function withoutMoments(resource: StateResource): StateResource {
    const kept = Object.fromEntries(
        Object.entries(resource).filter(([key, value]) => !momentary.has(key) && !isOutside(key, value)),
    );
    if (resource.outputs === undefined) return kept as unknown as StateResource;
    const { inputs = {}, outputs } = resource;
    const timeless = Object.entries(outputs).map(([key, value]) => [key, key in inputs ? value : withoutTimes(value)]);
    return { ...(kept as unknown as StateResource), outputs: Object.fromEntries(timeless) as Values };
}

/** A line of a file that is not in the project: its path is of the machine that updated the stack. */
function isOutside(key: string, value: unknown): boolean {
    return key === "sourcePosition" && typeof value === "string" && value.includes("/../");
}

/** When a provider has seen something; the program has given none of these. */
function withoutTimes(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(withoutTimes);
    if (isObject(value)) {
        return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutTimes(inner)]));
    }
    return typeof value === "string" && instant.test(value) ? noInstant : value;
}

/** Objects by their keys; lists stay as they are, for in most of them the order counts. */
function sorted(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(sorted);
    if (!isObject(value)) return value;
    const keys = Object.keys(value).sort();
    return Object.fromEntries(keys.map((key) => [key, sorted(value[key])]));
}

/** What a resource needs stands before it, as the engine wants it; otherwise they are in the order of their URNs. */
function inOrder(resources: readonly StateResource[]): StateResource[] {
    const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    const done = new Set<StateResource>();
    const place = (resource: StateResource): StateResource[] => {
        if (done.has(resource)) return [];
        done.add(resource);
        const before = needs(resource).flatMap((urn) => byUrn.get(urn) ?? []);
        return [...before.flatMap(place), resource];
    };
    return [...resources].sort((one, other) => (one.urn < other.urn ? -1 : 1)).flatMap(place);
}

function needs({ parent, provider, dependencies = [], deletedWith, ...rest }: StateResource): string[] {
    const providerUrn = provider?.slice(0, provider.lastIndexOf("::"));
    const properties = Object.values(rest.propertyDependencies ?? {}).flat();
    return [parent, providerUrn, deletedWith, ...dependencies, ...properties].filter((urn) => urn !== undefined).sort();
}
