import { type ColorName, otherColor } from "../../components/colors";
import { colorLabels } from "../../components/kubernetes/labels";
import { colorObjectName } from "../../components/kubernetes/names";
import type { ClusterReader } from "../../components/kubernetes/reader";
import { fail, type GatedWorkload, pass, type WorkloadGate } from "./gate";

interface PodTemplate {
    spec: { containers: { image: string }[] };
}

interface Deployment {
    spec: { template: PodTemplate };
}

interface Pods {
    items: (PodTemplate & { metadata: { name: string; deletionTimestamp?: string } })[];
}

const byDigest = /@sha256:[0-9a-f]{64}$/;

/** The new color runs the image of the release, by digest, in its Deployment and in each pod; the live color runs another. */
export const image: WorkloadGate = async (workload, { color, reader, workloads }) => {
    const { name, image: released } = workload;
    const deployed = colorObjectName(name, color);
    if (released === undefined) {
        return fail(`${deployed} has no image: alchemorsel deploy gives it one`);
    }
    if (!byDigest.test(released)) {
        return fail(`${released} has no digest, so what it is can change: name it as <image>@sha256:<digest>`);
    }
    const wrong = await strangers(reader, workload, color, released);
    if (wrong.length > 0) {
        return fail(`${deployed} is to run ${released}, but ${wrong.join(", ")}; alchemorsel deploy puts it right`);
    }
    if ((await liveImage(reader, workload, color)) !== digestOf(released)) {
        return pass(released);
    }
    const others = workloads.filter((each) => each !== workload && each.image !== undefined);
    const live = await Promise.all(others.map(async (each) => liveImage(reader, each, color)));
    return others.some((each, index) => digestOf(each.image) !== live[index])
        ? pass(`${released}, unchanged: ${otherColor(color)} serves it already`)
        : fail(`${otherColor(color)} serves ${released} already, so there is nothing to release: deploy another image`);
};

/** Which of the color's objects run something else. */
async function strangers(
    reader: ClusterReader,
    { name, namespace }: GatedWorkload,
    color: ColorName,
    released: string,
): Promise<string[]> {
    const labels = Object.entries(colorLabels(name, color)).map((pair) => pair.join("="));
    const selector = encodeURIComponent(labels.join(","));
    const [deployment, pods] = await Promise.all([
        readDeployment(reader, namespace, colorObjectName(name, color)),
        reader.get<Pods>(`/api/v1/namespaces/${namespace}/pods?labelSelector=${selector}`),
    ]);
    // A pod that ends gets no request any more.
    const staying = (pods?.items ?? []).filter(({ metadata }) => metadata.deletionTimestamp === undefined);
    const images = new Map([
        ["its Deployment", imageOf(deployment?.spec.template)],
        ...staying.map((pod) => [`pod ${pod.metadata.name}`, imageOf(pod)] as const),
    ]);
    return [...images]
        .filter(([, running]) => running !== released)
        .map(([object, running]) => (running === undefined ? `${object} is not there` : `${object} runs ${running}`));
}

/** The digest of what the color with the traffic runs. */
async function liveImage(
    reader: ClusterReader,
    { name, namespace }: GatedWorkload,
    color: ColorName,
): Promise<string | undefined> {
    const deployment = await readDeployment(reader, namespace, colorObjectName(name, otherColor(color)));
    return digestOf(imageOf(deployment?.spec.template));
}

function readDeployment(reader: ClusterReader, namespace: string, name: string): Promise<Deployment | undefined> {
    return reader.get<Deployment>(`/apis/apps/v1/namespaces/${namespace}/deployments/${name}`);
}

function imageOf(template: PodTemplate | undefined): string | undefined {
    return template?.spec.containers[0]?.image;
}

/** The same content may lie in several repositories. */
function digestOf(released: string | undefined): string | undefined {
    return released?.split("@")[1];
}
