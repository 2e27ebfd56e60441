import * as fs from "node:fs";
import * as path from "node:path";

import { expect } from "chai";

import { UserError } from "../../../embedded/errors";
import { silentProgress } from "../../../embedded/progress";
import { ensureDebs } from "../../../embedded/tools";
import { failureOf, removeTemporaryFolders, temporaryFolder, withEnvironment } from "./fixture";

/** apt is played here: the packages are made on the spot, so that the test needs no mirror. */
describe("Debian packages", function () {
    this.timeout(20_000);

    let cache: string;
    let bin: string;
    const calls = () => fs.readFileSync(path.join(bin, "calls"), "utf8").split("\n").filter(Boolean);
    const ensure = (...names: string[]) =>
        withEnvironment({ XDG_CACHE_HOME: cache, PATH: `${bin}:${process.env.PATH}` }, () =>
            ensureDebs(names, silentProgress),
        );
    const lists = (versions: Record<string, string>) => {
        const blocks = Object.entries(versions).map(
            ([name, version]) => `${name}:\n  Installed: (none)\n  Candidate: ${version}\n`,
        );
        fs.writeFileSync(path.join(bin, "lists"), blocks.join(""));
    };
    const script = (name: string, ...lines: string[]) => {
        fs.writeFileSync(path.join(bin, name), ["#!/bin/sh", `bin='${bin}'`, ...lines].join("\n") + "\n", {
            mode: 0o755,
        });
    };
    const download = [
        'shift 2; echo "$1" >> "$bin/calls"',
        'if [ "$1" = update ]; then [ -e "$bin/fresh" ] && cp "$bin/fresh" "$bin/lists"; exit 0; fi',
        "shift",
        'for each; do name=${each%%=*}; version=${each#*=}; root=$(mktemp -d); mkdir -p "$root/DEBIAN" "$root/usr/bin"',
        'printf "Package: %s\\nVersion: %s\\nArchitecture: all\\nMaintainer: a <a@b.c>\\nDescription: d\\n" "$name" "$version" > "$root/DEBIAN/control"',
        'echo "$version" > "$root/usr/bin/$name"; dpkg-deb --build "$root" . > /dev/null; rm -r "$root"; done',
    ];

    beforeEach(() => {
        cache = temporaryFolder();
        bin = temporaryFolder();
        fs.writeFileSync(path.join(bin, "calls"), "");
        script("apt-cache", 'cat "$bin/lists"');
        script("apt-get", ...download);
        lists({ alpha: "1.0-1", beta: "1:2.5~rc+dfsg-3" });
    });
    afterEach(removeTemporaryFolders);

    it("are fetched once, into one folder, with a list of their versions", async () => {
        const folder = await ensure("beta", "alpha", "alpha");
        expect(fs.readFileSync(path.join(folder, "usr/bin/beta"), "utf8")).to.equal("1:2.5~rc+dfsg-3\n");
        expect(JSON.parse(fs.readFileSync(`${folder}.packages.json`, "utf8"))).to.deep.equal({
            alpha: "1.0-1",
            beta: "1:2.5~rc+dfsg-3",
        });
        expect(await ensure("alpha", "beta")).to.equal(folder);
        expect(calls()).to.deep.equal(["download"]);
    });

    it("get another folder when a version is another", async () => {
        const before = await ensure("alpha");
        lists({ alpha: "1.0-2" });
        expect(await ensure("alpha")).not.to.equal(before);
    });

    it("that the lists do not know are looked for once after an update, then named", async function () {
        if (process.getuid?.() !== 0) this.skip();
        const error = await failureOf(ensure("gamma", "delta", "alpha"));
        expect(error).to.be.instanceOf(UserError);
        expect(error.message).to.contain("delta, gamma").and.contain("sources.list");
        expect(calls()).to.deep.equal(["update"]);
        fs.writeFileSync(path.join(bin, "fresh"), "gamma:\n  Candidate: 3\n");
        expect(fs.existsSync(path.join(await ensure("gamma"), "usr/bin/gamma"))).to.be.true;
    });

    it("that a mirror has no more are fetched in the version of updated lists", async function () {
        if (process.getuid?.() !== 0) this.skip();
        script(
            "apt-get",
            'case "$*" in *=1.0-1*) echo "E: Failed to fetch x  404  Not Found" >&2; exit 100;; esac',
            ...download,
        );
        fs.writeFileSync(path.join(bin, "fresh"), "alpha:\n  Candidate: 1.0-2\n");
        expect(fs.readFileSync(path.join(await ensure("alpha"), "usr/bin/alpha"), "utf8")).to.equal("1.0-2\n");
    });

    it("without network are told as such, and nothing half-done stays", async () => {
        script("apt-get", 'echo "E: Failed to fetch x  Could not resolve host" >&2; exit 100');
        const error = await failureOf(ensure("alpha"));
        expect(error).to.be.instanceOf(UserError);
        expect(error.message).to.contain("could not reach the package mirror");
        expect(fs.readdirSync(path.join(cache, "alchemorsel/debs"))).to.deep.equal([".lock"]);
    });
});
