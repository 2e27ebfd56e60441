import { UserError } from "../../embedded/errors";
import { type Clock, systemClock } from "../clock";
import { hasStatus } from "../cluster/cluster-error";
import type { ClusterWriter } from "../cluster/writer";
import type { Release } from "../release/release";
import { reasonOf } from "../reason-of";

/** Where a group's last release is written down, for whoever goes on with it. */
export interface Journal {
    /** The group's last release; `undefined` before the first. */
    read(): Promise<Release | undefined>;
    /**
     * Writes a release in the place of what was read or saved last. Throws where somebody else has written since, or where the API server
     * is away for so long; default half a minute.
     */
    save(release: Release, patienceMilliseconds?: number): Promise<void>;
}

interface ConfigMap {
    apiVersion: "v1";
    kind: "ConfigMap";
    metadata: { name: string; namespace: string; labels: Record<string, string>; resourceVersion?: string };
    data: Record<string, string>;
}

const key = "release.json";

/** The most that is kept of a release, in characters; a ConfigMap holds 1 MiB with all that is in it. */
const longest = 700_000;

/** How long reading and writing wait for an API server that is away. */
const patienceMilliseconds = 30_000;

/** The name of what is kept of the releases of a group; without one of the stack's own. */
function nameOf(group: string | undefined): string {
    return group === undefined ? "alchemorsel-release" : `alchemorsel-release-${group}`;
}

/** A journal in a ConfigMap beside the workloads. */
export function configMapJournal(
    writer: Pick<ClusterWriter, "get" | "create" | "replace">,
    namespace: string,
    group?: string,
    clock: Clock = systemClock,
): Journal {
    const name = nameOf(group);
    const collection = `/api/v1/namespaces/${namespace}/configmaps`;
    const path = `${collection}/${name}`;
    let known: ConfigMap | undefined;
    /** What was sent and not answered: it may be carried out yet, whenever the API server comes to it. */
    const unanswered = new Set<string | undefined>();
    const write = (map: ConfigMap, until: number) =>
        known ? writer.replace<ConfigMap>(path, map, until) : writer.create<ConfigMap>(collection, map, until);
    return {
        read: async () => {
            known = await writer.get<ConfigMap>(path, clock.now() + patienceMilliseconds);
            return known && parsed(known);
        },
        save: async (release, milliseconds = patienceMilliseconds) => {
            const until = clock.now() + milliseconds;
            for (;;) {
                const map = mapOf({ name, namespace }, release, known);
                const text = map.data[key];
                unanswered.add(text);
                try {
                    known = await write(map, until);
                } catch (error) {
                    if (!hasStatus(error, 409)) throw error;
                    const found = await writer.get<ConfigMap>(path, clock.now() + milliseconds);
                    if (!found || !unanswered.has(found.data[key])) throw new WrittenByOthers();
                    known = found;
                }
                if (known.data[key] !== text) continue;
                unanswered.clear();
                return;
            }
        },
    };
}

/** Somebody else goes on with the release. */
export class WrittenByOthers extends UserError {
    constructor() {
        super("somebody else goes on with this release: see alchemorsel status");
    }
}

function mapOf(place: { name: string; namespace: string }, release: Release, known: ConfigMap | undefined): ConfigMap {
    return {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: {
            ...place,
            labels: { "app.kubernetes.io/part-of": "alchemorsel", "app.kubernetes.io/managed-by": "alchemorsel" },
            ...(known && { resourceVersion: known.metadata.resourceVersion }),
        },
        data: { [key]: JSON.stringify(shortened(release)) },
    };
}

/**
 * A release that was watched for days has more looks than a ConfigMap holds: every other one goes until they fit. What led
 * from phase to phase stays, and so does every look that found something.
 */
function shortened(release: Release): Release {
    let short = release;
    while (JSON.stringify(short).length > longest) {
        let isOdd = false;
        const journal = short.journal.filter((entry) => {
            const isWell = entry.looks?.every(({ verdict }) => verdict === "well") === true;
            isOdd = isWell ? !isOdd : isOdd;
            return !isWell || isOdd;
        });
        if (journal.length === short.journal.length) return short;
        short = { ...short, journal };
    }
    return short;
}

function parsed({ data, metadata: { name, namespace } }: ConfigMap): Release {
    try {
        return JSON.parse(data[key] ?? "") as Release;
    } catch (error) {
        const reason = reasonOf(error);
        throw new UserError(
            `the release's journal, the ConfigMap ${namespace}/${name}, can't be read: ${reason}. Somebody has edited it; without it nothing is known of ` +
                "the last release: kubectl delete configmap " +
                `${name} -n ${namespace}, and go on with pulumi up`,
        );
    }
}
