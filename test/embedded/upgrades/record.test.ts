import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { expect } from "chai";

import { silentProgress } from "../../../embedded/progress";
import { recordOf, secretMarker, textOf } from "../../../embedded/upgrades/record";
import { recordStack } from "../../../embedded/upgrades/record-stack";
import { readRecords } from "../../../embedded/upgrades/records";
import type { StackState, StateResource } from "../../../embedded/upgrades/state";
import { resource, stackUrn } from "./resources";

const signature = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const secret = (value: unknown) => ({ ...signature, plaintext: JSON.stringify(value) });
const root = { urn: stackUrn, type: "pulumi:pulumi:Stack", custom: false } as StateResource;

function state(resources: readonly StateResource[], more: object = {}): StackState {
    const manifest = { time: "2026-11-29T08:14:15Z", magic: "294a", version: "v3.274.1" };
    return { version: 3, deployment: { manifest, resources: [root, ...resources], ...more } };
}

describe("a record of a stack", () => {
    const bucket = (more: Partial<StateResource> & Record<string, unknown>) =>
        resource("aws:s3/bucket:Bucket", "logs", more);
    const recorded = (more: Partial<StateResource> & Record<string, unknown>) =>
        recordOf(state([bucket(more)])).deployment.resources.find(({ type }) => type.startsWith("aws:"))!;

    it("has a marker for each secret, in the shape of the secret", () => {
        const shapes = { text: "hunter2", empty: "", none: null, list: ["a", "b"], pin: 1234, map: { key: "c" } };
        const { outputs } = recorded({ outputs: { deep: [{ value: secret(shapes) }] } });
        const marked = {
            ...{ text: secretMarker, empty: "", none: null, list: [secretMarker, secretMarker], pin: 0 },
            map: { key: secretMarker },
        };
        expect(outputs).to.deep.equal({ deep: [{ value: secret(marked) }] });
    });

    it("is not made of an export whose secrets are encrypted", () => {
        const encrypted = { ...signature, ciphertext: "v1:0qscDZdSPLyo8lxp:WiGXc//6KLuhUY8pZj" };
        expect(() => recorded({ outputs: { value: encrypted } })).to.throw(/--show-secrets/);
    });

    it("has no key of the export's, no time of an update and no stack trace", () => {
        const salt = { type: "passphrase", state: { salt: "v1:KtiNYfOjKfg=:v1:pHri" } };
        const times = { created: "2026-11-29T08:00:00Z", modified: "2026-11-29T08:00:00Z", stackTrace: [{}] };
        const text = textOf(recordOf(state([bucket(times)], { secrets_providers: salt })));
        expect(text).to.not.match(/2026|salt|stackTrace|secrets_providers/);
    });

    it("has the lines of the program, and none of a machine's other files", () => {
        const [inside, outside] = ["project:///index.ts#1,2", "project:///../../home/me/sdk/stack.ts#3,4"];
        expect(recorded({ sourcePosition: inside }).sourcePosition).to.equal(inside);
        expect(recorded({ sourcePosition: outside })).to.not.have.property("sourcePosition");
    });

    it("has no time that a provider has seen, but each that the program has given", () => {
        const [given, seen] = ["2026-01-02T03:04:05Z", "2026-11-29T08:06:56Z"];
        const { inputs, outputs } = recorded({ inputs: { from: given }, outputs: { from: given, at: [seen] } });
        expect([inputs, outputs]).to.deep.equal([{ from: given }, { from: given, at: ["2000-01-01T00:00:00Z"] }]);
    });

    it("is the same text whatever order the engine has written, with all that a resource needs before it", () => {
        const provider = resource("pulumi:providers:aws", "z-provider", { id: "1" });
        const needed = resource("aws:kms/key:Key", "y-key", { provider: `${provider.urn}::1` });
        const parent = resource("shop:index:Data", "x-data");
        const last = resource("aws:s3/bucket:Bucket", "a-bucket", {
            parent: parent.urn,
            dependencies: [needed.urn],
            propertyDependencies: { key: [needed.urn] },
        });
        const one = recordOf(state([provider, needed, parent, last]));
        const other = recordOf(state([parent, provider, needed, last]));
        expect(textOf(one)).to.equal(textOf(other));
        const urns = one.deployment.resources.map(({ urn }) => urn);
        expect(urns[0]).to.equal(stackUrn);
        for (const urn of [provider.urn, needed.urn, parent.urn]) {
            expect(urns.indexOf(urn)).to.be.below(urns.indexOf(last.urn));
        }
        expect(urns.indexOf(provider.urn)).to.be.below(urns.indexOf(needed.urn));
    });

    const leaks: Readonly<Record<string, Record<string, unknown>>> = {
        "a name": { masterPassword: "hunter2" },
        "a key of AWS": { note: "AKIAIOSFODNN7EXAMPLE" },
        "a private key": { pem: "-----BEGIN EC PRIVATE KEY-----\nMHc" },
        "a URL": { url: "postgres://user:hunter2@host/db" },
        "a token": { header: "Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0" },
        "what the engine has encrypted": { value: "v1:0qscDZdSPLyo8lxp:WiGXc//6KLuhUY8pZj" },
        "a document": { kubeconfig: JSON.stringify({ users: [{ user: { token: "hunter2" } }] }) },
    };
    for (const [what, outputs] of Object.entries(leaks)) {
        it(`is not made where something looks like a secret by ${what}, which is not told`, () => {
            const failure = /nothing was written[^]*logs\.outputs\./;
            expect(() => recorded({ outputs }))
                .to.throw(failure)
                .with.property("message")
                .that.does.not.include("hunter2");
        });
    }

    it("is made where a name only says where a secret is, or that there is none", () => {
        const outputs = {
            ...{ masterUserSecret: "arn:aws:secretsmanager:eu-central-1:111122223333:secret:x", password: "" },
            ...{ httpTokens: "required", automountServiceAccountToken: false, lockToken: "1-2-3" },
        };
        expect(recorded({ outputs }).outputs).to.deep.equal(outputs);
    });

    it("is not made of a stack without resources, or in the middle of an update", () => {
        const empty = { ...state([]), deployment: { ...state([]).deployment, resources: [] } };
        expect(() => recordOf(empty)).to.throw(/no resource/);
        expect(() => recordOf(state([], { pending_operations: [{}] }))).to.throw(/has not ended/);
    });
});

describe("the files of records", () => {
    let project: string;
    const engine = "v3.274.1";
    const write = (file: string, text: string) => {
        fs.mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
        fs.writeFileSync(path.join(project, file), text);
    };
    const recordingOf = (text: string) => {
        write("exported.json", text);
        const from = path.join(project, "exported.json");
        return recordStack(project, { stack: "staging", release: "0.1.0", from }, silentProgress);
    };
    const exported = JSON.stringify(state([]));
    const rejected = async (promise: Promise<unknown>) =>
        promise.then(
            () => "was fine",
            (error: unknown) => (error as Error).message,
        );

    beforeEach(() => {
        project = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel-records-"));
        write(
            "Pulumi.staging.yaml",
            "encryptionsalt: v1:a\nconfig:\n  # Ours.\n  a:key: { secure: v1:abc }\n  a:list: [1]\n",
        );
    });
    afterEach(() => {
        fs.rmSync(project, { recursive: true });
    });

    it("are the state and the stack's file, without what is encrypted in it", async () => {
        const files = await recordingOf(exported);
        expect(files.map((file) => path.relative(project, file))).to.deep.equal([
            "test/upgrades/0.1.0/staging.json",
            "test/upgrades/0.1.0/staging.yaml",
        ]);
        const config = fs.readFileSync(files[1]!, "utf8");
        expect(config)
            .to.include("# Ours.")
            .and.include(`a:key: "${secretMarker}"`)
            .and.not.match(/salt|secure|v1:/);
        const [record] = readRecords(project, engine, {});
        expect(record).to.deep.include({ release: "0.1.0", stack: "staging", configFile: files[1] });
        expect(record?.state).to.deep.equal(recordOf(JSON.parse(exported) as StackState));
    });

    it("are not written from an export that is cut off, empty or of another stack", async () => {
        expect(await rejected(recordingOf(exported.slice(0, 100)))).to.match(/cut off/);
        expect(await rejected(recordingOf('{"version":3,"deployment":null}'))).to.match(/no resources/);
        expect(await rejected(recordingOf(exported.replaceAll("shop-staging", "shop-live")))).to.match(
            /of the stack shop-live, not of staging/,
        );
        const unknown = recordStack(project, { stack: "nobody", release: "0.1.0" }, silentProgress);
        expect(await rejected(unknown)).to.match(/no stack file Pulumi\.nobody\.yaml/);
        expect(fs.existsSync(path.join(project, "test"))).to.be.false;
    });

    it("say how to make them where there are none, and which there are where another is asked for", async () => {
        expect(() => readRecords(project, engine, {})).to.throw(/make record-state/);
        await recordingOf(exported);
        expect(() => readRecords(project, engine, { stack: "live" })).to.throw(
            /live of any.*there are: staging of 0\.1\.0/,
        );
        expect(() => readRecords(project, engine, { release: "9.9.9" })).to.throw(/any stack of 9\.9\.9/);
    });

    it("tell everything that is wrong with them at once", async () => {
        const [file = ""] = await recordingOf(exported);
        const text = fs.readFileSync(file, "utf8");
        write("test/upgrades/README.md", "No record.");
        write("test/upgrades/0.2.0/staging.json", text.slice(0, -20));
        write("test/upgrades/0.3.0/staging.json", text.replace("v3.274.1", "v3.1000.0"));
        write("test/upgrades/0.4.0/staging.json", text.replace('"version": 3', '"version": 9'));
        write("test/upgrades/0.5.0/gone.json", text);
        write("test/upgrades/0.6.0/staging.json", "{}");
        expect(() => readRecords(project, engine, {}))
            .to.throw()
            .with.property("problems")
            .that.satisfies((problems: string[]) => {
                const expected = [
                    /cut off/,
                    /newer engine \(v3\.1000/,
                    /newer engine.*state 9/,
                    /no stack file Pulumi\.gone/,
                    /cut off/,
                ];
                expect(problems).to.have.lengthOf(expected.length);
                expected.forEach((pattern, index) => expect(problems[index]).to.match(pattern));
                return true;
            });
    });
});
