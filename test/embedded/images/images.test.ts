import { expect } from "chai";
import * as fs from "node:fs";
import * as path from "node:path";

import { Image, ImageName, buildAppImage, ensureImages } from "../../../embedded/images";
import { silentProgress } from "../../../embedded/progress";
import { readArchive, rootFiles, sha256 } from "./archive";
import { temporaryFolder, withEmptyCache, writeGoModule } from "./support";

/** Those whose inputs are there in seconds; the others are put together by the same code. */
const names: ImageName[] = ["pause", "shell", "redis", "postgres"];

describe("images", function () {
    // The first run on a machine fetches Debian's packages.
    this.timeout(180_000);
    let folder: string;
    let source: string;
    const images: Image[] = [];

    before(async () => {
        folder = temporaryFolder();
        source = path.join(folder, "app");
        writeGoModule(source);
        images.push(...(await ensureImages(names, silentProgress)).values());
        images.push(
            await withEmptyCache(path.join(folder, "app-cache"), () => buildAppImage({ source }, silentProgress)),
        );
    });

    after(() => {
        fs.rmSync(folder, { recursive: true });
    });

    it("are OCI layouts: every blob is what its descriptor says", async () => {
        for (const image of images) {
            const { files, index, manifest, config, blob } = await readArchive(image);
            expect(files[0]!.header.name).to.equal("oci-layout");
            expect(files[0]!.content.toString()).to.equal('{"imageLayoutVersion":"1.0.0"}');
            expect([index.schemaVersion, manifest.schemaVersion]).to.deep.equal([2, 2]);
            for (const descriptor of [...index.manifests, manifest.config, ...manifest.layers]) {
                const content = blob(descriptor.digest);
                expect(sha256(content)).to.equal(descriptor.digest);
                expect(content.length).to.equal(descriptor.size);
                expect(descriptor.mediaType).to.match(/^application\/vnd\.oci\.image\./);
            }
            expect(config.rootfs).to.deep.equal({
                type: "layers",
                diff_ids: manifest.layers.map((layer) => layer.digest),
            });
        }
    });

    it("are named by the digest of their manifest", async () => {
        for (const image of images) {
            const [manifest] = (await readArchive(image)).index.manifests;
            expect(image.digest).to.equal(manifest!.digest);
            expect(image.reference).to.equal(`docker.io/alchemorsel/${image.name}@${image.digest}`);
            expect(manifest!.annotations).to.deep.equal({ "io.containerd.image.name": image.reference });
        }
    });

    it("tell nothing of when, where and by whom they were built", async () => {
        for (const image of images) {
            const archive = await readArchive(image);
            expect(archive.config.created).to.equal("1970-01-01T00:00:00Z");
            for (const { header, content } of [...archive.files, ...archive.layers.flat()]) {
                expect(header.mtime.getTime(), header.name).to.equal(0);
                expect([header.uname, header.gname], header.name).to.deep.equal(["", ""]);
                expect(content.includes(folder), `${image.name}: ${header.name}`).to.be.false;
            }
        }
    });

    it("have no file that makes its caller another user, and none that others can write", async () => {
        for (const image of images) {
            for (const { header } of (await readArchive(image)).layers.flat()) {
                expect(header.mode & 0o6000, header.name).to.equal(0);
                const writable = header.type !== "symlink" && header.name !== "tmp/";
                if (writable) expect(header.mode & 0o022, header.name).to.equal(0);
            }
        }
    });

    it("run as a numbered user other than root, save the one that makes volumes", async () => {
        for (const image of images) {
            const { User } = (await readArchive(image)).config.config;
            const expected =
                { postgres: "999:999", redis: "999:999", shell: "0:0" }[image.name as string] ?? "65532:65532";
            expect(User, image.name).to.equal(expected);
        }
    });

    it("start a program that is there and executable", async () => {
        for (const image of images) {
            const archive = await readArchive(image);
            const [program] = archive.config.config.Entrypoint;
            let file = rootFiles(archive).get(program!.slice(1));
            if (file?.header.type === "symlink") file = rootFiles(archive).get(`bin/${file.header.linkname}`);
            expect(file?.header.mode, image.name).to.equal(0o755);
        }
    });

    it("have of the app its program, authorities and users, but no shell", async () => {
        const app = images.find((image) => image.name === "app")!;
        const files = rootFiles(await readArchive(app));
        expect([...files].filter(([, { header }]) => header.type !== "directory").map(([name]) => name)).to.deep.equal([
            "etc/group",
            "etc/nsswitch.conf",
            "etc/passwd",
            "etc/ssl/certs/ca-certificates.crt",
            "usr/local/bin/app",
        ]);
        expect(files.get("tmp")!.header.mode).to.equal(0o1777);
        expect(files.get("etc/passwd")!.content.toString()).to.contain("app:x:65532:65532:");
        const authorities = files.get("etc/ssl/certs/ca-certificates.crt")!.content.toString();
        expect(authorities.match(/-----BEGIN CERTIFICATE-----\n/g)).to.have.length.above(100);
    });

    it("stop PostgreSQL with its fast shutdown", async () => {
        const postgres = images.find((image) => image.name === "postgres")!;
        expect((await readArchive(postgres)).config.config.StopSignal).to.equal("SIGINT");
    });

    it("have the same digests when another cache builds them", async () => {
        const again = await withEmptyCache(path.join(folder, "other"), async () => [
            ...(await ensureImages(names, silentProgress)).values(),
            await buildAppImage({ source }, silentProgress),
        ]);
        for (const [index, image] of again.entries()) {
            expect(image.archive).to.not.equal(images[index]!.archive);
            expect(image.digest, image.name).to.equal(images[index]!.digest);
            expect(fs.readFileSync(image.archive).equals(fs.readFileSync(images[index]!.archive)), image.name).to.be
                .true;
        }
    });

    it("are built again only when an input has changed", async () => {
        await withEmptyCache(path.join(folder, "changes"), async () => {
            const build = async () => ({
                app: await buildAppImage({ source }, silentProgress),
                pause: (await ensureImages(["pause"], silentProgress)).get("pause")!,
            });
            const before = await build();
            const made = (image: Image) => fs.statSync(image.archive).mtimeMs;
            const times = [made(before.app), made(before.pause)];

            fs.writeFileSync(path.join(source, "main_test.go"), "package main\n");
            const same = await build();
            expect(same).to.deep.equal(before);
            expect([made(same.app), made(same.pause)]).to.deep.equal(times);

            fs.appendFileSync(path.join(source, "main.go"), "// Another thought.\n");
            const after = await build();
            expect(after.app.digest).to.not.equal(before.app.digest);
            expect(after.pause).to.deep.equal(before.pause);
        });
    });

    it("of the app differ by version and by environment, and share what lies below the program", async () => {
        await withEmptyCache(path.join(folder, "versions"), async () => {
            const one = await readArchive(await buildAppImage({ source, version: "1" }, silentProgress));
            const two = await readArchive(await buildAppImage({ source, version: "2" }, silentProgress));
            const broken = { source, version: "1", environment: { FAULT: "crash" } };
            const faulty = await readArchive(await buildAppImage(broken, silentProgress));
            expect(two.manifest.layers[0]).to.deep.equal(one.manifest.layers[0]);
            expect(two.manifest.layers[1]!.digest).to.not.equal(one.manifest.layers[1]!.digest);
            expect(faulty.manifest.layers).to.deep.equal(one.manifest.layers);
            expect(faulty.config.config.Env).to.deep.equal(["FAULT=crash"]);
        });
    });

    it("are complete or not there: one that was cut short is made anew", async () => {
        await withEmptyCache(path.join(folder, "cut"), async () => {
            const { archive, digest } = await buildAppImage({ source }, silentProgress);
            fs.truncateSync(archive, 1000);
            expect((await buildAppImage({ source }, silentProgress)).digest).to.equal(digest);
            expect(fs.statSync(archive).size).to.be.above(1000);
        });
    });
});
