import * as path from "node:path";

export interface Tool {
    readonly name: string;
    /** Folder with the go.mod and go.sum that pin the module and all that it needs. */
    readonly folder: string;
    /** The Go module whose version is the tool's version; go.mod says it too, and a test holds the two together. */
    readonly module: string;
    readonly version: string;
    /** Program name → Go package. */
    readonly programs: Readonly<Record<string, string>>;
    /** Go's build tags, e.g. those that leave out what is never used. */
    readonly tags?: readonly string[];
    /** For the linker, beside `-s -w`. */
    readonly ldflags?: string;
    /** Files of the module that its packages cannot reach by themselves: they are put beside main.go. */
    readonly copy?: readonly string[];
    /** What a program works out about itself once, and not at every start: file beside it → command that prints it. */
    readonly prepared?: Readonly<Record<string, readonly [program: string, ...args: string[]]>>;
    /** Disk space of a build from nothing, in MB: for the time of the build, and for good in Go's own caches. */
    readonly space: { readonly work: number; readonly go: number };
}

/** The engine, and the language host that goes with it. */
export const pulumiVersion = "v3.274.1";

/** Every tool that is built. A row more is a tool more; the ones that take longest come first, so that no long one is left for the end. */
const rows = [
    {
        // Only for the stacks on AWS: `make up` never needs it.
        name: "pulumi-aws",
        module: "github.com/hashicorp/terraform-provider-aws",
        version: "v0.0.0-20260305123303-f7691456b787",
        programs: { "pulumi-resource-aws": "." },
        prepared: { "pulumi-resource-aws.schema.json": ["pulumi-resource-aws", "-schema"] },
        space: { work: 3500, go: 8000 },
    },
    {
        name: "pulumi-kubernetes",
        module: "github.com/pulumi/pulumi-kubernetes/provider/v4",
        version: "v4.0.0-20260115033456-f47bc2d6f199",
        programs: { "pulumi-resource-kubernetes": "." },
        copy: ["cmd/pulumi-resource-kubernetes/schema.json", "cmd/pulumi-resource-kubernetes/terraform-mapping.json"],
        space: { work: 1500, go: 2000 },
    },
    {
        name: "traefik",
        module: "github.com/traefik/traefik/v3",
        version: "v3.6.12",
        programs: { traefik: "github.com/traefik/traefik/v3/cmd/traefik" },
        space: { work: 1500, go: 2200 },
    },
    {
        name: "kubernetes",
        module: "k8s.io/kubernetes",
        version: "v1.34.2",
        programs: {
            "kube-apiserver": "k8s.io/kubernetes/cmd/kube-apiserver",
            "kube-controller-manager": "k8s.io/kubernetes/cmd/kube-controller-manager",
            "kube-proxy": "k8s.io/kubernetes/cmd/kube-proxy",
            "kube-scheduler": "k8s.io/kubernetes/cmd/kube-scheduler",
            kubelet: "k8s.io/kubernetes/cmd/kubelet",
        },
        ldflags: ["gitVersion=v1.34.2", "gitMajor=1", "gitMinor=34"]
            .map((setting) => `-X k8s.io/component-base/version.${setting}`)
            .join(" "),
        space: { work: 2000, go: 2500 },
    },
    {
        // Only for rehearsals of the stacks on AWS: what the chart of the same name runs. Of later versions, whose providers are
        // modules of their own beside it, no module proxy has those.
        name: "external-secrets",
        module: "github.com/external-secrets/external-secrets",
        version: "v0.16.2",
        programs: { "external-secrets": "github.com/external-secrets/external-secrets" },
        space: { work: 1500, go: 3000 },
    },
    {
        name: "pulumi",
        module: "github.com/pulumi/pulumi/pkg/v3",
        version: pulumiVersion,
        programs: { pulumi: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi" },
        ldflags: `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${pulumiVersion}`,
        space: { work: 1000, go: 1300 },
    },
    {
        name: "prometheus",
        module: "github.com/prometheus/prometheus",
        version: "v0.316.0",
        programs: { prometheus: "github.com/prometheus/prometheus/cmd/prometheus" },
        // Of some thirty ways to find what it watches, the one of Kubernetes.
        tags: ["remove_all_sd", "enable_kubernetes_sd"],
        space: { work: 500, go: 1000 },
    },
    {
        name: "coredns",
        module: "github.com/coredns/coredns",
        version: "v1.15.0",
        programs: { coredns: "github.com/coredns/coredns" },
        space: { work: 700, go: 800 },
    },
    {
        name: "metrics-server",
        module: "sigs.k8s.io/metrics-server",
        version: "v0.9.0",
        programs: { "metrics-server": "sigs.k8s.io/metrics-server/cmd/metrics-server" },
        space: { work: 500, go: 500 },
    },
    {
        // Only for stacks with a workload that scales on its requests: other `make up`s never need it. Its versions are
        // metrics-server's wherever they can be, whose packages Go then has compiled already.
        name: "prometheus-adapter",
        module: "sigs.k8s.io/prometheus-adapter",
        version: "v0.12.0",
        programs: { "prometheus-adapter": "." },
        space: { work: 500, go: 500 },
    },
    {
        name: "network-policies",
        module: "github.com/cloudnativelabs/kube-router/v2",
        version: "v2.1.0",
        programs: { "network-policies": "." },
        space: { work: 500, go: 500 },
    },
    {
        name: "local-path-provisioner",
        module: "github.com/rancher/local-path-provisioner",
        version: "v0.0.30",
        programs: { "local-path-provisioner": "github.com/rancher/local-path-provisioner" },
        space: { work: 400, go: 400 },
    },
    {
        // Only for the tests: the Helm that the Kubernetes provider has in it, which then needs little more than its link.
        name: "helm",
        module: "helm.sh/helm/v3",
        version: "v3.18.6",
        programs: { helm: "helm.sh/helm/v3/cmd/helm" },
        space: { work: 500, go: 900 },
    },
    {
        // Only for rehearsals of the stacks on AWS: nodes and pods that only their API objects have.
        name: "kwok",
        module: "sigs.k8s.io/kwok",
        version: "v0.8.0",
        programs: { kwok: "sigs.k8s.io/kwok/cmd/kwok" },
        space: { work: 500, go: 900 },
    },
    {
        name: "k6",
        module: "go.k6.io/k6",
        version: "v1.8.1",
        programs: { k6: "go.k6.io/k6" },
        space: { work: 600, go: 700 },
    },
] as const satisfies readonly Omit<Tool, "folder">[];

export type ToolName = (typeof rows)[number]["name"];

export const tools: readonly (Tool & { readonly name: ToolName })[] = rows.map((row) => ({
    ...row,
    folder: path.join(__dirname, "modules", row.name),
}));
