/** Follows a recipe's ratings as a browser's EventSource does: comes back when its stream ends, with the last event's ID. */
export class RatingFollower {
    /** How many ratings each event told of. */
    readonly counts: number[] = [];
    /** Colors that have answered, one a stream. */
    readonly colors: string[] = [];
    /** What an EventSource would take for an error: a stream that broke, or an answer that is none. */
    readonly problems: string[] = [];
    private readonly end = new AbortController();
    private lastId = "";
    private readonly ended: Promise<void>;

    constructor(private readonly address: string) {
        this.ended = this.follow();
    }

    async stop(): Promise<void> {
        this.end.abort();
        await this.ended;
    }

    private async follow(): Promise<void> {
        const { signal } = this.end;
        for (;;) {
            const problem = await this.read().catch(String);
            if (signal.aborted) return;
            if (problem !== undefined) this.problems.push(problem);
        }
    }

    /** One stream to its end. */
    private async read(): Promise<undefined> {
        const headers = { Accept: "text/event-stream", ...(this.lastId && { "Last-Event-ID": this.lastId }) };
        const response = await fetch(this.address, { headers, signal: this.end.signal });
        if (response.status !== 200 || response.body === null) throw new Error(`answered ${response.status}`);
        this.colors.push(response.headers.get("X-Color") ?? "");
        let text = "";
        for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
            text += chunk;
            const events = text.split("\n\n");
            text = events.pop() ?? "";
            events.forEach((event) => {
                this.take(event);
            });
        }
    }

    private take(event: string): void {
        const [, id] = /^id: (.+)$/m.exec(event) ?? [];
        const [, data] = /^data: (.+)$/m.exec(event) ?? [];
        if (id === undefined || data === undefined) return; // a comment, or when to come back
        this.lastId = id;
        this.counts.push((JSON.parse(data) as { count: number }).count);
    }
}
