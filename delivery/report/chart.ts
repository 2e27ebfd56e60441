import { type ColorName, colors, type PerColor } from "../../components/colors";
import type { Weights } from "../../components/workload/weights";
import type { Band } from "./bands";
import { type Html, markup } from "./html";
import { type Lines, type Point, thin } from "./series";
import { roundAbove, timeTicks } from "./ticks";
import { orDash, span } from "./words";

/** The time that all charts of a page share, in milliseconds, and what happened in it. */
export interface Axis {
    readonly from: number;
    readonly to: number;
    readonly bands: readonly Band[];
    /** In how many parts of the time a line may have its own points. */
    readonly parts: number;
}

/** Names the parts of a chart for who can't see it; unique in the page. */
interface Named {
    readonly id: string;
    readonly title: string;
}

/**
 * A drawing stretches to the width of the page, and its texts don't: they stand beside it in HTML, so that they can be read on
 * a phone. One unit is one pixel of height; the width is a thousand units.
 */
const wide = 1000;

interface LineChart extends Named {
    readonly lines: Lines;
    readonly height: number;
    /** The least that the scale reaches to. */
    readonly atLeast: number;
    readonly written: (value: number) => string;
    /** Moments that broke the release. */
    readonly marks?: readonly Point[];
}

/** A line for each color; nothing where there is no number at all. */
export function lineChart({ lines, height, atLeast, written, marks = [], ...named }: LineChart, axis: Axis): Html {
    const values = colors.flatMap((color) => lines[color].map(({ value }) => value));
    if (values.length === 0) return markup``;
    const top = roundAbove(values.reduce((a, b) => Math.max(a, b), atLeast));
    const place = ({ at, value }: Point) => `${across(at, axis)} ${round(height - (value / top) * height)}`;
    const drawing = [
        ...colors.map(
            (color) => markup`<path class="line ${color}" d="${path(thin(lines[color], axis.parts).map(place))}" />`,
        ),
        ...marks.map((mark) => markup`<path class="mark" d="M${place(mark)}h0.01" />`),
    ];
    const ends = (color: ColorName) => lines[color].at(-1)?.value;
    return figure(named, height, axis, {
        drawing,
        scale: [top, top / 2, 0].map(written),
        description: colors.map((color) => described(color, lines[color], written)).join(" "),
        last: { blue: orDash(ends("blue"), written), green: orDash(ends("green"), written) },
    });
}

/** The shares of the traffic as areas one on the other, the new color's below. */
export function weightChart(
    { height, color, changes, ...named }: Named & { height: number; color: ColorName; changes: readonly Change[] },
    axis: Axis,
): Html {
    const upper = changes.map(({ at, weights }, index) => {
        const y = round(height - (weights[color] / 100) * height);
        return `${index === 0 ? "M0 " : `H${across(at, axis)}V`}${y}`;
    });
    const edge = `${upper.join("")}H${wide}`;
    const other = color === "blue" ? "green" : "blue";
    const last = changes.at(-1)?.weights ?? { blue: 0, green: 0 };
    const told = changes
        .slice(0, mostTold)
        .map(
            ({ at, weights }) =>
                `after ${span((at - axis.from) / 1000)} blue ${weights.blue} % and green ${weights.green} %`,
        );
    return figure(named, height, axis, {
        drawing: [
            markup`<defs>${stripes(named.id)}</defs>`,
            ...area(other, `${edge}V0H0Z`, named.id),
            ...area(color, `${edge}V${height}H0Z`, named.id),
            markup`<path class="edge" d="${edge}" />`,
        ],
        scale: ["100 %", "50 %", "0 %"],
        description: `The share of each color in the traffic: ${told.join(", ")}${changes.length > mostTold ? ", and so on" : ""}.`,
        last: { blue: `${last.blue} %`, green: `${last.green} %` },
    });
}

/** Most changes of the weights that are told one by one to who can't see them. */
const mostTold = 30;

interface Change {
    readonly at: number;
    readonly weights: Weights;
}

/** Lines across: they stay what they are however far the drawing is stretched. */
function stripes(id: string): Html {
    return markup`<pattern id="${id}-stripes" width="6" height="6" patternUnits="userSpaceOnUse"
        ><rect class="stripe" width="6" height="2"
    /></pattern>`;
}

function area(color: ColorName, d: string, id: string): Html[] {
    const filled = markup`<path class="area ${color}" d="${d}" />`;
    return color === "blue" ? [filled] : [filled, markup`<path fill="url(#${id}-stripes)" d="${d}" />`];
}

interface Content {
    readonly drawing: readonly Html[];
    /** From the top to zero. */
    readonly scale: readonly string[];
    readonly description: string;
    readonly last: PerColor<string>;
}

function figure({ id, title }: Named, height: number, axis: Axis, content: Content): Html {
    const key = colors.map((color) => markup`<span class="key ${color}">${color} <b>${content.last[color]}</b></span>`);
    const labels = content.scale.map(
        (text, index) =>
            markup`<span class="y" style="top:${(index / (content.scale.length - 1)) * 100}%">${text}</span>`,
    );
    const ticks = timeTicks((axis.to - axis.from) / 1000).map((at) => ({ at, x: across(axis.from + at * 1000, axis) }));
    const grid = [
        ...ticks.map(({ x }) => `M${x} 0V${height}`),
        ...content.scale.map((_, index) => `M0 ${round((index / (content.scale.length - 1)) * height)}H${wide}`),
    ];
    return markup`<figure>
        <figcaption><span>${title}</span>${key}</figcaption>
        <div class="plot" style="height:${height}px">
            <svg
                viewBox="0 0 ${wide} ${height}"
                preserveAspectRatio="none"
                role="img"
                aria-labelledby="${id}-title ${id}-desc"
            >
                <title id="${id}-title">${title}</title>
                <desc id="${id}-desc">${content.description}</desc>
                ${bandsBehind(axis, height)}
                <path class="grid" d="${grid.join("")}" />
                ${content.drawing}
            </svg>
            <div aria-hidden="true">${labels}${ticks.map(tick)}</div>
        </div>
    </figure> `;
}

function tick({ at, x }: { at: number; x: number }, index: number): Html {
    const half = index % 2 === 1 ? " half" : "";
    return markup`<span class="x${half}" style="left:${x / 10}%">${at === 0 ? "0" : span(at)}</span>`;
}

/** What took traffic back is seen in every chart, and where each phase began. */
function bandsBehind(axis: Axis, height: number): Html[] {
    const back = axis.bands.filter(({ phase }) => phase === "rollingBack");
    const starts = axis.bands.slice(1).map(({ from }) => `M${across(from, axis)} 0V${height}`);
    return [
        ...back.map(({ from, to }) => {
            const [left, right] = [across(from, axis), across(to, axis)];
            return markup`<rect class="back" x="${left}" width="${Math.max(2, right - left)}" height="${height}" />`;
        }),
        markup`<path class="start" d="${starts.join("")}" />`,
    ];
}

/** A single point is a dot, as the line has round ends. */
function path(places: readonly string[]): string {
    if (places.length === 0) return "";
    return `M${places.join("L")}${places.length === 1 ? "h0.01" : ""}`;
}

export function across(at: number, { from, to }: Axis): number {
    return round(Math.min(1, Math.max(0, (at - from) / (to - from))) * wide);
}

function described(color: ColorName, points: readonly Point[], written: (value: number) => string): string {
    const [first, last] = [points[0], points.at(-1)];
    if (first === undefined || last === undefined) return `There are no numbers of ${color}.`;
    const most = points.reduce((a, { value }) => Math.max(a, value), 0);
    return `${color}: first ${written(first.value)}, at most ${written(most)}, last ${written(last.value)}.`;
}

function round(value: number): number {
    return Math.round(value * 10) / 10;
}
