/** A value that only the update will know was read. */
export class UnknownValue extends Error {
    constructor(readonly where: Value) {
        super(`${where.path} is known only after the update`);
    }
}

/** A value is of another type than the rule, and its provider, expect. Says the types, never the value. */
export class WrongType extends Error {
    constructor(
        readonly where: Value,
        readonly problem: string,
    ) {
        super(`${where.path} ${problem}`);
    }
}

/** What the engine puts where a value is yet unknown: one marker a type. Source: resource/plugin/rpc.go of pulumi/pulumi. */
const unknownMarkers = new Set([
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // boolean
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9", // text
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // list
    "030794c1-ac77-496b-92df-f27374a8bd58", // asset
    "e48ece36-62e2-4504-bad9-02848725956a", // archive
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
]);

/** What a value is before it is read: there, unknown, or below something that can't have it. */
type State = { is: "there"; raw: unknown } | { is: "unknown" } | { is: "wrong"; problem: string };

/**
 * A property of a resource, and where it stands. Walking (`at`) never fails; reading (`text`, `bool`, `list`, …) throws
 * `UnknownValue` or `WrongType`, which the rule's `decide` turns into a finding. What is missing, or null, reads as
 * undefined or as empty.
 */
export class Value {
    private constructor(
        /** URN of the resource. */
        readonly urn: string,
        /** As in `spec.containers[0].image`. */
        readonly path: string,
        private readonly state: State,
    ) {}

    /** The root of a resource's properties, as the policy SDK hands them over or as they are in a file. */
    static of(urn: string, raw: unknown, path = ""): Value {
        return new Value(
            urn,
            path,
            stateOf(() => raw),
        );
    }

    /** The value under these keys and indices. */
    at(...keys: readonly (string | number)[]): Value {
        return keys.reduce<Value>((value, key) => value.child(key), this);
    }

    /** Whether only the update will know it. */
    get isUnknown(): boolean {
        return this.state.is === "unknown";
    }

    /** Whether it is not set. Throws if it is unknown. */
    get isMissing(): boolean {
        const raw = this.read();
        return raw === undefined || raw === null;
    }

    text(): string | undefined {
        return this.typed("text", (raw) => typeof raw === "string");
    }

    number(): number | undefined {
        return this.typed("a number", (raw) => typeof raw === "number");
    }

    /** A boolean; "true" and "false" count, as they do for AWS and Terraform. */
    bool(): boolean | undefined {
        const raw = this.read();
        if (raw === "true" || raw === "false") return raw === "true";
        return this.typed("true or false", (value) => typeof value === "boolean");
    }

    /** Text, number or boolean, as it is. */
    scalar(): string | number | boolean | undefined {
        return this.typed("text or a number", isScalar);
    }

    /** The elements; none if it is missing. */
    list(): Value[] {
        const raw = this.typed("a list", isList) ?? [];
        return Array.from({ length: raw.length }, (_, index) => this.child(index));
    }

    /** The texts of a list or, as policy documents have it, of a single text. */
    texts(): string[] {
        return typeof this.read() === "string"
            ? [this.text() ?? ""]
            : this.list().flatMap((element) => element.text() ?? []);
    }

    /** The entries of an object; none if it is missing. */
    entries(): [string, Value][] {
        const raw = this.typed("an object", isObject) ?? {};
        return Object.keys(raw).map((key) => [key, this.child(key)]);
    }

    /** What the text holds as JSON, or the value itself where it is an object already; missing where it is missing. */
    json(): Value {
        const raw = this.read();
        if (raw === undefined || raw === null || isObject(raw)) return this;
        try {
            return Value.of(this.urn, JSON.parse(this.text() ?? ""), this.path);
        } catch (error) {
            throw error instanceof SyntaxError ? new WrongType(this, "is not valid JSON") : error;
        }
    }

    /** The plain value, which nothing else is known of. */
    raw(): unknown {
        return this.read();
    }

    private child(key: string | number): Value {
        const path = typeof key === "number" ? `${this.path}[${key}]` : join(this.path, key);
        if (this.state.is !== "there") {
            // Nothing is known below it either: the finding names what is unknown itself.
            return new Value(this.urn, this.path, this.state);
        }
        const { raw } = this.state;
        if (raw === undefined || raw === null) return new Value(this.urn, path, { is: "there", raw: undefined });
        const fits = typeof key === "number" ? Array.isArray(raw) : isObject(raw);
        if (!fits) {
            const expected = typeof key === "number" ? "a list" : "an object";
            return new Value(this.urn, this.path, {
                is: "wrong",
                problem: `is ${kindOf(raw)} where ${expected} belongs`,
            });
        }
        return new Value(
            this.urn,
            path,
            stateOf(() => (Object.hasOwn(raw, key) ? (raw as Record<string | number, unknown>)[key] : undefined)),
        );
    }

    private read(): unknown {
        switch (this.state.is) {
            case "unknown":
                throw new UnknownValue(this);
            case "wrong":
                throw new WrongType(this, this.state.problem);
            case "there":
                return this.state.raw;
        }
    }

    private typed<T>(expected: string, fits: (raw: unknown) => raw is T): T | undefined {
        const raw = this.read();
        if (raw === undefined || raw === null) return undefined;
        if (!fits(raw)) throw new WrongType(this, `is ${kindOf(raw)} where ${expected} belongs`);
        return raw;
    }
}

/** The policy SDK's proxy throws where an unknown value is read; outside of it the engine's marker stands there. */
function stateOf(read: () => unknown): State {
    let raw: unknown;
    try {
        raw = read();
    } catch (error) {
        if (error instanceof Error && "unknownTypeSentinel" in error) return { is: "unknown" };
        throw error;
    }
    return typeof raw === "string" && unknownMarkers.has(raw) ? { is: "unknown" } : { is: "there", raw };
}

function isScalar(raw: unknown): raw is string | number | boolean {
    return ["string", "number", "boolean"].includes(typeof raw);
}

function isList(raw: unknown): raw is unknown[] {
    return Array.isArray(raw);
}

function isObject(raw: unknown): raw is object {
    return typeof raw === "object" && raw !== null && !Array.isArray(raw);
}

function kindOf(raw: unknown): string {
    if (Array.isArray(raw)) return "a list";
    switch (typeof raw) {
        case "string":
            return "text";
        case "number":
            return "a number";
        case "boolean":
            return "a boolean";
        default:
            return "an object";
    }
}

/** `a.b`, and `a["b.c/d"]` where the key is no word. */
function join(path: string, key: string): string {
    if (!/^[\w$-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
    return path === "" ? key : `${path}.${key}`;
}
