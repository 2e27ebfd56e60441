import * as fc from "fast-check";

import type { Exemption } from "../../../policy-pack/exemptions";
import type { Report, ReportedFinding, ReportedRule } from "../../../policy-pack/report/report";

const urnOf = (type: string, name: string) => `urn:pulumi:production::shop::${type}::${name}`;

export const orders = urnOf("aws:rds/instance:Instance", "orders");
export const web = urnOf("alchemorsel:index:Workload$kubernetes:apps/v1:Deployment", "web");

export const rule: ReportedRule = {
    id: "rds-encrypted",
    level: "mandatory",
    severity: "high",
    what: "Databases are encrypted at rest.",
    why: "Who gets hold of the storage reads the data.",
    fix: `new aws.rds.Instance("orders", { storageEncrypted: true });`,
    controls: [
        { framework: "AWS Security Hub", id: "RDS.3" },
        { framework: "Checkov", id: "CKV_AWS_16" },
    ],
    url: "https://example.com/rds-encrypted",
};

export const rules: readonly ReportedRule[] = [
    rule,
    { ...rule, id: "rds-private", severity: "critical", what: "Databases are private.", url: "" },
    { ...rule, id: "k8s-probes", level: "advisory", severity: "low", what: "Containers have probes.", controls: [] },
    { ...rule, id: "k8s-nonroot", level: "disabled" },
    { ...rule, id: "kms-rotation", level: "remediate", severity: "medium" },
];

export const violation: ReportedFinding = {
    kind: "violation",
    level: "mandatory",
    rule: "rds-encrypted",
    urn: orders,
    path: "storageEncrypted",
    message: "is not true: the storage would not be encrypted",
    source: { file: "src/data base.ts", line: 42, column: 7 },
};

export const exemption: Exemption = {
    urn: "*::orders",
    rule: "rds-private",
    reason: "moves into the VPC with version 2",
    owner: "team-shop",
    expires: "2027-03-31",
    line: 12,
};

export const advisory: ReportedFinding = {
    kind: "violation",
    level: "advisory",
    rule: "k8s-probes",
    urn: web,
    path: "spec.template.spec.containers[0].livenessProbe",
    message: "is missing",
};

export const undetermined: ReportedFinding = {
    ...advisory,
    kind: "undetermined",
    message: "is known only after the update",
};

export const unseen: ReportedFinding = {
    ...advisory,
    kind: "unseen",
    urn: urnOf("kubernetes:helm.sh/v3:Release", "redis"),
    path: "",
    message: "is a Helm release: what it makes is not seen",
};

export const fault: ReportedFinding = {
    ...violation,
    kind: "fault",
    rule: "kms-rotation",
    urn: undefined,
    path: "",
    message: "TypeError: nothing there\n    at check (kms-rotation.ts:12:7)",
    source: undefined,
};

export const exempt: ReportedFinding = {
    ...violation,
    rule: "rds-private",
    path: "publiclyAccessible",
    message: "is true",
    exemption,
};

export const empty: Report = {
    version: 1,
    project: "shop",
    stack: "production",
    time: "2026-11-28T01:20:00Z",
    resources: 281,
    rules,
    findings: [],
    remediations: [],
    unusedExemptions: [],
};

/** A report that has one of each. */
export const full: Report = {
    ...empty,
    findings: [
        undetermined,
        exempt,
        advisory,
        fault,
        { ...violation, expired: { ...exemption, rule: "rds-encrypted", expires: "2026-10-31" } },
        unseen,
    ],
    remediations: [{ rule: "kms-rotation", urn: urnOf("aws:kms/key:Key", "orders"), path: "enableKeyRotation" }],
    unusedExemptions: [{ ...exemption, urn: "*::cart", line: 18 }],
};

/** What does harm where it isn't escaped. */
const nasty = [
    "`", "``", "```\n", "*bold*", "@alchemorsel", "#1", "[a](https://b.example)", "<b>", "</details>", "<!--", "]]>", "&amp;",
    "www.b.example", "https://b.example", "|", "\n\n# heading\n", "\r", "\t", "\\", "\x00", "\x1b[31m", "\uD800", "\uFFFE",
    "\u202E", "🌈", "{0}", "'", '"', "$x$", ":smile:",
]; // prettier-ignore

export const text = fc
    .array(
        fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: "binary", maxLength: 8 }), fc.string({ maxLength: 8 })),
        {
            maxLength: 6,
        },
    )
    .map((parts) => parts.join(""));

/** A report whose texts are all hostile; `of` may mark them. */
export function reports(
    of: (text: fc.Arbitrary<string>) => fc.Arbitrary<string> = (same) => same,
): fc.Arbitrary<Report> {
    const word = of(text);
    const line = fc.integer({ min: 1, max: 9999 });
    const anExemption = fc.record({ urn: word, rule: word, reason: word, owner: word, expires: word, line });
    const id = fc.oneof(fc.constantFrom("rds-encrypted", "k8s-probes"), word);
    const urn = fc.oneof(fc.constantFrom(orders, web), word);
    const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
    const level = fc.constantFrom("mandatory", "advisory");
    const finding = fc.record({
        kind: fc.constantFrom("violation", "undetermined", "unseen", "fault"),
        level,
        rule: id,
        urn: maybe(urn),
        path: word,
        message: word,
        exemption: maybe(anExemption),
        expired: maybe(anExemption),
        source: maybe(fc.record({ file: word, line, column: maybe(line) })),
    });
    const aRule = fc.record({
        id,
        level: fc.oneof(level, fc.constantFrom("remediate", "disabled")),
        severity: fc.constantFrom("low", "medium", "high", "critical"),
        what: word,
        why: word,
        fix: word,
        controls: fc.array(fc.record({ framework: fc.constant("Checkov"), id: word }), { maxLength: 3 }),
        // Pages are ours to name: with a dollar sign GitHub might take what follows for mathematics.
        url: fc.oneof(
            word,
            // None of the marks that the tests look for.
            fc.webUrl().filter((url) => !/[$@]/.test(url)),
        ),
    });
    return fc.record({
        version: fc.constant(1),
        project: word,
        stack: word,
        time: fc.constant("2026-11-28T01:20:00Z"),
        resources: fc.nat(),
        rules: fc.uniqueArray(aRule, { maxLength: 5, selector: (one) => one.id }),
        findings: fc.array(finding, { maxLength: 12 }),
        remediations: fc.array(fc.record({ rule: id, urn, path: word }), { maxLength: 2 }),
        unusedExemptions: fc.array(anExemption, { maxLength: 2 }),
    });
}
