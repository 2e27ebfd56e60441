import type { Control, Framework } from "../../../policy-pack/rule";

interface Page {
    /** What the framework is, in a sentence. */
    readonly about: string;
    /** Where a control is described. */
    readonly addressOf: (id: string) => string;
}

/** The frameworks in the order of the index. */
export const frameworks: Readonly<Record<Framework, Page>> = {
    "AWS Security Hub": {
        about: "The controls that AWS checks in an account. The pack checks the program, before there is something to check.",
        addressOf: (id) => {
            const [service = ""] = id.toLowerCase().split(".");
            const anchor = id.toLowerCase().replace(".", "-");
            return `https://docs.aws.amazon.com/securityhub/latest/userguide/${service}-controls.html#${anchor}`;
        },
    },
    "CIS EKS 1.7": {
        about: "The benchmark of the Center for Internet Security for Amazon EKS, version 1.7. The Center gives it to who registers: the links lead to its page.",
        addressOf: () => "https://www.cisecurity.org/benchmark/kubernetes",
    },
    "Pod Security Standards": {
        about: "Kubernetes' own levels of what a pod may do. Together the rules of both levels ask for what restricted asks for.",
        addressOf: (id) => `https://kubernetes.io/docs/concepts/security/pod-security-standards/#${id}`,
    },
    Checkov: {
        about: "The checks of Checkov. Its list of all of them has no place for each: the links lead to the list.",
        addressOf: (id) =>
            `https://www.checkov.io/5.Policy%20Index/${id.includes("_K8S_") ? "kubernetes" : "terraform"}.html`,
    },
};

export const frameworkNames = Object.keys(frameworks) as Framework[];

export function controlLink({ framework, id }: Control): string {
    return `[${id}](${frameworks[framework].addressOf(id)})`;
}
