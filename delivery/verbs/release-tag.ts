import type { Release } from "../release/release";
import type { ReleaseStack } from "../stack/stack";
import { reasonOf } from "../reason-of";

/** The name of the tag that the engine keeps with the stack, for a group; a backend takes 40 characters. */
export function tagName(group: string | undefined): string {
    return group === undefined ? "alchemorsel:release" : `alchemorsel:release:${group}`;
}

/**
 * Where a release is, kept by the engine: it survives the cluster. Each write runs the engine once, so it is made beside the release,
 * which doesn't wait for it; of the places that a release comes to meanwhile, the last is written.
 */
export class ReleaseTag {
    private wanted: Release | undefined;
    private writing: Promise<void> | undefined;
    private readonly warnings: string[] = [];

    constructor(private readonly stack: Pick<ReleaseStack, "tag">) {}

    moved(release: Release): void {
        if (isPassing(release)) return;
        this.wanted = release;
        this.writing ??= this.writeAll();
    }

    /** Waits for the last write; what went wrong with them. */
    async settled(): Promise<string[]> {
        await this.writing;
        return this.warnings;
    }

    private async writeAll(): Promise<void> {
        for (let release = this.next(); release !== undefined; release = this.next()) {
            try {
                await this.stack.tag(tagName(release.group), placeInWords(release));
            } catch (error) {
                this.warnings.push(`the engine's backend did not take the release's tag: ${reasonOf(error)}`);
            }
        }
        // Not in a later turn: who comes between would find a writer that has looked for the last time.
        this.writing = undefined;
    }

    private next(): Release | undefined {
        const release = this.wanted;
        this.wanted = undefined;
        return release;
    }
}

/**
 * Where a release is for a moment, or has touched nothing since the place before, which says as much; and a way back, which has no processor
 * to spare.
 */
function isPassing({ phase, plan }: Release): boolean {
    return phase === "gating" || phase === "rollingBack" || (phase === "baking" && plan?.bakeSeconds === 0);
}

/** Short: a backend may take no more than 256 characters. */
function placeInWords({ id, color, phase, step }: Release): string {
    return JSON.stringify({ id, color, phase, ...(step !== undefined && { step }) });
}
