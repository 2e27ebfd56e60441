import type { Weights } from "../../components/workload/weights";
import type { Release } from "../release/release";
import { move } from "./move";
import type { Outcome } from "./outcome";
import type { World } from "./world";

/** A move of the traffic that something else is done beside. */
export class Moving {
    private end: (() => Outcome) | undefined;
    private isUpdating: () => void = () => undefined;
    /** Comes back when the engine is about to move the traffic, or the move is over. */
    readonly updating = new Promise<void>((resolve) => (this.isUpdating = resolve));

    constructor(
        private readonly world: World,
        private readonly release: Release,
        private readonly share: Weights,
    ) {}

    /** Comes back when it is over, however it ended. */
    async start(): Promise<void> {
        try {
            const outcome = await move(this.world, this.release, this.share, this.isUpdating);
            this.end = () => outcome;
        } catch (error) {
            this.end = () => {
                throw error;
            };
        }
        this.isUpdating();
    }

    get isOver(): boolean {
        return this.end !== undefined;
    }

    /** Its outcome, if it has failed by now. Throws what it threw. */
    failure(): Outcome | undefined {
        const outcome = this.end?.();
        return outcome?.happening === "failed" ? outcome : undefined;
    }
}
