import type { DeliveryBench } from "../release-bench";
import type { WatchingWay, Way } from "./way";

const nothing = () => Promise.resolve();

/** `alchemorsel`, on the stack itself. */
export function ours({ platform }: DeliveryBench): Way {
    return {
        name: "alchemorsel",
        install: () => platform.config(["release.bakeSeconds", "0"]),
        remove: nothing,
        deploy: async (image) => {
            await platform.mustAlchemorsel("deploy", "--image", image);
        },
        promoteCommand: "`alchemorsel promote` without steps, gates included",
        promote: async () => {
            await platform.mustAlchemorsel("promote");
        },
        rollbackCommand: "`alchemorsel rollback`",
        rollback: async () => {
            await platform.mustAlchemorsel("rollback");
        },
    };
}

/** The same with a canary step. */
export function oursWatching(bench: DeliveryBench, weight: number, seconds: number): WatchingWay {
    const { platform, images } = bench;
    const way = ours(bench);
    return {
        ...way,
        deploy: async (image) => {
            // Else the pods of the release before would be deployed again, with what they have gone through.
            await way.deploy(images.better);
            await way.deploy(image);
        },
        judges: "exact test of both colors, two looks a second",
        install: () =>
            platform.config(
                ["release.steps[0].weight", String(weight)],
                ["release.steps[0].seconds", String(seconds)],
                ["release.bakeSeconds", "30"],
            ),
        release: async () => {
            const { code, output } = await platform.alchemorsel("promote");
            if (code > 1) throw new Error(`alchemorsel promote ended with ${code}:\n${output}`);
            // Else it would be the live one, which the next release is compared with.
            if (code === 0) await platform.mustAlchemorsel("rollback");
            return code === 1 ? "taken back" : "kept";
        },
        remove: async () => {
            await platform.pulumi("config", "rm", "--path", "release.steps");
        },
    };
}
