import { baseFiles, appUser, shell as busybox, shellPackages } from "../base";
import { Recipe, labels, versionsOf } from "../recipe";

/** For the storage provisioner's helper pods, which make and remove volumes' folders as root. */
export const shell: Recipe = {
    packages: shellPackages,
    prepare: async ({ debian }) => {
        const debs = await debian();
        return {
            inputs: { packages: versionsOf(shellPackages, debs) },
            make: () =>
                Promise.resolve({
                    layers: [
                        [
                            ...baseFiles(appUser),
                            ...busybox(debs.root, [
                                "cat",
                                "chmod",
                                "chown",
                                "echo",
                                "ls",
                                "mkdir",
                                "mv",
                                "rm",
                                "sleep",
                                "test",
                            ]),
                        ],
                    ],
                    config: {
                        User: "0:0",
                        Entrypoint: ["/bin/sh"],
                        Env: ["PATH=/bin"],
                        Labels: labels("shell", debs.versions["busybox-static"] ?? "", "A shell with a few file tools"),
                    },
                }),
        };
    },
};
