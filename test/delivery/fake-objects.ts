import { ClusterError } from "../../delivery/cluster/cluster-error";
import type { ClusterWriter } from "../../delivery/cluster/writer";

interface Stored {
    metadata: { name: string; resourceVersion?: string };
}

/** The part of an API server that keeps objects: a version that was changed since it was read is refused. */
export class FakeObjects implements Pick<ClusterWriter, "get" | "create" | "replace"> {
    readonly objects = new Map<string, Stored>();
    /** Runs before each request, and after each change; throws to make it fail. */
    before: () => void = () => undefined;
    after: () => void = () => undefined;
    private version = 0;

    get<T>(path: string): Promise<T | undefined> {
        return this.request(() => structuredClone(this.objects.get(path)) as T | undefined);
    }

    create<T extends object>(collection: string, object: T): Promise<T> {
        const path = `${collection}/${(object as unknown as Stored).metadata.name}`;
        return this.request(() => {
            if (this.objects.has(path)) throw new ClusterError("it exists", 409, "AlreadyExists");
            return this.store(path, object);
        });
    }

    replace<T extends object>(path: string, object: T): Promise<T> {
        return this.request(() => {
            const found = this.objects.get(path);
            if (found === undefined) throw new ClusterError("not found", 404, "NotFound");
            const { resourceVersion } = (object as unknown as Stored).metadata;
            if (resourceVersion !== found.metadata.resourceVersion) {
                throw new ClusterError("it was changed", 409, "Conflict");
            }
            return this.store(path, object);
        });
    }

    private store<T extends object>(path: string, object: T): T {
        const stored = structuredClone(object) as unknown as Stored;
        stored.metadata.resourceVersion = String(++this.version);
        this.objects.set(path, stored);
        this.after();
        return structuredClone(stored) as unknown as T;
    }

    private request<T>(work: () => T): Promise<T> {
        return new Promise((resolve) => {
            this.before();
            resolve(work());
        });
    }
}
