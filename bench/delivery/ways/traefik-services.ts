import * as path from "node:path";

import { binding, type Manifest } from "../../../embedded/cluster/addons/manifests";
import { tools } from "../../../embedded/tools";
import { moduleFolder } from "../tools";
import { type Cluster, deploymentKind } from "./cluster";
import { readManifests } from "./controller";

const gateway = { name: "traefik", namespace: "gateway" };
/** Without the second, a TraefikService is none while one of its Services has no ready pod. */
const options = ["--providers.kubernetescrd=true", "--providers.kubernetescrd.allowemptyservices=true"];

/**
 * Has the gateway read Traefik's own kinds too: Argo Rollouts moves weights of a TraefikService by itself, and those of an HTTPRoute only
 * by a plugin that no Go module proxy has.
 *
 * @returns Ends that.
 */
export async function withTraefikServices(cluster: Cluster): Promise<() => Promise<void>> {
    const traefik = tools.find(({ name }) => name === "traefik");
    if (traefik === undefined) throw new Error("the table of tools has no traefik");
    const folder = path.join(await moduleFolder(traefik), "docs/content/reference/dynamic-configuration");
    const [definitions, rights] = ["definition-v1", "rbac"].map((file) =>
        readManifests(path.join(folder, `kubernetes-crd-${file}.yml`)),
    ) as [Manifest[], Manifest[]];
    const roles = rights.filter(({ kind }) => kind === "ClusterRole");
    const subjects = [{ kind: "ServiceAccount", ...gateway }];
    const bound = roles.map(({ metadata: { name } }) => binding(`bench:${name}`, name, subjects));
    await cluster.make([...definitions, ...roles, ...bound]);
    const { spec } = await cluster.read<Live>(deploymentKind, gateway.name, gateway.namespace);
    const [container] = spec.template.spec.containers;
    const args = (container?.args ?? []).filter((arg) => !options.includes(arg));
    const use = async (all: readonly string[]) => {
        const containers = [{ name: gateway.name, args: all }];
        const fields = { spec: { template: { spec: { containers } } } };
        await cluster.patch(deploymentKind, gateway.name, fields, gateway.namespace);
        await cluster.rolledOut(gateway.name, gateway.namespace);
    };
    await use([...args, ...options]);
    return () => use(args);
}

interface Live {
    spec: { template: { spec: { containers: { args: string[] }[] } } };
}
