import * as fs from "node:fs";

/** How long nothing changes before a change is taken for complete: editors write a file in several steps. */
const pause = 100;

/** Whether the app is made of this file of its folder. What `make app-assets` writes is not: it is made of others. */
export function isSource(file: string): boolean {
    if (file.startsWith("internal/web/assets/")) return file.endsWith(".svg");
    if (file.startsWith("web/")) return /\.(ts|css)$/.test(file);
    return /^(main\.go|go\.(mod|sum)|internal\/.*\.(go|html|css|json|sql))$/.test(file) && !file.endsWith("_test.go");
}

/** Whether the pages' assets must be written again. */
export function isForPages(file: string): boolean {
    return file.startsWith("web/") || file.startsWith("internal/web/assets/");
}

/** Tells of changed sources in the folder, of those meanwhile once the work for the ones before is done. */
export function watchSources(folder: string, work: (changed: string[]) => Promise<void>) {
    const changed = new Set<string>();
    let timer: NodeJS.Timeout | undefined;
    let working = Promise.resolve();
    const next = async () => {
        const files = [...changed].sort();
        changed.clear();
        if (files.length > 0) await work(files);
    };
    const watcher = fs.watch(folder, { recursive: true }, (_event, file) => {
        if (file === null || !isSource(file)) return;
        changed.add(file);
        clearTimeout(timer);
        timer = setTimeout(() => {
            working = working.then(next);
        }, pause);
    });
    /** Ends once nothing is at work. */
    const close = async () => {
        watcher.close();
        clearTimeout(timer);
        await working;
    };
    return { close };
}
