import type { ReleaseConfig } from "../../components/release-config";

/** Why the stack's webhooks can't be called from here; to be told before anything is touched. No key and no URL is in it. */
export function webhookProblems({ webhooks }: Pick<ReleaseConfig, "webhooks">, env: NodeJS.ProcessEnv): string[] {
    return webhooks.flatMap(({ url, secretVariable }, index) => {
        const path = `release.webhooks[${index}]`;
        const problems: string[] = [];
        if (!URL.canParse(url)) {
            problems.push(`${path}.url: is no URL`);
        } else if (new URL(url).username !== "" || new URL(url).password !== "") {
            problems.push(
                `${path}.url: has a user or a password, which would lie in the stack file: use secretVariable to prove who calls`,
            );
        }
        if (secretVariable !== undefined && (env[secretVariable] ?? "") === "") {
            problems.push(
                `${path}.secretVariable: the environment variable ${secretVariable} is not set: ` +
                    "give it the key by which the receiver checks the signature",
            );
        }
        return problems;
    });
}
