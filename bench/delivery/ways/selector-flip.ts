import { appDeployment, appRoute, appService, openings, toService, withImage } from "./app";
import { type Cluster, deploymentKind } from "./cluster";
import type { Way } from "./way";

const name = "flipped";
const host = "flipped.bench";
const [blue, green] = ["flipped-blue", "flipped-green"];

/** Two Deployments, and one Service whose selector names one of them. */
export function selectorFlip(cluster: Cluster, live: string): Way {
    const select = (app: string) =>
        cluster.patch({ apiVersion: "v1", kind: "Service" }, name, { spec: { selector: { app } } });
    return {
        name: "Service selector flip",
        host,
        install: async () => {
            const deployments = [await appDeployment(cluster, blue, live), await appDeployment(cluster, green, live)];
            await cluster.make([
                openings,
                ...deployments,
                appService(name, blue),
                appRoute(name, host, toService(name)),
            ]);
            await cluster.rolledOut(blue);
            await cluster.rolledOut(green);
        },
        remove: () => cluster.removeAll(),
        deploy: async (image) => {
            await cluster.patch(deploymentKind, green, withImage(image));
            await cluster.rolledOut(green);
        },
        promoteCommand: "the patch of the Service, without any gate",
        promote: () => select(green),
        rollbackCommand: "the patch of the Service back",
        rollback: () => select(blue),
    };
}
