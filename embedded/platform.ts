import * as fs from "node:fs";
import * as path from "node:path";

import { ClusterSettings, freeLink, kubeconfigFile, readSettings } from "./cluster";
import { Image, ImageName, ensureImages } from "./images";
import { backendFolder } from "./paths";
import type { Progress } from "./progress";
import { ensureDebs, ensureTools, gatewayApiDefinitions, tools, toolsOfEngine } from "./tools";
import type { ToolName } from "./tools";

/** The checkout that this code stands in. */
export const projectFolder = path.dirname(__dirname);

const nodeTools: ToolName[] = ["kubernetes", "network-policies"];

/** What runs on the node and comes from Debian, with the libraries that these programs load. */
const nodePackages = [
    ...["containerd", "runc", "containernetworking-plugins", "etcd-server", "tini"],
    ...["iptables", "ipset", "conntrack", "iproute2"],
    ...["libxtables12", "libip4tc2", "libip6tc2", "libnftnl11", "libmnl0", "libnfnetlink0", "libnetfilter-conntrack3"],
    ...["libipset13", "libseccomp2", "libbpf1", "libelf1", "libbsd0", "libmd0", "libcap2", "zlib1g"],
];

/** The images that the cluster itself runs. */
const clusterImages: ImageName[] = ["pause", "coredns", "metrics-server", "local-path-provisioner", "shell", "traefik"];

/** The images that a local stack runs. */
export function stackImages({ scalesOnRequests }: Needs): ImageName[] {
    return ["app", "postgres", "redis", "prometheus", ...(scalesOnRequests ? (["prometheus-adapter"] as const) : [])];
}

/** What not every stack needs. */
interface Needs {
    /** A workload of it is scaled on its requests. */
    scalesOnRequests: boolean;
}

/** Builds all tools that the stack will ask for, with its own cluster or without, so that they are counted in one go. */
export async function ensureStackTools(hasCluster: boolean, needs: Needs, progress: Progress): Promise<void> {
    const images: string[] = [...(hasCluster ? clusterImages : []), ...stackImages(needs)];
    const inImages = tools.map(({ name }) => name).filter((name) => images.includes(name));
    await ensureTools([...(await toolsOfEngine()), ...(hasCluster ? nodeTools : []), ...inImages], progress);
}

/** Builds whatever the cluster needs and says of what the cluster consists. */
export async function clusterSettings(
    { needs, ...options }: { name: string; state: string; port: number; needs: Needs },
    progress: Progress,
): Promise<{ settings: ClusterSettings; images: Map<ImageName, Image> }> {
    const programs = await ensureTools(nodeTools, progress);
    const debs = await ensureDebs(nodePackages, progress);
    const images = await ensureImages([...clusterImages, ...stackImages(needs)], progress);
    for (const program of ["containerd", "etcd"]) {
        programs.set(program, path.join(debs, "usr/bin", program));
    }
    const before = readSettings(options.state);
    const settings: ClusterSettings = {
        ...options,
        link: before?.link ?? freeLink(),
        programs: Object.fromEntries(programs),
        debs,
        images: Object.fromEntries([...images].map(([name, { reference, archive }]) => [name, { reference, archive }])),
        gatewayApi: await gatewayApiDefinitions(),
    };
    return { settings, images };
}

/**
 * The variables of a shell, or of a test, that works with the stack. Where the user's own cluster is chosen, their
 * KUBECONFIG stays as it is.
 */
export function stackEnvironment(
    state: string,
    stack: string,
    engine: { pathEntries: readonly string[]; env: Readonly<Record<string, string>> },
    context: string | undefined,
): Record<string, string> {
    const kubeconfig = kubeconfigFile({ state });
    const isEmbedded = context === undefined && fs.existsSync(kubeconfig);
    return {
        ...engine.env,
        // `alchemorsel` comes last: it is for this shell alone, and npx takes half a second to find it.
        PATH: [...engine.pathEntries, process.env.PATH ?? "", path.join(projectFolder, "node_modules/.bin")].join(":"),
        PULUMI_BACKEND_URL: `file://${encodeURI(backendFolder(state))}`,
        PULUMI_CONFIG_PASSPHRASE_FILE: path.join(state, "passphrase"),
        PULUMI_STACK: stack,
        ...(isEmbedded ? { KUBECONFIG: kubeconfig, ALCHEMORSEL_KUBECONFIG: kubeconfig } : {}),
    };
}
