import type { CaseResource } from "../rule-cases";
import type { PublicExample } from "./public-example";

const from = (repository: string, folder: string) => (path: string, says: string) => ({
    repository,
    path: folder + path,
    says,
});
const checkov = from("bridgecrewio/checkov", "tests/kubernetes/checks/");
const kyverno = from("kyverno/policies", "pod-security/");
const kubesec = from("controlplaneio/kubesec", "test/asset/");
const kubeScore = from("zegl/kube-score", "score/testdata/");
const kubeLinter = from("stackrox/kube-linter", "tests/checks/");
const polaris = from("FairwindsOps/polaris", "test/checks/");
const trivy = from("aquasecurity/trivy-checks", "checks/kubernetes/");
const kics = from("Checkmarx/kics", "assets/queries/k8s/");
const admission = from("kubernetes/pod-security-admission", "test/testdata/");

const image = "registry.example.com/shop/web:2.7.1";

function pod(spec: object, metadata: object = { name: "shop" }): CaseResource {
    return { name: "shop", type: "kubernetes:core/v1:Pod", properties: { metadata, spec } };
}

/** A Deployment, StatefulSet, DaemonSet or ReplicaSet. */
function workload(kind: string, spec: object, metadata: object = { name: "shop" }): CaseResource {
    return { name: "shop", type: `kubernetes:apps/v1:${kind}`, properties: { metadata, spec: { template: { spec } } } };
}

function rbac(kind: string, properties: object): CaseResource {
    return { name: "shop", type: `kubernetes:rbac.authorization.k8s.io/v1:${kind}`, properties: { ...properties } };
}

/** What is found where a container says nothing of security. */
const insecure = (container: string) => [
    `k8s-no-escalation ${container}.securityContext.allowPrivilegeEscalation`,
    `k8s-nonroot ${container}.securityContext.runAsNonRoot`,
    `k8s-caps ${container}.securityContext.capabilities.drop`,
    `k8s-seccomp ${container}.securityContext.seccompProfile.type`,
    `k8s-readonly-root ${container}.securityContext.readOnlyRootFilesystem`,
];
const unlimited = (container: string) => [
    `k8s-resources ${container}.resources.requests.cpu`,
    `k8s-resources ${container}.resources.requests.memory`,
    `k8s-resources ${container}.resources.limits.memory`,
];
const unprobed = (container: string) => [
    `k8s-probes ${container}.readinessProbe`,
    `k8s-probes ${container}.livenessProbe`,
];
/** What is found of a container of which no more is said than its name and its image. */
const bare = (container: string) => [...insecure(container), ...unlimited(container), ...unprobed(container)];

const inNoNamespace = "k8s-namespace metadata.namespace";

export const kubernetesExamples: Record<string, PublicExample> = {
    "a DaemonSet that takes over its node": {
        source: checkov(
            "example_PrivilegedContainers/privilegedDaemonSet-FAILED.yaml",
            "CKV_K8S_16 fails; the pod shares the node's network and processes as well",
        ),
        resources: [
            workload("DaemonSet", {
                volumes: [{ name: "node", hostPath: { path: "/" } }],
                hostPID: true,
                hostNetwork: true,
                containers: [
                    {
                        name: "inspect",
                        image: "alpine",
                        resources: { requests: { cpu: "50m", memory: "32Mi" }, limits: { memory: "64Mi" } },
                        volumeMounts: [{ name: "node", mountPath: "/node" }],
                        securityContext: { privileged: true },
                    },
                ],
            }),
        ],
        fails: ["CKV_K8S_16"],
        finds: [
            "k8s-no-privileged spec.template.spec.containers[0].securityContext.privileged",
            "k8s-no-host spec.template.spec.hostNetwork",
            "k8s-no-host spec.template.spec.hostPID",
            "k8s-no-host spec.template.spec.volumes[0].hostPath",
            "k8s-volume-types spec.template.spec.volumes[0].hostPath",
            "k8s-image-pinned spec.template.spec.containers[0].image",
            "k8s-sa-token spec.template.spec.automountServiceAccountToken",
            ...insecure("spec.template.spec.containers[0]"),
            ...unprobed("spec.template.spec.containers[0]"),
            inNoNamespace,
        ],
    },
    "a CronJob in the network, the processes and the messages of its node": {
        source: checkov(
            "example_ShareHost/cronjob-hostresources-FAILED.yaml",
            "CKV_K8S_17, CKV_K8S_18 and CKV_K8S_19 fail",
        ),
        resources: [
            {
                name: "shop",
                type: "kubernetes:batch/v1:CronJob",
                properties: {
                    metadata: { namespace: "maintenance" },
                    spec: {
                        schedule: "17 3 * * *",
                        jobTemplate: {
                            spec: {
                                template: {
                                    spec: {
                                        restartPolicy: "Never",
                                        hostNetwork: true,
                                        hostIPC: true,
                                        hostPID: true,
                                        containers: [{ name: "sweep", image: "busybox", args: ["date"] }],
                                    },
                                },
                            },
                        },
                    },
                },
            },
        ],
        fails: ["CKV_K8S_17", "CKV_K8S_18", "CKV_K8S_19"],
        finds: [
            "k8s-no-host spec.jobTemplate.spec.template.spec.hostNetwork",
            "k8s-no-host spec.jobTemplate.spec.template.spec.hostPID",
            "k8s-no-host spec.jobTemplate.spec.template.spec.hostIPC",
            "k8s-image-pinned spec.jobTemplate.spec.template.spec.containers[0].image",
            "k8s-sa-token spec.jobTemplate.spec.template.spec.automountServiceAccountToken",
            ...insecure("spec.jobTemplate.spec.template.spec.containers[0]"),
            ...unlimited("spec.jobTemplate.spec.template.spec.containers[0]"),
        ],
    },
    "an exporter on a port of each node": {
        source: checkov("example_HostPort/DS-node-exporter-FAILED.yaml", "CKV_K8S_26 fails"),
        resources: [
            workload(
                "DaemonSet",
                {
                    serviceAccountName: "exporter",
                    securityContext: { runAsUser: 65532, runAsNonRoot: true },
                    hostNetwork: true,
                    containers: [
                        {
                            name: "exporter",
                            image: "registry.example.com/metrics/exporter:1.9.0",
                            ports: [{ name: "http", containerPort: 9200, hostPort: 9200 }],
                            readinessProbe: { httpGet: { path: "/readyz", port: 9200 } },
                            livenessProbe: { httpGet: { path: "/livez", port: 9200 } },
                            volumeMounts: [{ name: "sys", mountPath: "/node/sys", readOnly: true }],
                        },
                    ],
                    volumes: [{ name: "sys", hostPath: { path: "/sys" } }],
                },
                { namespace: "metrics" },
            ),
        ],
        fails: ["CKV_K8S_26"],
        finds: [
            "k8s-no-escalation spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation",
            "k8s-caps spec.template.spec.containers[0].securityContext.capabilities.drop",
            "k8s-seccomp spec.template.spec.containers[0].securityContext.seccompProfile.type",
            "k8s-no-host spec.template.spec.hostNetwork",
            "k8s-no-host spec.template.spec.volumes[0].hostPath",
            "k8s-no-host spec.template.spec.containers[0].ports[0].hostPort",
            "k8s-volume-types spec.template.spec.volumes[0].hostPath",
            "k8s-readonly-root spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem",
            "k8s-sa-token spec.template.spec.automountServiceAccountToken",
            ...unlimited("spec.template.spec.containers[0]"),
        ],
    },
    "a CronJob with neither requests nor limits": {
        source: checkov(
            "example_Requests_Limits/cronjob-request-limit-1FAILED.yaml",
            "CKV_K8S_10 to 13 fail: what stands under `resources` is empty",
        ),
        resources: [
            {
                name: "shop",
                type: "kubernetes:batch/v1:CronJob",
                properties: {
                    metadata: { name: "statistics" },
                    spec: {
                        schedule: "*/20 * * * *",
                        jobTemplate: {
                            spec: {
                                template: {
                                    spec: {
                                        restartPolicy: "OnFailure",
                                        volumes: [{ name: "settings", secret: { secretName: "statistics" } }],
                                        containers: [
                                            {
                                                name: "collect",
                                                image: "registry.example.com/statistics:latest",
                                                resources: null,
                                                volumeMounts: [{ name: "settings", mountPath: "/settings" }],
                                                envFrom: [{ secretRef: { name: "statistics-database" } }],
                                            },
                                        ],
                                    },
                                },
                            },
                        },
                    },
                },
            },
        ],
        settings: { "k8s-resources": { requireCpuLimit: true } },
        fails: ["CKV_K8S_10", "CKV_K8S_11", "CKV_K8S_12", "CKV_K8S_13"],
        finds: [
            "k8s-image-pinned spec.jobTemplate.spec.template.spec.containers[0].image",
            "k8s-resources spec.jobTemplate.spec.template.spec.containers[0].resources.limits.cpu",
            "k8s-sa-token spec.jobTemplate.spec.template.spec.automountServiceAccountToken",
            ...insecure("spec.jobTemplate.spec.template.spec.containers[0]"),
            ...unlimited("spec.jobTemplate.spec.template.spec.containers[0]"),
            inNoNamespace,
        ],
    },
    "secrets in variables, one by one and all at once": {
        source: checkov("example_Secrets/pod-secretEnvironment-FAILED.yaml", "CKV_K8S_35 fails for both pods"),
        resources: [
            pod({
                containers: [
                    {
                        name: "one-by-one",
                        image,
                        env: [
                            {
                                name: "DATABASE_USER",
                                valueFrom: { secretKeyRef: { key: "user", name: "shop-database" } },
                            },
                        ],
                    },
                    { name: "all-at-once", image, envFrom: [{ secretRef: { name: "shop-database" } }] },
                ],
            }),
        ],
        settings: { "k8s-secret-env": { forbidSecretKeyRef: true } },
        fails: ["CKV_K8S_35"],
        finds: [
            "k8s-sa-token spec.automountServiceAccountToken",
            "k8s-secret-env spec.containers[0].env[0].valueFrom.secretKeyRef",
            "k8s-secret-env spec.containers[1].envFrom[0].secretRef",
            ...bare("spec.containers[0]"),
            ...bare("spec.containers[1]"),
            inNoNamespace,
        ],
    },
    "a ReplicaSet that may write where it runs": {
        source: checkov("example_ReadOnlyFilesystem/frontend-replicaset-FAILED.yaml", "CKV_K8S_22 fails"),
        resources: [workload("ReplicaSet", { containers: [{ name: "guests", image }] })],
        fails: ["CKV_K8S_22"],
        finds: [
            "k8s-sa-token spec.template.spec.automountServiceAccountToken",
            ...bare("spec.template.spec.containers[0]"),
            inNoNamespace,
        ],
    },
    "a StatefulSet in nobody's namespace": {
        source: checkov(
            "example_DefaultNamespace/nginx-statefulset-FAILED.yaml",
            "CKV_K8S_21 fails for the StatefulSet, and for the Service that none of our rules looks at",
        ),
        resources: [
            workload("StatefulSet", {
                terminationGracePeriodSeconds: 20,
                containers: [{ name: "web", image, volumeMounts: [{ name: "pages", mountPath: "/pages" }] }],
            }),
        ],
        fails: ["CKV_K8S_21"],
        finds: [
            "k8s-sa-token spec.template.spec.automountServiceAccountToken",
            ...bare("spec.template.spec.containers[0]"),
            inNoNamespace,
        ],
    },
    "an administrator's capability": {
        source: checkov("example_AllowedCapabilitiesSysAdmin/pod-FAILED.yaml", "CKV_K8S_39 fails"),
        resources: [
            pod({
                containers: [{ name: "mounter", image, securityContext: { capabilities: { add: ["SYS_ADMIN"] } } }],
            }),
        ],
        fails: ["CKV_K8S_39"],
        finds: [
            "k8s-caps spec.containers[0].securityContext.capabilities.add[0]",
            "k8s-sa-token spec.automountServiceAccountToken",
            ...bare("spec.containers[0]"),
            inNoNamespace,
        ],
    },
    "a token that is mounted by default": {
        source: checkov(
            "example_ServiceAccountTokens/ServiceAccountTokensFAILED.yaml",
            "CKV_K8S_38 fails, where the pod says nothing and where it says true",
        ),
        resources: [pod({ containers: [{ name: "sleep", image: "alpine", args: ["3600"], command: ["sleep"] }] })],
        fails: ["CKV_K8S_38"],
        finds: [
            "k8s-image-pinned spec.containers[0].image",
            "k8s-sa-token spec.automountServiceAccountToken",
            ...bare("spec.containers[0]"),
            inNoNamespace,
        ],
    },
    "a role whose verbs are a wildcard, among others": {
        source: checkov("example_WildcardRoles/role-failed-2.yaml", "CKV_K8S_49 fails"),
        resources: [
            rbac("Role", {
                metadata: { namespace: "shop" },
                rules: [{ verbs: ["get", "*"], apiGroups: ["apps", ""], resources: ["deployments"] }],
            }),
        ],
        fails: ["CKV_K8S_49"],
        finds: ["k8s-rbac rules[0].verbs[1]"],
    },
    "a role that binds roles": {
        source: checkov("example_RbacBindRoleBindings/clusterrole-failed-1.yaml", "CKV_K8S_157 fails"),
        resources: [
            rbac("ClusterRole", {
                metadata: { name: "onboarding" },
                rules: [
                    { apiGroups: [""], resources: ["namespaces"], verbs: ["list", "create"] },
                    {
                        apiGroups: ["rbac.authorization.k8s.io"],
                        resources: ["rolebindings"],
                        verbs: ["bind", "create"],
                    },
                ],
            }),
        ],
        fails: ["CKV_K8S_157"],
        finds: ["k8s-rbac rules[1].verbs[0]"],
    },
    "a role that may give itself more, by a wildcard": {
        source: checkov("example_RbacEscalateRoles/role-failed-2.yaml", "CKV_K8S_158 fails"),
        resources: [
            rbac("Role", {
                metadata: { namespace: "shop" },
                rules: [{ apiGroups: ["rbac.authorization.k8s.io"], verbs: ["*"], resources: ["roles"] }],
            }),
        ],
        fails: ["CKV_K8S_158"],
        finds: ["k8s-rbac rules[0].verbs[0]"],
    },
    "a ReplicationController": {
        source: checkov(
            "example_ImagePullPolicy/replctrl-PullIfNotPresent-FAILED.yaml",
            "a check that we don't have fails; the pod says nothing of security",
        ),
        resources: [
            {
                name: "shop",
                type: "kubernetes:core/v1:ReplicationController",
                properties: {
                    metadata: { namespace: "shop" },
                    spec: { replicas: 3, template: { spec: { containers: [{ name: "web", image }] } } },
                },
            },
        ],
        finds: [
            "k8s-sa-token spec.template.spec.automountServiceAccountToken",
            ...bare("spec.template.spec.containers[0]"),
        ],
    },
    "all secrets of a namespace, and of the cluster": {
        source: kics("rbac_roles_with_read_secrets_permissions/test/positive.yaml", "both roles read every Secret"),
        resources: [
            {
                ...rbac("Role", {
                    metadata: { namespace: "shop" },
                    rules: [{ resources: ["secrets"], verbs: ["list", "get"], apiGroups: [""] }],
                }),
                name: "here",
            },
            {
                ...rbac("ClusterRole", {
                    rules: [{ resources: ["configmaps", "secrets"], verbs: ["watch"], apiGroups: [""] }],
                }),
                name: "everywhere",
            },
        ],
        finds: ["k8s-rbac here rules[0].resources[0]", "k8s-rbac everywhere rules[0].resources[1]"],
    },
    "the socket of Docker": {
        source: kubesec("score-0-daemonset-mount-docker-socket.yml", "no points: the container mounts the socket"),
        resources: [
            workload("DaemonSet", {
                volumes: [{ name: "engine", hostPath: { path: "/run/docker.sock", type: "Socket" } }],
                containers: [
                    {
                        name: "collector",
                        image: "registry.example.com/collector:latest",
                        volumeMounts: [{ name: "engine", mountPath: "/run/docker.sock" }],
                    },
                ],
            }),
        ],
        finds: [
            "k8s-no-host spec.template.spec.volumes[0].hostPath",
            "k8s-volume-types spec.template.spec.volumes[0].hostPath",
            "k8s-image-pinned spec.template.spec.containers[0].image",
            "k8s-sa-token spec.template.spec.automountServiceAccountToken",
            ...bare("spec.template.spec.containers[0]"),
            inNoNamespace,
        ],
    },
    "an init container without AppArmor": {
        source: kubesec("score-0-dep-apparmor-unconfined-initcontainer.yml", "no points: Unconfined"),
        resources: [
            workload("Deployment", {
                initContainers: [
                    { name: "migrate", image, securityContext: { appArmorProfile: { type: "Unconfined" } } },
                ],
                containers: [{ name: "web", image }],
            }),
        ],
        finds: [
            "k8s-kernel spec.template.spec.initContainers[0].securityContext.appArmorProfile.type",
            "k8s-sa-token spec.template.spec.automountServiceAccountToken",
            ...insecure("spec.template.spec.initContainers[0]"),
            ...unlimited("spec.template.spec.initContainers[0]"),
            ...bare("spec.template.spec.containers[0]"),
            inNoNamespace,
        ],
    },
    "a pod without seccomp": {
        source: kubesec("score-0-dep-seccomp-unconfined-spec-securitycontext.yml", "no points: Unconfined"),
        resources: [
            workload("Deployment", {
                securityContext: { seccompProfile: { type: "Unconfined" } },
                containers: [{ name: "web", image }],
            }),
        ],
        finds: [
            "k8s-no-escalation spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation",
            "k8s-nonroot spec.template.spec.containers[0].securityContext.runAsNonRoot",
            "k8s-caps spec.template.spec.containers[0].securityContext.capabilities.drop",
            "k8s-seccomp spec.template.spec.securityContext.seccompProfile.type",
            "k8s-readonly-root spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem",
            "k8s-sa-token spec.template.spec.automountServiceAccountToken",
            ...unlimited("spec.template.spec.containers[0]"),
            ...unprobed("spec.template.spec.containers[0]"),
            inNoNamespace,
        ],
    },
    "a privileged container that may gain rights": {
        source: kubesec("critical-double.yml", "two critical faults in one container"),
        resources: [
            pod({
                containers: [
                    { name: "hello", image, securityContext: { privileged: true, allowPrivilegeEscalation: true } },
                ],
            }),
        ],
        finds: [
            "k8s-no-privileged spec.containers[0].securityContext.privileged",
            "k8s-sa-token spec.automountServiceAccountToken",
            ...bare("spec.containers[0]"),
            inNoNamespace,
        ],
    },
    "a sysctl of all pods of the node": {
        source: kyverno(
            "baseline/restrict-sysctls/.chainsaw-test/pod-bad.yaml",
            "`badpod01` is refused for the second of its sysctls",
        ),
        resources: [
            pod({
                securityContext: {
                    sysctls: [
                        { name: "net.ipv4.tcp_syncookies", value: "1" },
                        { name: "net.core.somaxconn", value: "4096" },
                    ],
                },
                containers: [{ name: "proxy", image }],
            }),
        ],
        finds: [
            "k8s-kernel spec.securityContext.sysctls[1].name",
            "k8s-sa-token spec.automountServiceAccountToken",
            ...bare("spec.containers[0]"),
            inNoNamespace,
        ],
    },
    "types, users and roles of SELinux": {
        source: kyverno(
            "baseline/disallow-selinux/.chainsaw-test/pod-bad.yaml",
            "pods are refused for the type, the user or the role",
        ),
        resources: [
            pod({
                securityContext: { seLinuxOptions: { role: "system_r", user: "system_u" } },
                containers: [
                    { name: "web", image, securityContext: { seLinuxOptions: { type: "container_t" } } },
                    { name: "debug", image, securityContext: { seLinuxOptions: { type: "spc_t" } } },
                ],
            }),
        ],
        finds: [
            "k8s-kernel spec.securityContext.seLinuxOptions.user",
            "k8s-kernel spec.securityContext.seLinuxOptions.role",
            "k8s-kernel spec.containers[1].securityContext.seLinuxOptions.type",
            "k8s-sa-token spec.automountServiceAccountToken",
            ...bare("spec.containers[0]"),
            ...bare("spec.containers[1]"),
            inNoNamespace,
        ],
    },
    "a process of the Windows host, to set things up": {
        source: kyverno(
            "baseline/disallow-host-process/.chainsaw-test/pod-bad.yaml",
            "`badpod01-new` is refused for its init container",
        ),
        resources: [
            pod({
                os: { name: "windows" },
                initContainers: [
                    { name: "prepare", image, securityContext: { windowsOptions: { hostProcess: true } } },
                ],
                containers: [{ name: "web", image, securityContext: { windowsOptions: { hostProcess: false } } }],
            }),
        ],
        finds: [
            "k8s-no-privileged spec.initContainers[0].securityContext.windowsOptions.hostProcess",
            "k8s-nonroot spec.initContainers[0].securityContext.runAsNonRoot",
            "k8s-nonroot spec.containers[0].securityContext.runAsNonRoot",
            "k8s-sa-token spec.automountServiceAccountToken",
            ...unlimited("spec.initContainers[0]"),
            ...unlimited("spec.containers[0]"),
            ...unprobed("spec.containers[0]"),
            inNoNamespace,
        ],
    },
    "a capability dropped where all should be": {
        source: kyverno(
            "restricted/disallow-capabilities-strict/.chainsaw-test/podcontroller-bad.yaml",
            "`baddeployment02` is refused: it drops one",
        ),
        resources: [
            workload("Deployment", {
                containers: [{ name: "web", image, securityContext: { capabilities: { drop: ["NET_RAW"] } } }],
            }),
        ],
        finds: [
            "k8s-sa-token spec.template.spec.automountServiceAccountToken",
            ...bare("spec.template.spec.containers[0]"),
            inNoNamespace,
        ],
    },
    "volumes that are not the cluster's": {
        source: kyverno(
            "restricted/restrict-volume-types/.chainsaw-test/pod-bad.yaml",
            "pods are refused for one volume each, of many types",
        ),
        resources: [
            pod({
                volumes: [
                    { name: "share", nfs: { server: "files.example.com", path: "/shop" } },
                    { name: "source", gitRepo: { repository: "https://git.example.com/shop.git" } },
                    { name: "tmp", emptyDir: {} },
                ],
                containers: [{ name: "web", image }],
            }),
        ],
        finds: [
            "k8s-volume-types spec.volumes[0].nfs",
            "k8s-volume-types spec.volumes[1].gitRepo",
            "k8s-sa-token spec.automountServiceAccountToken",
            ...bare("spec.containers[0]"),
            inNoNamespace,
        ],
    },
    "probes that ask another host": {
        source: admission(
            "baseline/v1.36/fail/hostprobesandhostlifecycle0.yaml",
            "the pod is refused for the host of a probe",
        ),
        resources: [
            pod({
                containers: [
                    {
                        name: "web",
                        image,
                        livenessProbe: { httpGet: { host: "169.254.169.254", path: "/", port: 80 } },
                        readinessProbe: { tcpSocket: { port: 8080 } },
                    },
                ],
            }),
        ],
        finds: [
            "k8s-no-host spec.containers[0].livenessProbe.httpGet.host",
            "k8s-sa-token spec.automountServiceAccountToken",
            ...insecure("spec.containers[0]"),
            ...unlimited("spec.containers[0]"),
            inNoNamespace,
        ],
    },
    "a Deployment that sees all of /proc": {
        source: kubeLinter("unsafe-proc-mount.yml", "`app1` is told: its procMount is Unmasked"),
        resources: [
            workload("Deployment", {
                containers: [{ name: "builder", image, securityContext: { procMount: "Unmasked" } }],
            }),
        ],
        finds: [
            "k8s-kernel spec.template.spec.containers[0].securityContext.procMount",
            "k8s-sa-token spec.template.spec.automountServiceAccountToken",
            ...bare("spec.template.spec.containers[0]"),
            inNoNamespace,
        ],
    },
    "a Service on a port of each node": {
        source: kubeLinter("exposed-services.yml", "`app` is told: it is exposed"),
        resources: [
            {
                name: "shop",
                type: "kubernetes:core/v1:Service",
                properties: {
                    metadata: { namespace: "shop" },
                    spec: { type: "NodePort", selector: { app: "web" }, ports: [{ port: 8080 }] },
                },
            },
        ],
        finds: ["k8s-exposure spec.type"],
    },
    "an Ingress without TLS": {
        source: polaris("tlsSettingsMissing/failure.yaml", "fails"),
        resources: [
            {
                name: "shop",
                type: "kubernetes:networking.k8s.io/v1:Ingress",
                properties: {
                    spec: {
                        rules: [
                            {
                                host: "shop.example.com",
                                http: {
                                    paths: [
                                        {
                                            path: "/",
                                            pathType: "Prefix",
                                            backend: { service: { name: "web", port: { name: "http" } } },
                                        },
                                    ],
                                },
                            },
                        ],
                    },
                },
            },
        ],
        finds: ["k8s-exposure spec.tls"],
    },
    "passwords and keys as variables": {
        source: polaris(
            "sensitiveContainerEnvVar/failure.key_aws_secret_access_key.yaml",
            "fails for two variables, by their names",
        ),
        resources: [
            pod({
                containers: [
                    {
                        name: "web",
                        image: "nginx",
                        env: [
                            { name: "AWS_SECRET_ACCESS_KEY", value: "not-a-real-one" },
                            { name: "LOG_LEVEL", value: "info" },
                            { name: "password", value: "hunter2" },
                        ],
                    },
                ],
            }),
        ],
        finds: [
            "k8s-image-pinned spec.containers[0].image",
            "k8s-sa-token spec.automountServiceAccountToken",
            "k8s-secret-env spec.containers[0].env[0].value",
            "k8s-secret-env spec.containers[0].env[2].value",
            ...bare("spec.containers[0]"),
            inNoNamespace,
        ],
    },
    "an administrator of the cluster": {
        source: polaris(
            "clusterrolebindingClusterAdmin/failure.default_clusteradmin_clusterrole.yaml",
            "fails: the role is cluster-admin",
        ),
        resources: [
            rbac("ClusterRoleBinding", {
                subjects: [{ kind: "Group", apiGroup: "rbac.authorization.k8s.io", name: "developers" }],
                roleRef: { apiGroup: "rbac.authorization.k8s.io", name: "cluster-admin", kind: "ClusterRole" },
            }),
        ],
        finds: ["k8s-rbac roleRef.name"],
    },
    "a binding for those who don't log in": {
        source: trivy(
            "anonymous_user_bind_test.rego",
            "KSV-0122 is told: subjects are the anonymous and the unauthenticated",
        ),
        resources: [
            rbac("RoleBinding", {
                metadata: { namespace: "shop" },
                roleRef: { apiGroup: "rbac.authorization.k8s.io", name: "reader", kind: "Role" },
                subjects: [
                    { kind: "User", name: "system:anonymous" },
                    { kind: "ServiceAccount", name: "web", namespace: "shop" },
                    { kind: "Group", name: "system:unauthenticated" },
                ],
            }),
        ],
        finds: ["k8s-rbac subjects[0].name", "k8s-rbac subjects[2].name"],
    },
    "a role that becomes any group": {
        source: trivy("impersonate_privileged_groups_test.rego", "KSV-0043 is told"),
        resources: [
            rbac("Role", {
                metadata: { namespace: "shop" },
                rules: [{ verbs: ["impersonate"], resources: ["groups"], apiGroups: ["*"] }],
            }),
        ],
        finds: ["k8s-rbac rules[0].apiGroups[0]", "k8s-rbac rules[0].verbs[0]"],
    },
    "a limit, and no probe": {
        source: kubeScore(
            "statefulset-test-resources.yaml",
            "what is requested is not said; where there is a limit, Kubernetes requests it",
        ),
        resources: [
            workload("StatefulSet", {
                containers: [{ name: "web", image, resources: { limits: { cpu: "250m", memory: "512Mi" } } }],
            }),
        ],
        finds: [
            "k8s-sa-token spec.template.spec.automountServiceAccountToken",
            ...insecure("spec.template.spec.containers[0]"),
            ...unprobed("spec.template.spec.containers[0]"),
            inNoNamespace,
        ],
    },
    "no word of when it is ready": {
        source: kubeScore("pod-probes-missing-ready.yaml", "critical: there is no readiness probe"),
        resources: [
            pod({
                containers: [
                    {
                        name: "web",
                        image: "registry.example.com/shop/web",
                        livenessProbe: { httpGet: { path: "/up", port: 8000 } },
                    },
                ],
            }),
        ],
        finds: [
            "k8s-image-pinned spec.containers[0].image",
            "k8s-probes spec.containers[0].readinessProbe",
            "k8s-sa-token spec.automountServiceAccountToken",
            ...insecure("spec.containers[0]"),
            ...unlimited("spec.containers[0]"),
            inNoNamespace,
        ],
    },
};
