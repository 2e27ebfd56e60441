/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-argument --
   manifests are asserted by their shape */
/** What the Pod Security Standard `restricted` (and our own rules on top) says against a pod's spec. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- any manifest
export function podViolations(spec: any): string[] {
    const violations: string[] = [];
    const demand = (holds: boolean, text: string) => {
        if (!holds) {
            violations.push(text);
        }
    };
    const allowedVolumes = [
        "configMap",
        "csi",
        "downwardAPI",
        "emptyDir",
        "ephemeral",
        "persistentVolumeClaim",
        "projected",
        "secret",
    ];
    for (const flag of ["hostNetwork", "hostPID", "hostIPC"]) {
        demand(!spec[flag], flag);
    }
    demand(spec.automountServiceAccountToken === false, "token");
    demand(spec.securityContext?.runAsNonRoot === true, "runAsNonRoot");
    demand((spec.securityContext?.runAsUser ?? 0) > 0, "runAsUser");
    demand(spec.securityContext?.seccompProfile?.type === "RuntimeDefault", "seccompProfile");
    for (const volume of spec.volumes ?? []) {
        demand(
            Object.keys(volume).every((key) => key === "name" || allowedVolumes.includes(key)),
            `volume ${volume.name}`,
        );
        demand(volume.emptyDir === undefined || volume.emptyDir.sizeLimit !== undefined, `size of ${volume.name}`);
    }
    for (const container of [...spec.containers, ...(spec.initContainers ?? [])]) {
        const context = container.securityContext ?? {};
        demand(context.allowPrivilegeEscalation === false, `${container.name}: allowPrivilegeEscalation`);
        demand(context.privileged !== true, `${container.name}: privileged`);
        demand(context.readOnlyRootFilesystem === true, `${container.name}: root file system`);
        demand(context.capabilities?.drop?.includes("ALL"), `${container.name}: capabilities`);
        demand(context.capabilities?.add === undefined, `${container.name}: added capabilities`);
        demand(container.resources?.requests?.cpu !== undefined, `${container.name}: CPU request`);
        demand(container.resources?.requests?.memory !== undefined, `${container.name}: memory request`);
        demand(container.resources?.limits?.memory !== undefined, `${container.name}: memory limit`);
        for (const probe of ["startupProbe", "readinessProbe", "livenessProbe"]) {
            demand(container[probe] !== undefined, `${container.name}: ${probe}`);
        }
        demand(/@sha256:[0-9a-f]{64}$/.test(container.image), `${container.name}: digest`);
        demand(
            !(container.ports ?? []).some((port: { hostPort?: number }) => port.hostPort),
            `${container.name}: hostPort`,
        );
    }
    return violations;
}
