/** The engine's placeholders for what is not known yet, one per type. Source: sdk/go/common/resource/plugin/rpc.go. */
const placeholders: ReadonlySet<unknown> = new Set([
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // bool
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9", // string
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
    "030794c1-ac77-496b-92df-f27374a8bd58", // asset
    "e48ece36-62e2-4504-bad9-02848725956a", // archive
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
]);

/** Marks an object as no plain one: a secret, an asset, an archive. Source: sdk/go/common/resource/sig/sig.go. */
const signature = "4dabf18193072939515e22adb298388d";

/** Whether nothing of this value is known before the update; what is secret counts as such. */
export function isUnknown(value: unknown): boolean {
    return placeholders.has(value) || (isObject(value) && signature in value);
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The properties of an object that its program, or its provider, gives a value. */
export function given(inputs: Readonly<Record<string, unknown>>): [string, unknown][] {
    return Object.entries(inputs).filter(
        ([name, value]) => name !== "__defaults" && value !== undefined && value !== null,
    );
}
