import { podOf } from "../kubernetes/pod";
import type { Resource, Stack } from "../resource";
import { stackRule } from "../rule";
import { colorLabel } from "./bluegreen-active";
import { ColoredApps } from "./colored-apps";
import { all, any, type Maybe, maybe } from "./maybe";
import { marksBeside } from "./namespaces";
import type { Selectors } from "./selectors";
import { selects, type Share, sharesBySelector, sharesOf } from "./traffic";
import { podLabelsOf } from "./workloads";

/**
 * A workload with one color only has nothing to say: it may be the first deploy, or one that never had another. What the
 * stack had before is not to be seen.
 */
export const bluegreenIdle = stackRule<{ colorLabel: string }>({
    id: "bluegreen-idle",
    level: "advisory",
    severity: "medium",
    what: "The color without traffic runs another version than the active one, to go back to.",
    why: "With the same version in both colors a switch changes nothing: a rollback would have to roll out the old version first.",
    fix: `// The new version goes to the color without traffic; the other keeps the last one that worked:
images: { blue: "registry.example.com/web@sha256:<the last one>", green: "registry.example.com/web@sha256:<the new one>" }`,
    controls: [],
    source: "https://docs.aws.amazon.com/whitepapers/latest/blue-green-deployments/introduction.html",
    parameters: { colorLabel },
    checkStack(stack, { parameters, decide, violation }) {
        const label = parameters.colorLabel;
        const deployments = stack.ofType("kubernetes:apps/v1:Deployment").filter((one) => hasColor(one, label));
        if (deployments.length < 2) return;
        const shares = sharesBySelector(stack, sharesOf(stack, label));
        const activity = new Map(deployments.map((one) => [one, isActive(stack, shares, one)]));
        const positions = new Map(deployments.map((one, index) => [one, index]));
        const positionOf = (one: Resource) => positions.get(one) ?? -1;
        const apps = new ColoredApps(stack, deployments, label, (one) => ({
            color: podLabelsOf(one).at(label),
            selector: one.properties.at("spec", "selector", "matchLabels"),
        }));
        for (const deployment of deployments.filter((one) => activity.get(one) !== true)) {
            decide(() => {
                const others = apps
                    .besides(deployment)
                    .filter((other) => apps.isOtherColor(deployment, other) === true);
                const active = others.filter((other) => activity.get(other) === true);
                // Where nobody can tell which one is active, the last one of the same version is told.
                const rivals =
                    active.length > 0 ? active : others.filter((other) => positionOf(other) < positionOf(deployment));
                if (rivals.some((rival) => imagesOf(rival) === imagesOf(deployment))) {
                    violation(
                        podOf(deployment).spec.at("containers"),
                        "are of the same version as those of the other color: nothing is kept to go back to",
                    );
                }
            });
        }
    },
});

function hasColor(deployment: Resource, label: string): boolean {
    return maybe(() => !podLabelsOf(deployment).at(label).isMissing) ?? false;
}

function isActive(stack: Stack, shares: Selectors<Share>, deployment: Resource): Maybe {
    return any(shares.find(marksBeside(stack, deployment), podLabelsOf(deployment)), ({ service, isSure }) =>
        all([() => selects(stack, service, deployment), () => isSure || undefined]),
    );
}

/** The version of the pods: what each of their containers runs. */
function imagesOf(deployment: Resource): string {
    const { spec } = podOf(deployment);
    const containers = [...spec.at("initContainers").list(), ...spec.at("containers").list()];
    const images = containers.map((container) => [
        container.at("name").text() ?? "",
        container.at("image").text() ?? "",
    ]);
    return JSON.stringify(images.sort());
}
