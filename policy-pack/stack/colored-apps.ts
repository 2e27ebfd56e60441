import type { Resource, Stack } from "../resource";
import type { Value } from "../value";
import { Candidates, type Marks, readable } from "./candidates";
import { all, type Maybe, maybe } from "./maybe";
import { areTogether, marksBeside, marksOfPlace } from "./namespaces";

/** Where a resource has its color, and the labels that say of which app it is. */
interface Colored {
    readonly color: Value;
    readonly selector: Value;
}

/** Resources of apps that have colors. Those of one app are in one namespace and differ in nothing but the color. */
export class ColoredApps {
    private readonly candidates = new Candidates<Resource>();

    constructor(
        private readonly stack: Stack,
        resources: readonly Resource[],
        private readonly colorLabel: string,
        private readonly read: (resource: Resource) => Colored,
    ) {
        for (const one of resources) this.candidates.add(one, ...this.marksOf(one, marksOfPlace(stack, one)));
    }

    /** All that `isOtherColor` may say yes of. */
    besides(one: Resource): Resource[] {
        return this.candidates.find(...this.marksOf(one, marksBeside(this.stack, one)));
    }

    /** Whether two are of one app, and of two colors. */
    isOtherColor(one: Resource, other: Resource): Maybe {
        const [first, second] = [this.read(one), this.read(other)];
        return all([
            () => first.color.text() !== second.color.text(),
            () => this.isSameApp(first.selector, second.selector),
            () => areTogether(this.stack, one, other),
        ]);
    }

    private isSameApp(one: Value, other: Value): Maybe {
        return maybe(() => {
            const entries = [...one.entries(), ...other.entries()];
            const keys = entries.map(([key]) => key).filter((key) => key !== this.colorLabel);
            return all(keys.map((key) => () => one.at(key).text() === other.at(key).text()));
        });
    }

    private marksOf(resource: Resource, place: Marks): [Marks, Marks] {
        const { color, selector } = this.read(resource);
        // It is asked for first: of a wrong type, it is found beside anything.
        if (readable(() => [color.isUnknown || color.text()]) === undefined) return [undefined, undefined];
        const app = readable(() => {
            const labels = selector.entries().filter(([key]) => key !== this.colorLabel);
            const texts = labels.map(([key, value]) => [key, value.text()] as const);
            return [JSON.stringify(texts.filter(([, text]) => text !== undefined).sort())];
        });
        return [place, app];
    }
}
