import { expect } from "chai";
import * as fc from "fast-check";

import { weights } from "../../../components/workload/weights";
import { type LiveRouteRule, weightsOfRoute } from "../../../components/workload/gateway-weights";
import type { Owned } from "../../../delivery/cluster/ownership";
import { ClusterError } from "../../../delivery/cluster/cluster-error";
import { withWeights, writeGatewayWeights } from "../../../delivery/traffic/gateway";
import { failure } from "../failure";
import { fakeClock } from "../fake-clock";

const pulumi = "pulumi-kubernetes-1a2b3c4d";

const spec = { "f:parentRefs": {}, "f:rules": {} };
const owned = { "f:metadata": { "f:labels": { "f:app": {} } }, "f:spec": spec };

function routeOf(blue: number, green: number) {
    const backends = [
        { group: "", kind: "Service", name: "recipes-blue", port: 8080, weight: blue },
        { group: "", kind: "Service", name: "recipes-green", port: 8080, weight: green },
    ];
    return {
        apiVersion: "gateway.networking.k8s.io/v1",
        kind: "HTTPRoute",
        metadata: {
            name: "recipes",
            namespace: "shop",
            resourceVersion: "7",
            uid: "1-2-3",
            labels: { app: "recipes", theirs: "yes" },
            annotations: { theirs: "yes" },
            managedFields: [
                { manager: "traefik", operation: "Update", subresource: "status", fieldsV1: { "f:status": {} } },
                {
                    manager: "labeler",
                    operation: "Apply",
                    fieldsV1: { "f:metadata": { "f:labels": { "f:theirs": {} } } },
                },
                { manager: pulumi, operation: "Apply", fieldsV1: owned },
            ] as Owned["metadata"]["managedFields"],
        },
        spec: {
            parentRefs: [{ group: "gateway.networking.k8s.io", kind: "Gateway", name: "alchemorsel" }],
            rules: [
                { matches: [{ headers: [{ name: "x-preview", value: "idle" }] }], backendRefs: backends.slice(1) },
                { matches: [{ path: { type: "PathPrefix", value: "/" } }], backendRefs: backends },
            ] as (LiveRouteRule & { backendRefs: object[] })[],
        },
        status: { parents: [] },
    };
}

type Route = ReturnType<typeof routeOf>;

/** A cluster with one route: it takes what is applied, unless a reply says otherwise. */
function clusterWith(route: Route | undefined, replies: (Error | ((route: Route) => void))[] = []) {
    const applied: { manager: string; object: Route }[] = [];
    let live = route;
    return {
        applied,
        get: (path: string) => {
            expect(path).to.equal("/apis/gateway.networking.k8s.io/v1/namespaces/shop/httproutes/recipes");
            return Promise.resolve(live as never);
        },
        apply: (_path: string, manager: string, object: object) => {
            const reply = replies.shift();
            if (reply instanceof Error) {
                return Promise.reject(reply);
            }
            applied.push({ manager, object: object as Route });
            live = structuredClone({ ...(live as Route), spec: (object as Route).spec });
            reply?.(live);
            return Promise.resolve(live as never);
        },
    };
}

const recipes = { namespace: "shop", workload: "recipes" };
const backToBlue = { blue: 100, green: 0 };

describe("the direct writer of a route's weights", () => {
    it("applies what Pulumi's manager owns, as that, with other weights and all else as it is", async () => {
        const cluster = clusterWith(routeOf(0, 100));
        await writeGatewayWeights(cluster, recipes, backToBlue, 60_000, fakeClock());
        expect(cluster.applied).to.have.length(1);
        const { apiVersion, kind, spec } = routeOf(100, 0);
        // The preview stays as it is: which color is the idle one is the program's to say.
        spec.rules[0] = routeOf(0, 100).spec.rules[0]!;
        expect(cluster.applied[0]).to.deep.equal({
            manager: pulumi,
            object: {
                apiVersion,
                kind,
                metadata: { name: "recipes", namespace: "shop", resourceVersion: "7", labels: { app: "recipes" } },
                spec,
            },
        });
    });

    it("changes nothing where the weights are there already", async () => {
        const cluster = clusterWith(routeOf(100, 0));
        await writeGatewayWeights(cluster, recipes, backToBlue, 60_000, fakeClock());
        expect(cluster.applied).to.deep.equal([]);
    });

    it("reads again and tries again when another was faster, also when its weights are taken back at once", async () => {
        const conflict = new ClusterError("the object has been modified", 409, "Conflict");
        const takenBack = (route: Route) => {
            route.spec = routeOf(0, 100).spec;
        };
        const cluster = clusterWith(routeOf(0, 100), [conflict, takenBack]);
        await writeGatewayWeights(cluster, recipes, backToBlue, 60_000, fakeClock());
        expect(cluster.applied).to.have.length(2);
    });

    it("says in the end what the weights are that something else insists on", async () => {
        const takenBack = (route: Route) => {
            route.spec = routeOf(0, 100).spec;
        };
        const cluster = clusterWith(routeOf(0, 100), Array<typeof takenBack>(1000).fill(takenBack));
        const error = await failure(writeGatewayWeights(cluster, recipes, backToBlue, 60_000, fakeClock()));
        expect(error.message).to.match(
            /HTTPRoute shop\/recipes should be blue 100 %, green 0 % and is blue 0 %, green 100 %/,
        );
    });

    it("takes back weights that were edited by hand, after which their editor owns the rules", () => {
        const route = routeOf(50, 50);
        const { "f:rules": rules, ...rest } = spec;
        route.metadata.managedFields = [
            { manager: "kubectl-edit", operation: "Update", fieldsV1: { "f:spec": { "f:rules": rules } } },
            { manager: pulumi, operation: "Apply", fieldsV1: { "f:spec": rest } },
        ];
        const { manager, object } = withWeights("recipes", route, backToBlue);
        expect(manager).to.equal(pulumi);
        expect(object.spec.rules).to.deep.equal([routeOf(50, 50).spec.rules[0], routeOf(100, 0).spec.rules[1]]);
    });

    it("refuses a route that isn't there, that nobody applied, or that doesn't name the color", async () => {
        const message = async (route: Route | undefined) =>
            (await failure(writeGatewayWeights(clusterWith(route), recipes, backToBlue, 60_000, fakeClock()))).message;
        expect(await message(undefined)).to.equal("there is no HTTPRoute shop/recipes: is recipes deployed?");
        const updated = routeOf(0, 100);
        updated.metadata.managedFields = [{ manager: "helm", operation: "Update", fieldsV1: owned }];
        expect(await message(updated)).to.match(/shop\/recipes was written by no server-side apply/);
        const half = routeOf(0, 100);
        half.spec.rules[1]!.backendRefs.shift();
        expect(await message(half)).to.match(/shop\/recipes has no backend recipes-blue to give traffic to/);
    });

    it("writes weights that are read back as they were given", () => {
        fc.assert(
            fc.property(fc.nat(100), fc.nat(100), (canary, before) => {
                const given = weights("blue", canary);
                const { object } = withWeights("recipes", routeOf(before, 100 - before), given);
                expect(weightsOfRoute("recipes", object)).to.deep.equal(given);
            }),
        );
    });
});
