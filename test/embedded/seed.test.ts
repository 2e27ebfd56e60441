import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";

import { expect } from "chai";

import type { ApiAnswer, ApiRequest } from "../../components/kubernetes/request";
import { needsRecipes, seed } from "../../embedded/seed";
import { image } from "../components/example";

const jobs = "/apis/batch/v1/namespaces/alchemorsel/jobs";
const app = image("a");

function deployment(color: string, runs: string) {
    const labels = {
        "app.kubernetes.io/name": "recipes",
        "alchemorsel.dev/color": color,
        "alchemorsel.dev/uses-database": "true",
    };
    const container = {
        name: "app",
        image: runs,
        env: [{ name: "DATABASE_USER", value: "alchemorsel" }],
        readinessProbe: { httpGet: { path: "/readyz" } },
    };
    return {
        metadata: { name: `recipes-${color}`, namespace: "alchemorsel" },
        spec: { template: { metadata: { labels }, spec: { containers: [container], volumes: [] } } },
    };
}

const condition = (type: string, reason: string) => ({
    status: { conditions: [{ type, status: "True", reason, message: "so it is" }] },
});

/** What the stored Job looks like, as far as the tests ask. */
interface Manifest {
    metadata: { name: string };
    spec: {
        ttlSecondsAfterFinished: number;
        template: {
            metadata: { labels: Record<string, string> };
            spec: { containers: { args: string[]; image: string; env: object[]; readinessProbe?: object }[] };
        };
    };
}

/** A cluster whose colors run these images, and whose Job has these states, one a look; the last one is for good. */
class FakeCluster {
    readonly sent: { method?: string; path: string; manifest: Manifest }[] = [];
    answer: Pick<ApiAnswer, "status" | "body"> = { status: 201, body: "{}" };

    constructor(
        private readonly images: { blue?: string; green?: string },
        private readonly states: object[],
    ) {}

    readonly reader = {
        get: <T>(path: string) => Promise.resolve(this.read(path) as T | undefined),
        text: () => Promise.resolve('{"msg":"stopped","error":"no database"}\n'),
    };

    readonly send = ({ method, path, body = "" }: ApiRequest): Promise<ApiAnswer> => {
        this.sent.push({ method, path, manifest: JSON.parse(body) as Manifest });
        return Promise.resolve({ headers: {}, ...this.answer });
    };

    private read(path: string): unknown {
        const color = /deployments\/recipes-(blue|green)$/.exec(path)?.[1] as "blue" | "green" | undefined;
        if (color !== undefined) {
            const runs = this.images[color];
            return runs === undefined ? undefined : deployment(color, runs);
        }
        if (path === `${jobs}/recipes-seed`) {
            return this.states.length > 1 ? this.states.shift() : this.states[0];
        }
        const terminated = { reason: "Error", exitCode: 1 };
        const status = { containerStatuses: [{ restartCount: 0, state: { terminated } }] };
        return { items: [{ metadata: { name: "recipes-seed-x" }, status }] };
    }
}

/** The state folder of a cluster, anew for each test. */
let state: string;

function withState(): void {
    beforeEach(() => {
        state = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel-seed-"));
    });

    afterEach(() => {
        fs.rmSync(state, { recursive: true });
    });
}

describe("the recipes of a new installation", () => {
    withState();

    const done = [{}, condition("Complete", "Completed")];

    it("are stored by a Job of the app's image, in the environment of its pods, which gets no traffic and goes", async () => {
        const cluster = new FakeCluster({ blue: app, green: app }, done);
        expect(await seed(cluster, state, app, 1)).to.deep.equal([]);
        const [{ method, path, manifest }] = cluster.sent as [(typeof cluster.sent)[number]];
        expect({ method, path }).to.deep.equal({ method: "POST", path: jobs });
        expect(manifest.metadata.name).to.equal("recipes-seed");
        expect(manifest.spec.ttlSecondsAfterFinished).to.be.above(0);
        const { metadata, spec } = manifest.spec.template;
        expect(metadata.labels).to.include({ "alchemorsel.dev/uses-database": "true" });
        expect(metadata.labels).to.not.have.property("alchemorsel.dev/color");
        expect(spec.containers[0]).to.deep.include({
            image: app,
            args: ["seed"],
            env: [{ name: "DATABASE_USER", value: "alchemorsel" }],
        });
        expect(spec.containers[0]).to.not.have.property("readinessProbe");
    });

    it("come from the color that runs this build, whichever it is, and from none that may not know how", async () => {
        const cluster = new FakeCluster({ blue: image("b"), green: app }, done);
        await seed(cluster, state, app, 1);
        expect(cluster.sent[0]!.manifest.spec.template.spec.containers[0]!.image).to.equal(app);
        for (const images of [{ blue: image("b") }, {}]) {
            const other = new FakeCluster(images, done);
            expect(await seed(other, state, app, 1)).to.deep.equal([]);
            expect(other.sent).to.be.empty;
        }
    });

    it("are waited for where another run has begun to store them", async () => {
        const cluster = new FakeCluster({ blue: app }, [{}, {}, ...done]);
        cluster.answer = { status: 409, body: "already exists" };
        expect(await seed(cluster, state, app, 1)).to.deep.equal([]);
    });

    it("are still to be stored after a try that did not get to its end, whatever there is by then", async () => {
        const nowhere = "http://127.0.0.1:1";
        expect(await needsRecipes(state, nowhere)).to.equal(false);
        await seed(new FakeCluster({ blue: app }, [condition("Failed", "DeadlineExceeded")]), state, app, 1);
        expect(await needsRecipes(state, nowhere)).to.equal(true);
        await seed(new FakeCluster({ blue: app }, done), state, app, 1);
        expect(await needsRecipes(state, nowhere)).to.equal(false);
    });

    it("are no reason to fail: the user is told why there are none, with the pod's last words", async () => {
        const failing = new FakeCluster({ blue: app }, [condition("Failed", "BackoffLimitExceeded")]);
        const [note] = await seed(failing, state, app, 1);
        expect(note).to.match(/next make up tries again.*BackoffLimitExceeded[^]*exit code 1[^]*no database/);

        const refusing = new FakeCluster({ blue: app }, done);
        refusing.answer = { status: 403, body: "not for you" };
        expect((await seed(refusing, state, app, 1))[0]).to.match(/API server answered 403: not for you/);

        const away = new FakeCluster({ blue: app }, done);
        away.reader.get = () => Promise.reject(new Error("connection refused"));
        expect((await seed(away, state, app, 1))[0]).to.match(/connection refused/);

        // Somebody has deleted the Job.
        const gone = new FakeCluster({ blue: app }, []);
        expect((await seed(gone, state, app, 1))[0]).to.match(/recipes-seed: is gone/);
    });
});

describe("whether an installation has no recipes", () => {
    withState();

    const ask = async (status: number, body: string): Promise<[boolean, string | undefined]> => {
        let asked: string | undefined;
        const server = http.createServer(({ url }, response) => {
            asked = url;
            response.writeHead(status, { "content-type": "application/json" }).end(body);
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        try {
            const { port } = server.address() as AddressInfo;
            return [await needsRecipes(state, `http://127.0.0.1:${port}`), asked];
        } finally {
            server.closeAllConnections();
            server.close();
        }
    };

    it("is what its API says", async () => {
        expect(await ask(200, '{"recipes":[],"nextCursor":null}')).to.deep.equal([true, "/api/v1/recipes?limit=1"]);
        expect((await ask(200, '{"recipes":[{"id":"1"}]}'))[0]).to.equal(false);
    });

    it("is no where something else answers there, or nothing", async () => {
        for (const [status, body] of [
            [503, '{"recipes":[]}'],
            [404, "no such page"],
            [200, "<html></html>"],
            [200, "null"],
            [200, '{"recipes":"none"}'],
        ] as const) {
            expect((await ask(status, body))[0], `${status} ${body}`).to.equal(false);
        }
        expect(await needsRecipes(state, "http://127.0.0.1:1")).to.equal(false);
    });
});
