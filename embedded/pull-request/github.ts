import { list, object, type Shape, text, wholeNumber, WrongShape } from "../../policy-pack/report/shape";
import { UserError } from "../errors";
import { nullable } from "./run-event";

/** The repository, and who asks. */
export interface GitHubAccess {
    /** Address of the API. */
    readonly api: string;
    /** `owner/name`. */
    readonly repository: string;
    readonly token: string;
}

export interface PullRequest {
    readonly state: string;
    readonly head: { readonly sha: string; readonly repo?: { readonly full_name: string } };
}

export interface Comment {
    readonly id: number;
    readonly body?: string;
    readonly user?: { readonly login: string };
}

const pullRequest: Shape<PullRequest> = object<PullRequest>({
    state: text,
    head: object<PullRequest["head"]>({ sha: text, repo: nullable(object({ full_name: text })) }),
});

const comment: Shape<Comment> = object<Comment>({
    id: wholeNumber(1),
    body: nullable(text),
    user: nullable(object({ login: text })),
});

const pageSize = 100;

/** What is asked of GitHub's REST API, and no more. */
export function gitHub({ api, repository, token }: GitHubAccess) {
    const ask = async <T>(what: string, method: string, path: string, answer: Shape<T>, body?: string): Promise<T> => {
        const address = `${api}/repos/${repository}${path}`;
        const headers = {
            accept: "application/vnd.github+json",
            authorization: `Bearer ${token}`,
            "content-type": "application/json",
            "x-github-api-version": "2022-11-28",
        };
        const content = body === undefined ? undefined : JSON.stringify({ body });
        const signal = AbortSignal.timeout(60_000);
        const response = await fetch(address, { method, headers, body: content, signal }).catch((error: unknown) => {
            throw new UserError(`GitHub was not reached to ${what}: ${reasonOf(error)}`);
        });
        const answered = await response.text();
        if (!response.ok)
            throw new UserError(`GitHub would not ${what}: status ${response.status}${messageOf(answered)}`);
        return shaped(what, answered, answer);
    };
    return {
        pullRequest: (number: number) => ask("show the pull request", "GET", `/pulls/${number}`, pullRequest),

        /** All comments, the oldest first. */
        comments: async (number: number): Promise<Comment[]> => {
            const found: Comment[] = [];
            for (let page = 1; ; page++) {
                const path = `/issues/${number}/comments?per_page=${pageSize}&page=${page}`;
                const some = await ask("list the comments", "GET", path, list(comment));
                found.push(...some);
                if (some.length < pageSize) return found;
            }
        },

        createComment: (number: number, body: string) =>
            ask("write a comment", "POST", `/issues/${number}/comments`, comment, body),

        updateComment: (id: number, body: string) =>
            ask("change its comment", "PATCH", `/issues/comments/${id}`, comment, body),
    };
}

export type GitHub = ReturnType<typeof gitHub>;

/** GitHub's own words for an error. */
function messageOf(answer: string): string {
    try {
        return `, ${object<{ message: string }>({ message: text })(JSON.parse(answer), "").message}`;
    } catch {
        return "";
    }
}

function shaped<T>(what: string, answer: string, shape: Shape<T>): T {
    try {
        return shape(JSON.parse(answer) as unknown, "");
    } catch (error) {
        const reason = error instanceof WrongShape ? error.message : "it is not valid JSON";
        throw new UserError(`GitHub's answer to «${what}» cannot be read: ${reason}`);
    }
}

/** `fetch` says no more than that it failed; what is wrong is the cause. */
function reasonOf(error: unknown): string {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return cause instanceof Error ? cause.message : String(cause);
}
