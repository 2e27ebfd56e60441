import type { ReleaseConfig } from "../../components/release-config";
import type { Entry, Release } from "../release/release";
import { messageOf } from "./message";
import { post, postTools, type PostTools } from "./post";

/**
 * Tells the stack's webhooks of each entry of a release, in order, beside the release: none of them can hold it up or
 * stop it. Check `webhookProblems` first.
 */
export class Webhooks {
    private readonly receivers: Receiver[];

    constructor({ webhooks }: Pick<ReleaseConfig, "webhooks">, env: NodeJS.ProcessEnv, tools: Partial<PostTools> = {}) {
        this.receivers = webhooks.map(({ url, secretVariable }, index) => {
            const key = secretVariable === undefined ? undefined : env[secretVariable];
            return new Receiver(`release.webhooks[${index}]`, url, key, { ...postTools, ...tools });
        });
    }

    /** Returns at once. */
    tell(release: Release, entry: Entry): void {
        const body = JSON.stringify(messageOf(release, entry));
        for (const receiver of this.receivers) receiver.tell(body, `${entry.phase} of ${entry.at}`);
    }

    /** Waits for what is under way; a warning for each message that did not arrive since the last call. */
    async settled(): Promise<string[]> {
        const warnings = await Promise.all(this.receivers.map(async (receiver) => receiver.settled()));
        return warnings.flat();
    }
}

class Receiver {
    private queue = Promise.resolve();
    private warnings: string[] = [];
    /** One that was not there for all the tries of a message gets one try for each further one, until one arrives. */
    private isPatient = true;

    constructor(
        private readonly path: string,
        private readonly url: string,
        private readonly key: string | undefined,
        private readonly tools: PostTools,
    ) {}

    tell(body: string, what: string): void {
        this.queue = this.queue.then(async () => {
            const { url, key, isPatient } = this;
            const failure = await post({ url, key, body, isPatient }, this.tools);
            this.isPatient = failure === undefined;
            if (failure !== undefined) {
                // The origin alone: path and query of such URLs are often what lets one in.
                this.warnings.push(`${this.path} (${new URL(url).origin}) was not told of ${what}: ${failure}`);
            }
        });
    }

    async settled(): Promise<string[]> {
        await this.queue;
        const told = this.warnings;
        this.warnings = [];
        return told;
    }
}
