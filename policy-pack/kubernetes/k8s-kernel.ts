import { podSecurity, resourceRule, type Review } from "../rule";
import type { Value } from "../value";
import { podOf, workloadTypes } from "./pod";
import { forEachSecurityContext } from "./security-context";

/** Those that concern the pod alone, as version 1.32 of the standards has them. */
const safeSysctls = [
    "kernel.shm_rmid_forced",
    "net.ipv4.ip_local_port_range",
    "net.ipv4.ip_local_reserved_ports",
    "net.ipv4.ip_unprivileged_port_start",
    "net.ipv4.ping_group_range",
    "net.ipv4.tcp_fin_timeout",
    "net.ipv4.tcp_keepalive_intvl",
    "net.ipv4.tcp_keepalive_probes",
    "net.ipv4.tcp_keepalive_time",
    "net.ipv4.tcp_rmem",
    "net.ipv4.tcp_syncookies",
    "net.ipv4.tcp_wmem",
];
const seLinuxTypes = ["container_t", "container_init_t", "container_kvm_t", "container_engine_t"];

/** Before `appArmorProfile` there was an annotation for each container. */
const appArmorAnnotation = "container.apparmor.security.beta.kubernetes.io/";

export const k8sKernel = resourceRule({
    id: "k8s-kernel",
    level: "mandatory",
    severity: "high",
    what: "Pods leave the kernel's defenses as they are: the masks of /proc, AppArmor and SELinux; they set none but safe sysctls.",
    why: "Each of these is a wall between the container and the node, or a setting that every pod of the node shares.",
    fix: `securityContext: { procMount: "Default", appArmorProfile: { type: "RuntimeDefault" } }`,
    controls: [...podSecurity("baseline")],
    source: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    types: workloadTypes,
    check(resource, review) {
        const { decide } = review;
        const pod = podOf(resource);
        forEachSecurityContext(pod, decide, (context) => {
            keepsDefenses(context, review);
        });
        keepsAppArmor(pod.metadata.at("annotations"), review);
        setsOnlySafe(pod.spec.at("securityContext", "sysctls"), review);
    },
});

function keepsDefenses(context: Value, { decide, violation }: Review<object>): void {
    const oneOf = (value: Value, allowed: readonly string[], message: string) => {
        decide(() => {
            const text = value.text() ?? "";
            if (text !== "" && !allowed.includes(text)) violation(value, message);
        });
    };
    // A pod has no procMount for all of its containers: it is missing there.
    oneOf(context.at("procMount"), ["Default"], "is not Default: what /proc hides of the node would be seen");
    const appArmor = context.at("appArmorProfile", "type");
    oneOf(appArmor, ["RuntimeDefault", "Localhost"], "is neither RuntimeDefault nor a profile of the node's own");
    const seLinux = context.at("seLinuxOptions");
    oneOf(seLinux.at("type"), seLinuxTypes, `is not one of the types for containers: ${seLinuxTypes.join(", ")}`);
    oneOf(seLinux.at("user"), [], "is a user of SELinux: it is not for a pod to choose");
    oneOf(seLinux.at("role"), [], "is a role of SELinux: it is not for a pod to choose");
}

function keepsAppArmor(annotations: Value, { decide, violation }: Review<object>): void {
    decide(() => {
        for (const [key, annotation] of annotations.entries()) {
            if (!key.startsWith(appArmorAnnotation)) continue;
            decide(() => {
                const profile = annotation.text() ?? "";
                if (!/^($|runtime\/default$|localhost\/)/.test(profile)) {
                    violation(annotation, "is neither runtime/default nor a profile of the node's own");
                }
            });
        }
    });
}

function setsOnlySafe(sysctls: Value, { decide, violation }: Review<object>): void {
    decide(() => {
        for (const sysctl of sysctls.list()) {
            decide(() => {
                const name = sysctl.at("name");
                if (!safeSysctls.includes(name.text() ?? "")) {
                    violation(name, "is not one of the sysctls that concern the pod alone");
                }
            });
        }
    });
}
