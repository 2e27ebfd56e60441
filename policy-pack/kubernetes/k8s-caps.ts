import { checkov, podSecurity, resourceRule } from "../rule";
import type { Value } from "../value";
import { forEachContainer, podOf, workloadTypes } from "./pod";
import { containersToWrite, isSet, objectIn, specToWrite } from "./pod-to-write";
import { onLinux } from "./security-context";

export const k8sCaps = resourceRule({
    id: "k8s-caps",
    level: "mandatory",
    severity: "high",
    what: "Every container drops all capabilities, and adds none but that of opening ports below 1024.",
    why: "By default a container has a good dozen of root's powers, among them forging packets and giving files to other users; few programs need any.",
    fix: `securityContext: { capabilities: { drop: ["ALL"] } }`,
    controls: [...podSecurity("restricted"), ...checkov("CKV_K8S_25", "CKV_K8S_28", "CKV_K8S_37", "CKV_K8S_39")],
    source: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    types: workloadTypes,
    check(resource, { decide, violation }) {
        const pod = podOf(resource);
        const wrong = onLinux(pod, violation);
        forEachContainer(pod, decide, (container) => {
            const capabilities = container.at("securityContext", "capabilities");
            decide(() => {
                const drop = capabilities.at("drop");
                if (pod.isPatch && drop.isMissing) return;
                if (!hasAll(drop)) wrong(drop, `does not have "ALL"`);
            });
            decide(() => {
                for (const added of capabilities.at("add").list()) {
                    decide(() => {
                        if (added.text() !== "NET_BIND_SERVICE") {
                            wrong(added, "gives a power of root: none but NET_BIND_SERVICE may be added");
                        }
                    });
                }
            });
        });
    },
    remediate(properties, type) {
        const spec = specToWrite(properties, type);
        if (spec === undefined) return false;
        const changed = containersToWrite(spec).map(dropAll);
        return changed.includes(true);
    },
});

function hasAll(drop: Value): boolean {
    const capabilities = drop.list();
    if (capabilities.some((capability) => !capability.isUnknown && capability.text() === "ALL")) return true;
    // Any that is unknown may be it, and reading it says so.
    return capabilities.some((capability) => capability.text() === "ALL");
}

function dropAll(container: Record<string, unknown>): boolean {
    const context = objectIn(container, "securityContext");
    const capabilities = context && objectIn(context, "capabilities");
    if (capabilities === undefined || isSet(capabilities.drop)) return false;
    capabilities.drop = ["ALL"];
    return true;
}
