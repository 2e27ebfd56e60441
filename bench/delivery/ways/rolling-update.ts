import { appDeployment, appRoute, appService, openings, toService, withImage } from "./app";
import { type Cluster, deploymentKind } from "./cluster";
import type { Way } from "./way";

const name = "rolled";
const host = "rolled.bench";

/** One Deployment with the default strategy: the new pods come, the old ones go. */
export function rollingUpdate(cluster: Cluster, live: string): Way {
    const roll = async (image: string) => {
        await cluster.patch(deploymentKind, name, withImage(image));
        await cluster.rolledOut(name);
    };
    return {
        name: "rolling update",
        host,
        install: async () => {
            const deployment = await appDeployment(cluster, name, live);
            const route = appRoute(name, host, toService(name));
            await cluster.make([openings, deployment, appService(name, name), route]);
            await cluster.rolledOut(name);
        },
        remove: () => cluster.removeAll(),
        deploy: () => Promise.resolve(),
        promoteCommand: "the rollout, its pods' start included",
        promote: roll,
        rollbackCommand: "what `kubectl rollout undo` does",
        rollback: () => roll(live),
    };
}
