import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { run } from "../../embedded/process";

const files = { terraform_plan: "plan.json", kubernetes: "manifests.yaml", cloudformation: "template.yaml" } as const;

export interface Finding {
    /** Such as `CKV_AWS_18`. */
    readonly check: string;
    readonly title: string;
    /** Such as `aws_s3_bucket.edge-logs`, `Deployment.shop.recipes-blue` or `AWS::S3::Bucket.StateBucket`. */
    readonly resource: string;
}

export interface CheckovReport {
    readonly passed: number;
    readonly resources: number;
    readonly failed: readonly Finding[];
}

interface Output {
    readonly results: {
        readonly failed_checks: readonly { check_id: string; check_name: string; resource: string }[];
    };
    readonly summary: { readonly passed: number; readonly resource_count: number; readonly parsing_errors: number };
}

/** Checks one file. `python` is of an environment that has Checkov. */
export async function checkov(python: string, framework: keyof typeof files, content: string): Promise<CheckovReport> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "checkov-"));
    try {
        const file = path.join(folder, files[framework]);
        fs.writeFileSync(file, content);
        const options = ["--framework", framework, "--output", "json", "--compact", "--quiet"];
        // It ends with 1 where a check fails, unless it is soft; without the download it has no need of the network.
        const { stdout, stderr } = await run(
            python,
            ["-m", "checkov.main", "--file", file, ...options, "--soft-fail", "--skip-download"],
            { cwd: folder, env: environment(folder) },
        );
        return report(stdout, stderr);
    } finally {
        fs.rmSync(folder, { recursive: true });
    }
}

/** None of the user's: neither settings of Checkov in the home folder nor keys of its service. */
function environment(home: string): NodeJS.ProcessEnv {
    return {
        PATH: process.env.PATH,
        HOME: home,
        LOG_LEVEL: "WARNING",
        // What is set, and not known yet, counts as set.
        EVAL_TF_PLAN_AFTER_UNKNOWN: "1",
    };
}

function report(stdout: string, stderr: string): CheckovReport {
    // A check that breaks is logged, and counts neither as passed nor as failed.
    if (stderr.trim() !== "") throw new Error(`Checkov complains:\n${stderr}`);
    const { results, summary } = JSON.parse(stdout) as Output;
    if (summary.parsing_errors > 0) throw new Error(`Checkov can't read its input`);
    return {
        passed: summary.passed,
        resources: summary.resource_count,
        failed: results.failed_checks.map(({ check_id: check, check_name: title, resource }) => ({
            check,
            title,
            resource,
        })),
    };
}
