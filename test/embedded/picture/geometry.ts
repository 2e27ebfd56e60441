import type { Arrow, Box, Label } from "../../../embedded/picture/drawing";
import { textWidth } from "../../../embedded/picture/text-width";

export type Rectangle = Pick<Box, "x" | "y" | "width" | "height">;

/** What a line of text covers, with what hangs below its baseline. */
export function covered({ x, y, text, font }: Label): Rectangle {
    return { x, y: y - font.size, width: textWidth(text, font), height: font.size * 1.2 };
}

export function isWithin(inner: Rectangle, outer: Rectangle): boolean {
    return (
        inner.x >= outer.x &&
        inner.y >= outer.y &&
        inner.x + inner.width <= outer.x + outer.width &&
        inner.y + inner.height <= outer.y + outer.height
    );
}

/** Whether they have more than an edge in common. */
export function overlap(one: Rectangle, other: Rectangle): boolean {
    return (
        one.x < other.x + other.width &&
        other.x < one.x + one.width &&
        one.y < other.y + other.height &&
        other.y < one.y + one.height
    );
}

/** The straight parts of an arrow, as rectangles of no width. */
export function segments({ points }: Arrow): Rectangle[] {
    return points.slice(1).map(([x, y], index) => {
        const [fromX, fromY] = points[index]!;
        return {
            x: Math.min(x, fromX),
            y: Math.min(y, fromY),
            width: Math.abs(x - fromX),
            height: Math.abs(y - fromY),
        };
    });
}

/** The box that is painted last behind a text. */
export function behind(label: Label, boxes: readonly Box[]): Box {
    return boxes.filter((box) => overlap(covered(label), box)).at(-1)!;
}

/** All pairs of different items. */
export function pairs<T>(items: readonly T[]): [T, T][] {
    return items.flatMap((one, index) => items.slice(index + 1).map((other): [T, T] => [one, other]));
}
