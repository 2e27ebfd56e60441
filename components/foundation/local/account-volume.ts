import type { core } from "@pulumi/kubernetes/types/input";

/** Where programs in a cluster look for their rights. */
const folder = "/var/run/secrets/kubernetes.io/serviceaccount";

const token: core.v1.VolumeProjection = { serviceAccountToken: { path: "token", expirationSeconds: 3600 } };
const authority: core.v1.VolumeProjection = {
    configMap: { name: "kube-root-ca.crt", items: [{ key: "ca.crt", path: "ca.crt" }] },
};

/** The token of a pod's ServiceAccount, as a volume that says so: none comes by itself. */
export const accountVolume: core.v1.Volume = {
    name: "account",
    projected: { sources: [token, authority], defaultMode: 0o440 },
};

export const accountMount: core.v1.VolumeMount = { name: "account", mountPath: folder, readOnly: true };
