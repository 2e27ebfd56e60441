/**
 * Node.js loads this before the program (`nodeargs` in Pulumi.yaml). The SDK loads the TypeScript compiler and npm's tree of
 * packages with itself, and needs them only where a function is serialized. Here they are loaded once they are used, which
 * is a third of the program's start and a fifth of its memory.
 */
import Module from "node:module";

const lazy = ["../../typescript-shim", "@npmcli/arborist"];

/** What `require` calls. Node.js doesn't document it, but every tool that hooks into `require` holds it in place. */
interface Loader {
    _load: (request: string, parent: NodeJS.Module | undefined, isMain: boolean) => unknown;
}

const loader = Module as unknown as Loader;
const load = loader._load;

loader._load = (request, parent, isMain) => {
    const loaded = () => load(request, parent, isMain);
    return lazy.includes(request) && parent?.path.endsWith("/@pulumi/pulumi/runtime/closure") === true
        ? new Proxy({}, { get: (_, name): unknown => name === "__esModule" || Reflect.get(loaded() as object, name) })
        : loaded();
};
