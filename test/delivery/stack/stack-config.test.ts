import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { expect } from "chai";

import { secretKeys } from "../../../components/config-schema";
import { ReleaseStack } from "../../../delivery/stack/stack";
import { rawConfig } from "../../components/example";

describe("the config of a stack that is released", () => {
    const { PATH } = process.env;
    let folder: string;

    beforeEach(() => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel-"));
        fs.writeFileSync(path.join(folder, "Pulumi.local.yaml"), "config: {}\n");
        process.env.PATH = `${folder}:${PATH ?? ""}`;
    });

    afterEach(() => {
        process.env.PATH = PATH;
        fs.rmSync(folder, { recursive: true });
    });

    /** An engine that knows this config, and writes down what it was asked. */
    function engine(config: Record<string, string>, secrets: readonly string[]) {
        const told = (show: boolean) => {
            const entries = Object.entries(config).map(([key, value]) => {
                const secret = secrets.includes(key);
                return [`alchemorsel:${key}`, { ...((show || !secret) && { value }), secret }];
            });
            return JSON.stringify(Object.fromEntries(entries));
        };
        fs.writeFileSync(path.join(folder, "hidden"), told(false));
        fs.writeFileSync(path.join(folder, "shown"), told(true));
        const script = [
            "#!/bin/sh",
            `[ "$1" = config ] || exit 1`,
            `echo "$@" >> ${folder}/asked`,
            `case "$*" in *--show-secrets*) cat ${folder}/shown;; *) cat ${folder}/hidden;; esac`,
        ];
        fs.writeFileSync(path.join(folder, "pulumi"), script.join("\n"), { mode: 0o755 });
        return () => fs.readFileSync(path.join(folder, "asked"), "utf8").trim().split("\n");
    }

    /** Every key that has to be secret. */
    const secrets = Object.fromEntries(secretKeys.map((key) => [key, `${key}-that-nobody-else-should-know`]));

    it("is read without its secrets, which a release doesn't need", async () => {
        const asked = engine({ ...rawConfig(), ...secrets }, secretKeys);
        const config = await new ReleaseStack(folder, "local").config();
        expect(config.activeColor).to.equal("blue");
        expect(JSON.stringify(config)).not.to.contain("nobody-else-should-know");
        expect(asked()).to.deep.equal(["config --json --stack local --non-interactive"]);
    });

    it("is read once by all who ask, until the file changes, and again where it could not be read", async () => {
        const stack = new ReleaseStack(folder, "local");
        fs.writeFileSync(path.join(folder, "pulumi"), "#!/bin/sh\nexit 255\n", { mode: 0o755 });
        expect(await stack.config().then(String, () => "not read")).to.equal("not read");
        const asked = engine({ ...rawConfig(), ...secrets }, secretKeys);
        await Promise.all([stack.config(), stack.config()]);
        await stack.config();
        expect(asked()).to.have.length(1);
        fs.writeFileSync(path.join(folder, "Pulumi.local.yaml"), "config: { changed: true }\n");
        await stack.config();
        expect(asked()).to.have.length(2);
    });

    it("is read as a whole where more is encrypted", async () => {
        const asked = engine({ ...rawConfig(), ...secrets }, [...secretKeys, "workloads"]);
        const config = await new ReleaseStack(folder, "local").config();
        expect(Object.keys(config.workloads)).to.deep.equal(["recipes"]);
        expect(asked()).to.have.length(2);
    });

    it("that the engine can't read is told in its words", async () => {
        const script = "#!/bin/sh\necho 'error: no stack named local' >&2\nexit 255\n";
        fs.writeFileSync(path.join(folder, "pulumi"), script, { mode: 0o755 });
        const read = new ReleaseStack(folder, "local").config();
        expect(await read.then(String, String)).to.equal("UserError: error: no stack named local");
    });
});
