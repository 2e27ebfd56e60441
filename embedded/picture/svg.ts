import { escape } from "../markup";
import { describe } from "./describe";
import type { Diagram } from "./diagram";
import type { Arrow, Box, Label } from "./drawing";
import { layout } from "./layout";
import { type ArrowStyle, dark, light, type Scheme } from "./palette";

/** The picture as one SVG file: in light or dark as the reader has it, without scripts, and the same for the same diagram. */
export function svg(diagram: Diagram): string {
    const { width, height, boxes, labels, arrows } = layout(diagram);
    const size = `width="${round(width)}" height="${round(height)}" viewBox="0 0 ${round(width)} ${round(height)}"`;
    const lines = [
        `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-labelledby="title desc">`,
        `<title id="title">${escape(`${diagram.stack}: what stands in which subnet`)}</title>`,
        `<desc id="desc">${escape(describe(diagram))}</desc>`,
        `<style>`,
        `text { font-family: ui-sans-serif, system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; }`,
        `.arrow { fill: none; stroke-width: 1.6; stroke-linejoin: round; }`,
        `.wayOut { stroke-dasharray: 5 3; }`,
        `.region, .zone { stroke-dasharray: 6 4; }`,
        rules(light),
        `@media (prefers-color-scheme: dark) {\n${rules(dark)}\n}`,
        `</style>`,
        `<defs>${(["request", "wayOut"] as const).map(head).join("")}</defs>`,
        ...boxes.map(rectangle),
        ...arrows.map(polyline),
        ...labels.map(line),
        `</svg>`,
    ];
    return `${lines.join("\n")}\n`;
}

/** Plain rules, as not every viewer knows CSS variables. */
function rules({ text, boxes, arrows }: Scheme): string {
    return [
        ...Object.entries(text).map(([style, color]) => `.${style} { fill: ${color}; }`),
        ...Object.entries(boxes).map(([style, { fill, stroke }]) => `.${style} { fill: ${fill}; stroke: ${stroke}; }`),
        ...Object.entries(arrows).flatMap(([style, color]) => [
            `.arrow.${style} { stroke: ${color}; }`,
            `.head.${style} { fill: ${color}; }`,
        ]),
    ].join("\n");
}

function head(style: ArrowStyle): string {
    const box = `viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse"`;
    return `<marker id="${style}" ${box} orient="auto"><path class="head ${style}" d="M0 1 10 5 0 9z"/></marker>`;
}

function rectangle({ x, y, width, height, style }: Box): string {
    const place = `x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"`;
    return `<rect class="${style}" ${place}${style === "page" ? "" : ' rx="6"'}/>`;
}

function polyline({ points, style, isJoining }: Arrow): string {
    const path = points.map(([x, y]) => `${round(x)},${round(y)}`).join(" ");
    return `<polyline class="arrow ${style}" points="${path}"${isJoining ? "" : ` marker-end="url(#${style})"`}/>`;
}

function line({ x, y, text, font, style }: Label): string {
    const weight = font.bold ? ' font-weight="600"' : "";
    return `<text class="${style}" x="${round(x)}" y="${round(y)}" font-size="${font.size}"${weight}>${escape(text)}</text>`;
}

function round(value: number): number {
    return Math.round(value * 10) / 10;
}
