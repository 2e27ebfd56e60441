import { groupsOf } from "../../components/groups";
import { UserError } from "../../embedded/errors";
import type { Clock } from "../clock";
import type { ReleaseStack } from "../stack/stack";
import { awsTarget } from "../target/aws-target";
import type { Successor } from "./fail-over";
import type { RegionStack } from "./region-stack";

const lookMilliseconds = 5_000;
const patienceMilliseconds = 600_000;

/** The second stack by the engine, in the backend that is logged in to, and by its own cluster. */
export function successorOf(
    stack: ReleaseStack,
    { place }: RegionStack,
    clock: Clock,
    tell: (line: string) => void,
): Successor {
    const onLine = (line: string) => {
        if (line.trim() !== "") tell(line.trimEnd());
    };
    const options = { signal: new AbortController().signal, onLine, workloads: [] };
    return {
        update: () => stack.update("everything", options),
        ready: async () => {
            const until = clock.now() + patienceMilliseconds;
            for (let told = ""; ;) {
                const waiting = await waitingPods(stack, place, clock);
                if (waiting.length === 0) return;
                if (clock.now() > until) throw new UserError(waiting);
                if (told !== waiting.join()) waiting.forEach(tell);
                told = waiting.join();
                await clock.sleep(lookMilliseconds);
            }
        },
    };
}

/** Workloads of which the load balancer finds fewer pods healthy than they have at least. */
async function waitingPods(stack: ReleaseStack, place: RegionStack["place"], clock: Clock): Promise<string[]> {
    const config = await stack.config();
    const target = awsTarget(place, clock);
    const all = groupsOf(config).flatMap(({ workloads, activeColor }) =>
        workloads.map(async (name) => {
            const { readyEndpoints } = (await target.live(name)).colors[activeColor];
            const needed = config.workloads[name]?.replicas.min ?? 1;
            return readyEndpoints >= needed
                ? []
                : [
                      `${name}: ${readyEndpoints} of ${needed} pods of ${activeColor} are healthy, says the load balancer`,
                  ];
        }),
    );
    return (await Promise.all(all)).flat();
}
