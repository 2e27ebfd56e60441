import { type ColorName, colors } from "../../../components/colors";
import { weights } from "../../../components/workload/weights";
import type { GatedWorkload, GateInputs } from "../../../delivery/gates/gate";
import { fakeReader } from "../../components/fake-reader";

export const oldImage = `registry.example/recipes@sha256:${"0".repeat(64)}`;
export const newImage = `registry.example/recipes@sha256:${"1".repeat(64)}`;

/** What a cluster has of one color. */
export interface InCluster {
    image: string;
    /** Of each pod; in the default all of them run the Deployment's. */
    podImages?: string[];
    ready: number;
    /** How many of two pods are of the last change. */
    updated?: number;
}

const shop = "shop";

/** A workload of which blue carries the traffic, and green is to get it. */
export function workload(name: string, changes: Partial<GatedWorkload> = {}): GatedWorkload {
    return {
        name,
        namespace: shop,
        image: newImage,
        smoke: [],
        readWeights: () => Promise.resolve(weights("blue", 0)),
        ...changes,
    };
}

/** What the API server answers about a workload; in the default both colors are well. */
export function answers(
    name: string,
    changes: Partial<Record<ColorName, InCluster>> = {},
    namespace = shop,
): Record<string, unknown> {
    const well = { blue: { image: oldImage, ready: 2 }, green: { image: newImage, ready: 2 } };
    const states: Record<ColorName, InCluster> = { ...well, ...changes };
    return Object.assign(
        {},
        ...colors.map((color) => colorAnswers(namespace, name, color, states[color])),
    ) as object as Record<string, unknown>;
}

function colorAnswers(
    namespace: string,
    name: string,
    color: ColorName,
    { image, podImages, ready, updated = 2 }: InCluster,
) {
    const object = `${name}-${color}`;
    const labels = `app.kubernetes.io/name=${name},app.kubernetes.io/part-of=alchemorsel,alchemorsel.dev/color=${color}`;
    const template = (of: string) => ({ spec: { containers: [{ image: of }] } });
    const slices = encodeURIComponent(`kubernetes.io/service-name=${object}`);
    return {
        [`/apis/apps/v1/namespaces/${namespace}/deployments/${object}`]: {
            metadata: { generation: 3 },
            spec: { replicas: 2, template: template(image) },
            status: { observedGeneration: 3, replicas: 2, updatedReplicas: updated, availableReplicas: updated },
        },
        [`/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers/${object}`]: {
            spec: { minReplicas: 2, maxReplicas: 4 },
        },
        [`/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices?labelSelector=${slices}`]: {
            items: [{ endpoints: Array.from({ length: ready }, () => ({ conditions: { ready: true } })) }],
        },
        [`/api/v1/namespaces/${namespace}/pods?labelSelector=${encodeURIComponent(labels)}`]: {
            items: (podImages ?? [image, image]).map((each, index) => ({
                metadata: { name: `${object}-${index}`, creationTimestamp: "2026-11-28T04:00:00Z" },
                ...template(each),
                status: { conditions: [{ type: "Ready", status: "True" }] },
            })),
        },
    };
}

/** Gates of a stack with one workload, which all pass but for the changes. */
export function inputs(changes: Partial<GateInputs> = {}): GateInputs {
    return {
        color: "green",
        workloads: [workload("recipes")],
        reader: fakeReader(answers("recipes")),
        request: () => Promise.resolve({ status: 200, body: "" }),
        findMigration: () => Promise.resolve("none"),
        policyViolations: () => Promise.resolve([]),
        firingAlarms: () => Promise.resolve([]),
        ...changes,
    };
}
