import * as fs from "node:fs";
import * as path from "node:path";

import { packFolder } from "../../embedded/policy/pack-folder";
import { type Registered, registered } from "../components/mocks";

const folder = path.join(packFolder, "examples");

/** The bad example of every rule, one file each. */
export function badExamples(): string[] {
    return fs
        .readdirSync(folder)
        .filter((file) => file.endsWith(".bad.ts"))
        .map((file) => path.join(folder, file));
}

/** What these programs register, run one after another as one. */
export function registeredBy(files: readonly string[]): Promise<Registered[]> {
    return registered(async () => {
        for (const file of files) {
            Reflect.deleteProperty(require.cache, file);
            await import(file);
        }
    });
}
