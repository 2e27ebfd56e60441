import { type ColorName, colors, otherColor } from "../../components/colors";
import type { Entry, GateResult, Look, Release } from "../release/release";
import type { Band } from "./bands";
import { type Figures, figuresOf, lookInWords, pairInWords } from "./figures";
import { clip, spread } from "./fit";
import { type Html, markup } from "./html";
import { lastGates } from "./verdict";
import {
    capitalized,
    clock,
    milliseconds,
    moment,
    orDash,
    percent,
    phaseInWords,
    plannedShare,
    shortImage,
    span,
} from "./words";

/** Most bytes of each list: together with the charts they stay below what the whole file may have. */
const room = { steps: 25_000, gates: 25_000, images: 20_000, breaches: 25_000, looks: 35_000, journal: 35_000 };

export function stepTable(bands: readonly Band[], color: ColorName): Html {
    const rows = bands.flatMap((band) => {
        const figures = figuresOf(band.looks, color);
        return figures.length === 0 ? [stepRow(band)] : figures.map((each) => stepRow(band, each));
    });
    return markup`<h2>Steps</h2>
        <table class="stacking" role="table">
            <thead role="rowgroup">
                <tr role="row">
                    ${["Phase", "Began (UTC)", "Lasted", "Share", "Workload", "Failed", "p95", "Requests"].map(
                        (title, index) =>
                            markup`<th role="columnheader" scope="col" ${index > 4 ? { html: ' class="n"' } : undefined}>
                                ${title}
                            </th>`,
                    )}
                </tr>
            </thead>
            <tbody role="rowgroup">
                ${some(rows, room.steps)}
            </tbody>
        </table>
        <p class="note">
            Figures are the last ones seen in a step, from the old color to the new one; requests are the new color's.
        </p>`;
}

function stepRow({ phase, share, from, to }: Band, figures?: Figures): Html {
    const words = capitalized(phaseInWords(phase, share));
    const cell = (label: string, value: string, kind = "") =>
        markup`<td role="cell" data-label="${label}" ${{ html: kind }}>${value}</td>`;
    const number = ' class="n"';
    return markup`<tr role="row">
        <th role="rowheader" scope="row" ${phase === "rollingBack" ? { html: ' class="bad-text"' } : undefined}>
            ${words}
        </th>
        ${[
            cell("Began (UTC)", clock(new Date(from).toISOString())),
            cell("Lasted", to > from ? span((to - from) / 1000) : ""),
            cell("Share", share === undefined ? "" : `${share} %`),
            cell("Workload", clip(figures?.workload ?? "")),
            cell("Failed", pairInWords(figures?.errors, percent), number),
            cell("p95", pairInWords(figures?.p95, milliseconds), number),
            cell("Requests", figures?.requests === undefined ? "" : String(figures.requests), number),
        ]}
    </tr> `;
}

export function gateList(release: Release): Html {
    const gates = lastGates(release);
    if (gates.length === 0) return markup``;
    return markup`<h2>Gates</h2>
        <ul class="gates">
            ${some(gates.map(gateItem), room.gates)}
        </ul>`;
}

const badges = { pass: "✓ pass", fail: "✕ fail", waived: "waived" };

function gateItem({ gate, workload, result, detail, by }: GateResult): Html {
    const where = workload === undefined ? "" : ` · ${clip(workload)}`;
    const who = by === undefined ? "" : ` Waived by ${clip(by)}.`;
    return markup`<li>
        <span class="badge ${result}">${badges[result]}</span><b>${clip(gate)}</b>${where}
        <p>${clip(detail)}${who}</p>
    </li> `;
}

export function imageTable({ images, color }: Release): Html {
    const rows = Object.entries(images).map(
        ([workload, { new: fresh, old }]) =>
            markup`<tr role="row">
                <th role="rowheader" scope="row">${clip(workload)}</th>
                <td role="cell" data-label="New"><code>${clip(shortImage(fresh))}</code></td>
                <td role="cell" data-label="Old"><code>${clip(shortImage(old ?? "none"))}</code></td>
            </tr> `,
    );
    return markup`<h2>Images</h2>
        <table class="stacking" role="table">
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">Workload</th>
                    <th role="columnheader" scope="col">New, ${color}</th>
                    <th role="columnheader" scope="col">Old, ${otherColor(color)}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">
                ${some(rows, room.images)}
            </tbody>
        </table>`;
}

/** The numbers of the charts. Of more than there is room for, what broke the release comes first. */
export function lookTable({ journal }: Release, from: number): Html {
    const looks = journal.flatMap((entry) => entry.looks ?? []);
    if (looks.length === 0) return markup`<p class="note">Nothing was measured.</p>`;
    const row = (look: Look) => ({ at: look.at, html: lookRow(look, from).html });
    const [breaches, others] = [
        looks.filter(({ verdict }) => verdict === "breach"),
        looks.filter(({ verdict }) => verdict !== "breach"),
    ].map((part) => part.map(row));
    const shown = [...spread(breaches ?? [], room.breaches, bytes), ...spread(others ?? [], room.looks, bytes)];
    shown.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
    const title = `Looks at both colors (${part(shown.length, looks.length)})`;
    const columns = ["After", "Workload", "Measure", "Old → new", "Color", "p50", "p95", "p99", "Requests/s", "Says"];
    return markup`<details>
        <summary>${title}</summary>
        <div class="scroll" tabindex="0" role="region" aria-label="${title}">
            <table>
                <thead>
                    <tr>
                        ${columns.map((name) => markup`<th scope="col">${name}</th>`)}
                    </tr>
                </thead>
                <tbody>
                    ${shown}
                </tbody>
            </table>
        </div>
    </details>`;
}

function lookRow(look: Look, from: number): Html {
    const { at, workload, measure, latency, verdict, why } = look;
    const seconds = (Date.parse(at) - from) / 1000;
    const percentile = (which: "p50" | "p95" | "p99" | "rate", written: (value: number) => string) =>
        lines(colors.map((color) => orDash(latency?.[color][which], written)));
    const cells = [
        markup`${Number.isNaN(seconds) ? at : span(seconds)}`,
        markup`${clip(workload)}`,
        markup`${clip(measure)}`,
        markup`${lookInWords(look)}`,
        ...(latency === undefined
            ? [markup``, markup``, markup``, markup``, markup``]
            : [
                  lines(colors),
                  percentile("p50", milliseconds),
                  percentile("p95", milliseconds),
                  percentile("p99", milliseconds),
                  percentile("rate", (value) => String(Number(value.toPrecision(3)))),
              ]),
    ];
    const says = markup`<td class="why"><b${verdict === "breach" ? { html: ' class="bad-text"' } : undefined}>${verdict}</b>: ${clip(why)}</td>`;
    return markup`<tr>
        ${cells.map((cell) => markup`<td>${cell}</td>`)}${says}
    </tr> `;
}

function lines(texts: readonly string[]): Html {
    return markup`${texts.map((text, index) => (index === 0 ? markup`${text}` : markup`<br />${text}`))}`;
}

export function journalList(release: Release): Html {
    const items = release.journal.map((entry) => journalItem(entry, release));
    const shown = spread(items, room.journal, bytes);
    return markup`<details>
        <summary>Journal (${part(shown.length, items.length)})</summary>
        <ol class="journal">
            ${shown}
        </ol>
    </details>`;
}

function journalItem({ at, phase, step, by, why }: Entry, release: Release): Html {
    const said = why === undefined ? undefined : markup`<p>${clip(why)}</p>`;
    return markup`<li>
        <b>${capitalized(phaseInWords(phase, plannedShare(release, step)))}</b>
        <span class="note">${moment(at)}, ${clip(by)}</span>${said}
    </li> `;
}

/** As many as there is room for, and a word where that is not all. */
function some(items: readonly Html[], most: number): Html {
    return markup`${spread(items, most, bytes)}`;
}

function part(shown: number, all: number): string {
    return shown === all ? String(all) : `${shown} of ${all}`;
}

function bytes({ html: text }: Html): number {
    return Buffer.byteLength(text);
}
