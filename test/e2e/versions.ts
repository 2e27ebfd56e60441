import { importImages, readSettings } from "../../embedded/cluster";
import { buildAppImage } from "../../embedded/images";
import { silentProgress } from "../../embedded/progress";
import type { TestPlatform } from "./platform";

/**
 * Builds versions of the app, each with an environment of its own, into the cluster of a platform that is up.
 *
 * @returns The reference of each one's image, by its name.
 */
export async function loadVersions<Name extends string>(
    platform: TestPlatform,
    versions: Readonly<Record<Name, Record<string, string>>>,
): Promise<Record<Name, string>> {
    const settings = readSettings(platform.state);
    if (settings === undefined) throw new Error(`the cluster of ${platform.name} is not up`);
    const references: Partial<Record<Name, string>> = {};
    for (const [version, environment] of Object.entries(versions) as [Name, Record<string, string>][]) {
        const image = await buildAppImage({ version, environment }, silentProgress);
        await importImages(settings, [image], () => undefined);
        references[version] = image.reference;
    }
    return references as Record<Name, string>;
}
