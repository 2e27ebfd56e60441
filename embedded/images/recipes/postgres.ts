import * as fs from "node:fs";
import * as path from "node:path";

import { baseFiles, shell, shellPackages } from "../base";
import { Entry, asset, directory, symlink, tree } from "../entries";
import { withLibraries } from "../libraries";
import { Debian, Recipe, labels, versionsOf } from "../recipe";

const user = { name: "postgres", id: 999, home: "/var/lib/postgresql" };

const packages = [
    ...["postgresql-15", "postgresql-client-15", "libpq5", "tzdata", "libc-bin"],
    ...[
        "libaudit1",
        "libc6",
        "libcap-ng0",
        "libcap2",
        "libcom-err2",
        "libffi8",
        "libgcc-s1",
        "libgcrypt20",
        "libgmp10",
    ],
    ...["libgnutls30", "libgpg-error0", "libgssapi-krb5-2", "libhogweed6", "libicu72", "libidn2-0", "libk5crypto3"],
    ...["libkeyutils1", "libkrb5-3", "libkrb5support0", "libldap-2.5-0", "liblz4-1", "liblzma5", "libnettle8"],
    ...["libp11-kit0", "libpam0g", "libreadline8", "libsasl2-2", "libssl3", "libstdc++6", "libsystemd0", "libtasn1-6"],
    ...["libtinfo6", "libunistring2", "libxml2", "libzstd1", "zlib1g"],
    ...shellPackages,
];

const libraryFolder = "usr/lib/postgresql/15/lib";
const sharedFolder = "usr/share/postgresql/15";
/** psql is for whoever wants to look at the data: `kubectl exec … -- psql`. */
const programs = ["postgres", "initdb", "pg_isready", "psql"].map((name) => `usr/lib/postgresql/15/bin/${name}`);
const extensions = ["plpgsql", "pg_trgm"];

/** PostgreSQL without what it can do without: no JIT compiler (100 MB), no other extensions, no manuals. */
export const postgres: Recipe = {
    packages,
    prepare: async ({ debian }) => {
        const debs = await debian();
        return {
            inputs: { packages: versionsOf(packages, debs) },
            make: () =>
                Promise.resolve({
                    layers: [debianFiles(debs), ownFiles()],
                    config: {
                        User: `${user.id}:${user.id}`,
                        Entrypoint: ["/usr/local/bin/entrypoint"],
                        Env: [
                            "PATH=/usr/local/bin:/usr/lib/postgresql/15/bin:/usr/bin:/bin",
                            "PGDATA=/var/lib/postgresql/data/pgdata",
                            "LANG=C.UTF-8",
                        ],
                        ExposedPorts: { "5432/tcp": {} },
                        // SIGTERM would wait for every client to leave; SIGINT ends their sessions and shuts down cleanly.
                        StopSignal: "SIGINT",
                        Labels: labels(
                            "postgres",
                            debs.versions["postgresql-15"] ?? "",
                            "PostgreSQL from Debian's packages",
                        ),
                    },
                }),
        };
    },
};

function debianFiles({ root }: Debian): Entry[] {
    return [
        ...baseFiles(user),
        ...shell(root, ["cat", "mkdir", "mv", "rm", "rmdir", "sed", "sync"]),
        // initdb asks `locale` which collations there are.
        ...withLibraries(root, [...programs, "usr/bin/locale", ...loadedLibraries(root)]),
        ...tree(sharedFolder, path.join(root, sharedFolder), isNeededShare),
        // Debian's PostgreSQL has no time zones of its own. `right` counts leap seconds, which SQL does not.
        ...tree("usr/share/zoneinfo", path.join(root, "usr/share/zoneinfo"), isTimeZone),
        ...tree("usr/lib/locale/C.utf8", path.join(root, "usr/lib/locale/C.utf8")),
    ];
}

function ownFiles(): Entry[] {
    return [
        asset("etc/postgresql/postgresql.conf", "postgres/postgresql.conf"),
        asset("etc/postgresql/pg_hba.conf", "postgres/pg_hba.conf"),
        asset("usr/local/bin/entrypoint", "postgres/entrypoint.sh", 0o755),
        asset("usr/local/bin/ready", "postgres/ready.sh", 0o755),
        directory("var/lib/postgresql", { owner: user.id, mode: 0o700 }),
        directory("var/lib/postgresql/data", { owner: user.id, mode: 0o700 }),
        directory("run/postgresql", { owner: user.id }),
        // psql looks for the server's socket there.
        symlink("var/run", "../run"),
    ];
}

/** What the server loads when the catalog says so: text search, conversions of encodings, the kept extensions. */
function loadedLibraries(root: string): string[] {
    const isLoaded = (name: string) =>
        name === "dict_snowball.so" ||
        /^[a-z0-9_]+(_and_|euc2004_sjis2004)[a-z0-9_]*\.so$/.test(name) ||
        extensions.some((extension) => name === `${extension}.so`);
    return fs
        .readdirSync(path.join(root, libraryFolder))
        .filter(isLoaded)
        .map((name) => `${libraryFolder}/${name}`);
}

function isNeededShare(relative: string): boolean {
    const [top, name] = relative.split("/");
    if (top === "man" || top === "contrib") return false;
    return (
        top !== "extension" ||
        name === undefined ||
        extensions.some((extension) => /^[a-z_]+/.exec(name)?.[0] === extension)
    );
}

function isTimeZone(relative: string): boolean {
    return !/^(right|posix|localtime|posixrules)(\/|$)/.test(relative);
}
