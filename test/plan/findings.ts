import type { Finding } from "./checkov";

/** Check → pattern of resources, in which `*` stands for any characters → why it is right that the check fails there. */
export type Reasons = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface Judgement {
    /** Failed checks that nobody has given a reason for. */
    readonly unexplained: readonly string[];
    /** Reasons that nothing needs any more. */
    readonly unused: readonly string[];
    /** How many failed checks have a reason. */
    readonly explained: number;
}

export function judge(findings: readonly Finding[], reasons: Reasons): Judgement {
    const rows = Object.entries(reasons).flatMap(([check, patterns]) =>
        Object.keys(patterns).map((pattern) => ({ check, pattern, matches: matcher(pattern) })),
    );
    const explains = (row: (typeof rows)[number], { check, resource }: Finding) =>
        row.check === check && row.matches.test(resource);
    const [explained, unexplained] = [true, false].map((which) =>
        findings.filter((finding) => rows.some((row) => explains(row, finding)) === which),
    );
    return {
        unexplained: (unexplained ?? []).map(({ check, resource, title }) => `${check} ${resource}: ${title}`),
        unused: rows
            .filter((row) => !findings.some((finding) => explains(row, finding)))
            .map(({ check, pattern }) => `${check} ${pattern}`),
        explained: explained?.length ?? 0,
    };
}

function matcher(pattern: string): RegExp {
    const parts = pattern.split("*").map((part) => part.replaceAll(/[\\^$.+?()[\]{}|]/g, "\\$&"));
    return new RegExp(`^${parts.join(".*")}$`);
}
