import { expect } from "chai";
import * as fs from "node:fs";
import * as path from "node:path";

import { Image, ensureImages } from "../../../embedded/images";
import { silentProgress } from "../../../embedded/progress";
import { Container } from "./container";
import { temporaryFolder } from "./support";

describe("the Redis image", function () {
    this.timeout(180_000);
    let image: Image;
    let folder: string;
    let running: Container | undefined;

    before(async () => {
        image = (await ensureImages(["redis"], silentProgress)).get("redis")!;
    });

    beforeEach(() => {
        folder = temporaryFolder();
        fs.mkdirSync(path.join(folder, "secrets"));
    });

    afterEach(async () => {
        await running?.stop("SIGKILL");
        fs.rmSync(folder, { recursive: true });
    });

    const start = async (password?: string, args: string[] = []) => {
        if (password !== undefined) fs.writeFileSync(path.join(folder, "secrets/password"), password);
        const env = password === undefined ? undefined : { REDIS_PASSWORD_FILE: "/secrets/password" };
        const volumes = { "/secrets": path.join(folder, "secrets") };
        running = await Container.start({ image, folder, env, args, volumes });
        return running;
    };

    const cli = (container: Container, args: string[], password?: string) =>
        container.exec(["redis-cli", ...args], password === undefined ? {} : { REDISCLI_AUTH: password });

    it("caches without a password, keeps nothing on disk, and takes arguments", async () => {
        const container = await start(undefined, ["--maxmemory", "8mb"]);
        await container.ready();
        expect(cli(container, ["set", "key", "value"])).to.equal("OK\n");
        expect(cli(container, ["config", "get", "save"])).to.equal("save\n\n");
        expect(cli(container, ["config", "get", "maxmemory"])).to.equal("maxmemory\n8388608\n");
        expect(cli(container, ["config", "get", "maxmemory-policy"])).to.contain("allkeys-lru");
        expect(await container.stop("SIGTERM")).to.equal(0);
    });

    it("asks for the password of the file, whatever is in it, and shows it to nobody", async () => {
        const odd = `it's "odd" \\ $HOME ü`;
        const container = await start(odd + "\n", ["--maxmemory", "8mb"]);
        await container.ready();
        expect(cli(container, ["ping"])).to.contain("NOAUTH");
        expect(cli(container, ["ping"], odd)).to.equal("PONG\n");
        expect(cli(container, ["config", "get", "maxmemory"], odd)).to.equal("maxmemory\n8388608\n");
        expect(container.exec(["/bin/cat", "/proc/1/cmdline"])).to.not.contain("odd");
        expect(container.output).to.not.contain("odd");
    });

    it("does not start with an empty password", async () => {
        const container = await start("");
        expect(await container.ended()).to.equal(1);
        expect(container.output).to.contain("/secrets/password is empty");
    });
});
