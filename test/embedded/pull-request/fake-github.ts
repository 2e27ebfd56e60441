import * as http from "node:http";
import type { AddressInfo } from "node:net";

interface StoredComment {
    id: number;
    body: string;
    user: { login: string };
}

/**
 * Stands in for GitHub's REST API, for the four calls that are made of it and no other: to show a pull request, to list,
 * to write and to change comments.
 */
export class FakeGitHub {
    readonly comments: StoredComment[] = [];
    readonly requests: string[] = [];
    readonly authorizations = new Set<string | undefined>();
    pullRequest: unknown;
    /** In place of an answer. */
    failure?: { status: number; body: string };
    private readonly server = http.createServer((request, response) => {
        void this.answer(request, response);
    });

    constructor(private readonly repository: string) {}

    async start(): Promise<string> {
        await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
        return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    }

    stop(): void {
        this.server.closeAllConnections();
        this.server.close();
    }

    add(login: string, body: string): StoredComment {
        const added = { id: this.comments.length + 1, body, user: { login } };
        this.comments.push(added);
        return added;
    }

    private async answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
        const url = new URL(request.url ?? "", "http://localhost");
        this.requests.push(`${request.method ?? ""} ${url.pathname}`);
        this.authorizations.add(request.headers.authorization);
        let text = "";
        for await (const chunk of request) text += String(chunk);
        const { status, body } = this.failure ?? this.answerTo(request.method ?? "", url, text);
        response.writeHead(status, { "content-type": "application/json" }).end(body);
    }

    private answerTo(method: string, url: URL, text: string): { status: number; body: string } {
        const path = url.pathname.replace(`/repos/${this.repository}`, "");
        const ok = (value: unknown, status = 200) => ({ status, body: JSON.stringify(value) });
        const bodyOf = () => (JSON.parse(text) as { body: string }).body;
        if (method === "GET" && path === "/pulls/12") return ok(this.pullRequest);
        if (method === "GET" && path === "/issues/12/comments") {
            const [size, page] = ["per_page", "page"].map((name) => Number(url.searchParams.get(name))) as [
                number,
                number,
            ];
            return ok(this.comments.slice((page - 1) * size, page * size));
        }
        if (method === "POST" && path === "/issues/12/comments")
            return ok(this.add("github-actions[bot]", bodyOf()), 201);
        const changed = this.comments.find(({ id }) => path === `/issues/comments/${id}`);
        if (method === "PATCH" && changed !== undefined) return ok(Object.assign(changed, { body: bodyOf() }));
        return ok({ message: "Not Found" }, 404);
    }
}
