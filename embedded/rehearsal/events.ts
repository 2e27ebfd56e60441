import { nameOf } from "../upgrades/state";

/** What the engine writes with `--event-log`, as far as it is read here: a line of JSON an event. */
interface EngineEvent {
    /** Seconds since the epoch. */
    readonly timestamp: number;
    readonly resourcePreEvent?: ResourceEvent;
    readonly resOutputsEvent?: ResourceEvent;
    readonly resOpFailedEvent?: { readonly metadata: Metadata };
    readonly diagnosticEvent?: {
        readonly urn?: string;
        readonly message: string;
        readonly severity: string;
        readonly ephemeral?: boolean;
    };
}

interface ResourceEvent {
    readonly metadata: Metadata;
    /** Whether it is of the preview, which changes nothing. */
    readonly planning?: boolean;
}

interface Metadata {
    readonly op: string;
    readonly urn: string;
    readonly type: string;
    readonly diffs?: readonly string[] | null;
    readonly detailedDiff?: Readonly<Record<string, unknown>> | null;
}

/** What became of one resource in one command. */
export interface Change {
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    /** The engine's word: `create`, `update`, `delete`, `create-replacement`, `import`, … */
    readonly op: string;
    /** Paths of the properties that changed, as the provider tells them. */
    readonly properties: readonly string[];
    /** Seconds since the epoch. */
    readonly started: number;
    readonly ended: number;
    readonly failed: boolean;
}

export interface Outcome {
    /** In the order in which they began. */
    readonly changes: readonly Change[];
    /** Errors that the engine printed, without its colors. */
    readonly errors: readonly string[];
}

/** A command's outcome by its event log. A last line that was cut off, as a killed engine leaves it, is left out. */
export function readEvents(log: string): Outcome {
    const begun = new Map<string, number>();
    const changes: Change[] = [];
    const errors: string[] = [];
    for (const event of events(log)) {
        const { resourcePreEvent: pre, diagnosticEvent: said } = event;
        if ((pre ?? event.resOutputsEvent)?.planning === true) continue;
        if (pre !== undefined) begun.set(keyOf(pre.metadata), event.timestamp);
        const after = event.resOutputsEvent ?? event.resOpFailedEvent;
        if (after !== undefined && !isNothing(after.metadata.op)) {
            const started = begun.get(keyOf(after.metadata)) ?? event.timestamp;
            changes.push(change(after.metadata, started, event));
        }
        if (said?.severity === "error") errors.push(plain(said.message));
    }
    return { changes: changes.sort((a, b) => a.started - b.started), errors };
}

/** How many resources there were for each word of the engine's. */
export function counts(changes: readonly Change[]): Record<string, number> {
    const found: Record<string, number> = {};
    for (const { op } of changes) found[op] = (found[op] ?? 0) + 1;
    return found;
}

function* events(log: string): Generator<EngineEvent> {
    const lines = log.split("\n").filter((line) => line !== "");
    for (const [index, line] of lines.entries()) {
        try {
            yield JSON.parse(line) as EngineEvent;
        } catch (error) {
            if (index < lines.length - 1) throw error;
        }
    }
}

/** A replacement makes and deletes under one URN. A refresh begins with its own word and ends with what it found. */
function keyOf({ urn, op }: Metadata): string {
    return op.startsWith("delete") ? `delete ${urn}` : urn;
}

function change({ op, urn, type, diffs, detailedDiff }: Metadata, started: number, event: EngineEvent): Change {
    const properties = Object.keys(detailedDiff ?? {});
    return {
        ...{ urn, type, op, started },
        name: nameOf(urn),
        properties: properties.length > 0 ? properties : (diffs ?? []),
        ended: event.timestamp,
        failed: event.resOpFailedEvent !== undefined,
    };
}

function isNothing(op: string): boolean {
    return ["same", "read", "refresh", "read-discard"].includes(op);
}

function plain(message: string): string {
    return message.replace(/<\{%.*?%\}>/g, "").trim();
}
