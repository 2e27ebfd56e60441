import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { parseDocument } from "yaml";

import type { Progress } from "../../embedded/progress";
import { type Adoption, rehearseAdoption } from "./adopt";
import { differencesIn, readAnewIn } from "./differences";
import { adoptionText } from "./report";
import type { Wanted } from "./read-existing";
import { importInto, previewSteps, type StackPlace } from "./scratch";
import { writeSettings } from "./write-settings";

export interface ImportOptions extends Wanted {
    /** Write what the stack's file has to say. */
    readonly write: boolean;
    /** Import, where nothing would be changed. */
    readonly yes: boolean;
}

/** How `alchemorsel import` ended. */
export interface Imported {
    /** 0 where the next update changes nothing of what is taken in. */
    readonly code: 0 | 1;
    readonly text: string;
    readonly json: object;
}

/** Takes what there is in AWS into a stack, or says what there would be to do. Nothing in AWS is changed. */
export async function runImport(place: StackPlace, options: ImportOptions, progress: Progress): Promise<Imported> {
    const adoption = await rehearseAdoption(place, options, progress);
    const { settings, left, taken, fresh } = adoption;
    const isSaid = settings.length === 0 || options.write;
    if (options.write) writeStackFile(place, adoption);
    const isReady = isSaid && left.length === 0;
    const ends = options.yes && isReady ? await importNow(place, adoption, progress) : nextWords(adoption, options);
    return {
        code: isReady && ends.ok ? 0 : 1,
        text: `${adoptionText(adoption)}\n${ends.text}`,
        json: {
            taken: taken.map(({ resource, id }) => ({ urn: resource.urn, id })),
            fresh: fresh.map(({ urn }) => urn),
            ...{ settings, left, imported: options.yes && isReady },
        },
    };
}

/** The import itself, and a look at whether the stack agrees with what there is. */
async function importNow(place: StackPlace, { file, taken }: Adoption, progress: Progress) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel-import-"));
    try {
        const written = path.join(folder, "import.json");
        fs.writeFileSync(written, JSON.stringify(file));
        await progress.step("Import", () => importInto(place, written));
    } finally {
        fs.rmSync(folder, { recursive: true, force: true });
    }
    const steps = await progress.step("What would change", () => previewSteps(place));
    const [changes, anew] = [differencesIn(steps, taken), readAnewIn(steps, taken)];
    const read = anew.length === 0 ? "" : ` Read anew into the state, without a change: ${anew.join(", ")}.`;
    return changes.length === 0
        ? { ok: true, text: `Imported: ${String(taken.length)}. The next update changes nothing of it.${read}` }
        : {
              ok: false,
              text: `Imported, and the next update would change ${changes.map(({ name }) => name).join(", ")}.`,
          };
}

function writeStackFile({ project, stack }: StackPlace, { settings }: Adoption): void {
    const file = path.join(project, `Pulumi.${stack}.yaml`);
    const config = parseDocument(fs.readFileSync(file, "utf8"));
    writeSettings(config, settings);
    fs.writeFileSync(file, config.toString({ lineWidth: 0, flowCollectionPadding: false }));
}

function nextWords({ settings, left, taken }: Adoption, { write, yes }: ImportOptions) {
    const nothing = yes ? "Nothing was imported: " : "";
    if (left.length > 0) {
        return {
            ok: false,
            text: `${nothing}${String(left.length)} would be changed by the next update; mend those first.`,
        };
    }
    if (settings.length > 0 && !write) {
        return { ok: false, text: `${nothing}the stack's file has to say the above first; --write writes it there.` };
    }
    const said = write && settings.length > 0 ? "The stack's file says so now. " : "";
    return {
        ok: true,
        text: `${said}0 changes to ${String(taken.length)} resources. Import them: the same command with --yes`,
    };
}
