import * as fs from "node:fs";
import * as path from "node:path";

import { Entry, directory, symlink, text } from "./entries";

/** The user that our own programs run as; Debian uses ids below 1000, Kubernetes' restricted pods want one that is not 0. */
export const appUser = { name: "app", id: 65532, home: "/" };

export interface User {
    readonly name: string;
    readonly id: number;
    readonly home: string;
}

/** What any program expects of a root file system: users, how names are looked up, a place for temporary files. */
export function baseFiles(user: User): Entry[] {
    const users: User[] = [
        { name: "root", id: 0, home: "/root" },
        { name: "nobody", id: 65534, home: "/nonexistent" },
        user,
    ];
    const accounts = users.map(({ name, id, home }) => `${name}:x:${id}:${id}:${name}:${home}:/sbin/nologin\n`);
    return [
        text("etc/passwd", accounts.join("")),
        text("etc/group", users.map(({ name, id }) => `${name}:x:${id}:\n`).join("")),
        text("etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files dns\n"),
        directory("tmp", { mode: 0o1777 }),
    ];
}

export const certificatePackages = ["ca-certificates"];

/** The bundle that Debian makes when ca-certificates is installed: all of Mozilla's authorities in one file. */
export function certificates(root: string): Entry[] {
    const folder = path.join(root, "usr/share/ca-certificates/mozilla");
    const names = fs.readdirSync(folder).sort();
    const bundle = names.map((name) => fs.readFileSync(path.join(folder, name), "utf8").trimEnd() + "\n").join("");
    return [text("etc/ssl/certs/ca-certificates.crt", bundle)];
}

export const shellPackages = ["busybox-static"];

/** A static busybox as `sh` and these other programs. */
export function shell(root: string, programs: readonly string[]): Entry[] {
    const busybox = path.join(root, "bin/busybox");
    return [
        { type: "file", path: "bin/busybox", mode: 0o755, uid: 0, gid: 0, content: { file: busybox } },
        ...["sh", ...programs].map((program) => symlink(`bin/${program}`, "busybox")),
    ];
}
