import * as fs from "node:fs";
import * as path from "node:path";

import { DependencyInfo } from "@pulumi/pulumi/proto/language_pb";
import { PackageDependency, PackageParameterization } from "@pulumi/pulumi/proto/plugin_pb";

interface Manifest {
    readonly name?: string;
    readonly version?: string;
    readonly dependencies?: Record<string, string>;
    readonly devDependencies?: Record<string, string>;
    readonly pulumi?: {
        readonly resource?: boolean;
        readonly name?: string;
        readonly version?: string;
        readonly server?: string;
        readonly parameterization?: { readonly name: string; readonly version: string; readonly value: string };
    };
}

/** The provider plugins that the program's installed packages ask for. */
export function requiredPackages(programDirectory: string): PackageDependency[] {
    const found = new Map<string, PackageDependency>();
    for (const manifest of installedPackages(programDirectory)) {
        if (!manifest.pulumi?.resource) continue;
        const required = requirement(manifest);
        found.set(`${required.getName()} ${required.getVersion()}`, required);
    }
    return [...found.values()];
}

/** What `pulumi about` lists: the program's own dependencies, or all that is installed. */
export function programDependencies(programDirectory: string, transitive: boolean): DependencyInfo[] {
    const own = readManifest(programDirectory);
    const direct = Object.keys({ ...own?.dependencies, ...own?.devDependencies });
    const manifests = transitive
        ? [...installedPackages(programDirectory)]
        : direct.map((name) => readManifest(path.join(programDirectory, "node_modules", name)));
    return manifests.flatMap((manifest) => {
        if (manifest?.name === undefined) return [];
        return [new DependencyInfo().setName(manifest.name).setVersion(manifest.version ?? "")];
    });
}

function requirement({ name = "", version = "", pulumi }: Manifest): PackageDependency {
    const required = new PackageDependency();
    const wanted = pulumi?.version ?? version;
    required.setName(pulumi?.name ?? name.replace(/^@pulumi\//, ""));
    required.setKind("resource");
    required.setVersion(wanted.startsWith("v") ? wanted : `v${wanted}`);
    required.setServer(pulumi?.server ?? "");
    if (pulumi?.parameterization) {
        const { name, version, value } = pulumi.parameterization;
        required.setParameterization(new PackageParameterization().setName(name).setVersion(version).setValue(value));
    }
    return required;
}

/** Every package in node_modules, also the ones in a package's own node_modules. */
function* installedPackages(folder: string): Generator<Manifest> {
    const modules = path.join(folder, "node_modules");
    for (const name of packageNames(modules)) {
        const manifest = readManifest(path.join(modules, name));
        if (manifest !== undefined) yield manifest;
        yield* installedPackages(path.join(modules, name));
    }
}

function packageNames(modules: string): string[] {
    return list(modules).flatMap((name) => {
        if (name.startsWith(".")) return [];
        return name.startsWith("@") ? list(path.join(modules, name)).map((scoped) => `${name}/${scoped}`) : [name];
    });
}

function list(folder: string): string[] {
    try {
        return fs.readdirSync(folder);
    } catch {
        return [];
    }
}

function readManifest(folder: string): Manifest | undefined {
    try {
        return JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8")) as Manifest;
    } catch {
        return undefined;
    }
}
