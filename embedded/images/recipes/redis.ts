import { baseFiles, shell, shellPackages } from "../base";
import { asset } from "../entries";
import { withLibraries } from "../libraries";
import { Recipe, labels, versionsOf } from "../recipe";

const user = { name: "redis", id: 999, home: "/tmp" };

const packages = [
    ...["redis-server", "redis-tools"],
    ...[
        "libatomic1",
        "libc6",
        "libcap2",
        "libgcrypt20",
        "libgpg-error0",
        "libjemalloc2",
        "liblz4-1",
        "liblzf1",
        "liblzma5",
    ],
    ...["libssl3", "libsystemd0", "libzstd1"],
    ...shellPackages,
];

/** A cache: nothing is kept on disk. */
export const redis: Recipe = {
    packages,
    prepare: async ({ debian }) => {
        const debs = await debian();
        return {
            inputs: { packages: versionsOf(packages, debs) },
            make: () =>
                Promise.resolve({
                    layers: [
                        [
                            ...baseFiles(user),
                            ...shell(debs.root, ["cat", "sed"]),
                            ...withLibraries(debs.root, ["usr/bin/redis-server", "usr/bin/redis-cli"]),
                        ],
                        [
                            asset("etc/redis/redis.conf", "redis/redis.conf"),
                            asset("usr/local/bin/entrypoint", "redis/entrypoint.sh", 0o755),
                            asset("usr/local/bin/ready", "redis/ready.sh", 0o755),
                        ],
                    ],
                    config: {
                        User: `${user.id}:${user.id}`,
                        Entrypoint: ["/usr/local/bin/entrypoint"],
                        Env: ["PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8"],
                        ExposedPorts: { "6379/tcp": {} },
                        Labels: labels(
                            "redis",
                            debs.versions["redis-server"] ?? "",
                            "Redis as a cache, from Debian's packages",
                        ),
                    },
                }),
        };
    },
};
