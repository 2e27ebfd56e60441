import { UserError } from "../errors";

/** One machine, three names: OCI's (and Go's), and the one in Debian's library folders. */
export interface Architecture {
    readonly oci: string;
    readonly libraries: string;
}

const architectures: Partial<Record<NodeJS.Architecture, Architecture>> = {
    x64: { oci: "amd64", libraries: "x86_64-linux-gnu" },
    arm64: { oci: "arm64", libraries: "aarch64-linux-gnu" },
};

/** Of this machine: images are built where they run. */
export function architecture(): Architecture {
    const found = architectures[process.arch];
    if (found === undefined) {
        throw new UserError(`images are built for x86-64 and 64-bit ARM; this machine is ${process.arch}`);
    }
    return found;
}
