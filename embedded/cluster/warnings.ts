import { CoreV1Api, type CoreV1Event, type KubeConfig } from "@kubernetes/client-node";

/** Each of these objects (`namespace/name`) with the newest warning that Kubernetes gives of it, where there is one. */
export async function withWarnings(config: KubeConfig, names: readonly string[]): Promise<string[]> {
    const core = config.makeApiClient(CoreV1Api);
    const { items } = await core.listEventForAllNamespaces({ fieldSelector: "type=Warning" });
    return explained(names, items);
}

export function explained(names: readonly string[], events: readonly CoreV1Event[]): string[] {
    const oldestFirst = [...events].sort((one, other) => at(one) - at(other));
    const newest = new Map(
        oldestFirst.map(({ involvedObject: { namespace = "", name = "" }, reason = "", message = "" }) => [
            `${namespace}/${name}`,
            `${reason}: ${message.trim()}`,
        ]),
    );
    return names.map((name) => [name, newest.get(name)].filter(Boolean).join(": "));
}

/** Events of the newer interface have no `lastTimestamp`. */
function at({ lastTimestamp, eventTime, metadata }: CoreV1Event): number {
    return (lastTimestamp ?? eventTime ?? metadata.creationTimestamp)?.getTime() ?? 0;
}
