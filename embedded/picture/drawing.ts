import type { ArrowStyle, BoxStyle, TextStyle } from "./palette";
import { type Font, wrap } from "./text-width";

/** A rectangle in pixels, from the upper left corner. */
export interface Box {
    x: number;
    y: number;
    width: number;
    height: number;
    style: BoxStyle;
    /** One that shows something, rather than a place where things are. */
    isCard?: boolean;
}

/** One line of text; `y` is that of its baseline. */
export interface Label {
    x: number;
    y: number;
    text: string;
    font: Font;
    style: TextStyle;
}

/** A line from the first point by way of the others to the last, where its head is. */
export interface Arrow {
    points: [x: number, y: number][];
    style: ArrowStyle;
    /** It ends at another line, and has no head. */
    isJoining?: boolean;
}

/** Shapes in pixels; boxes in the order in which they are painted. */
export interface Drawing {
    boxes: Box[];
    labels: Label[];
    arrows: Arrow[];
}

export const fonts = {
    heading: { size: 20, bold: true },
    place: { size: 13, bold: true },
    title: { size: 12, bold: true },
    detail: { size: 11 },
} as const satisfies Record<string, Font>;

const lineHeight = (font: Font) => font.size + 4;

export function together(drawings: readonly Drawing[]): Drawing {
    return {
        boxes: drawings.flatMap(({ boxes }) => boxes),
        labels: drawings.flatMap(({ labels }) => labels),
        arrows: drawings.flatMap(({ arrows }) => arrows),
    };
}

/** A text in lines, one under the other. */
export interface Paragraph {
    text: string;
    font: Font;
    style: TextStyle;
}

/** Paragraphs from a corner downward, and how high they are. */
export function writing(
    { x, y, width }: { x: number; y: number; width: number },
    paragraphs: readonly Paragraph[],
): { labels: Label[]; height: number } {
    const labels: Label[] = [];
    let height = 0;
    for (const { text, font, style } of paragraphs) {
        for (const line of wrap(text, width, font)) {
            labels.push({ x, y: y + height + font.size, text: line, font, style });
            height += lineHeight(font);
        }
    }
    return { labels, height };
}

/** A title and details, as a card says them. */
export function words(title: string, details: readonly string[]): Paragraph[] {
    return [
        { text: title, font: fonts.title, style: "strong" },
        ...details.map((text): Paragraph => ({ text, font: fonts.detail, style: "muted" })),
    ];
}

const padding = { x: 12, y: 7 };

/** A box as high as its text, which lies wholly in it. */
export function card(
    { x, y, width }: { x: number; y: number; width: number },
    style: BoxStyle,
    paragraphs: readonly Paragraph[],
): { box: Box; drawing: Drawing } {
    const place = { x: x + padding.x, y: y + padding.y, width: width - 2 * padding.x };
    const { labels, height } = writing(place, paragraphs);
    const box: Box = { x, y, width, height: height + 2 * padding.y, style, isCard: true };
    return { box, drawing: { boxes: [box], labels, arrows: [] } };
}

export function bottom({ y, height }: Pick<Box, "y" | "height">): number {
    return y + height;
}

export function right({ x, width }: Pick<Box, "x" | "width">): number {
    return x + width;
}
