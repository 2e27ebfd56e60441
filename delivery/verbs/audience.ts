import { groupNamed } from "../../components/groups";
import { UserError } from "../../embedded/errors";
import { exportRelease } from "../notify/export-release";
import { webhookProblems } from "../notify/webhook-problems";
import { Webhooks } from "../notify/webhooks";
import type { Entry, Release } from "../release/release";
import type { ReleaseStack } from "../stack/stack";
import { reasonOf } from "../reason-of";
import { ReleaseTag } from "./release-tag";

/**
 * Who is told of a release, beside the terminal: webhooks, a collector of traces, and the engine. Nobody of them can hold a release up
 * or stop it.
 */
export class Audience {
    private hooks: Webhooks | undefined;
    private readonly told: { release: Release; entry: Entry }[] = [];
    private spans: Promise<string | undefined> = Promise.resolve(undefined);
    private readonly tag: ReleaseTag;
    private readonly warnings: string[] = [];

    constructor(
        private readonly stack: ReleaseStack,
        private readonly group: string | undefined,
        private readonly env: NodeJS.ProcessEnv,
    ) {
        this.tag = new ReleaseTag(stack);
    }

    /** Before anything is touched. Throws where somebody can't be told, as for a key that is missing. */
    async open(): Promise<void> {
        const { release } = groupNamed(await this.stack.config(), this.group);
        const problems = webhookProblems(release, this.env);
        if (problems.length > 0) throw new UserError(problems);
        this.hooks = new Webhooks(release, this.env);
    }

    tell(release: Release, entry: Entry): void {
        this.told.push({ release, entry });
        if (this.hooks !== undefined) this.flush(this.hooks);
    }

    private flush(hooks: Webhooks): void {
        for (const { release, entry } of this.told.splice(0)) hooks.tell(release, entry);
    }

    /** A release came into another phase or step. */
    moved(release: Release): void {
        this.tag.moved(release);
        this.spans = this.spans.then(async (warning) => {
            if (warning !== undefined) this.warnings.push(warning);
            return exportRelease(release);
        });
    }

    /** Waits for those who are yet to be told; what went wrong with them. A way back that was opened to nobody is told now. */
    async finish(): Promise<string[]> {
        try {
            if (this.hooks === undefined) await this.open();
            if (this.hooks !== undefined) this.flush(this.hooks);
        } catch (error) {
            this.warnings.push(reasonOf(error));
        }
        const last = await this.spans;
        const ofTag = await this.tag.settled();
        const ofHooks = (await this.hooks?.settled()) ?? [];
        return [...this.warnings, ...(last === undefined ? [] : [last]), ...ofTag, ...ofHooks];
    }
}
