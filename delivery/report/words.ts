import type { Phase, Release } from "../release/release";

const words: Record<Phase, string> = {
    deploying: "deploying",
    deployed: "deployed",
    gating: "gates",
    canary: "canary",
    promoted: "promoting",
    baking: "baking",
    done: "done",
    rollingBack: "rolling back",
    rolledBack: "rolled back",
    aborted: "aborted",
};

/** A phase in words, with the share of a canary, as in `canary 10 %`. */
export function phaseInWords(phase: Phase, share?: number): string {
    return phase === "canary" && share !== undefined ? `canary ${share} %` : words[phase];
}

/** The share that a step gives the new color, as planned. */
export function plannedShare({ plan }: Pick<Release, "plan">, step: number | undefined): number | undefined {
    return step === undefined ? undefined : plan?.steps[step]?.weight;
}

export function capitalized(text: string): string {
    return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A part of one, as in `0.1 %`. */
export function percent(share: number): string {
    const value = share * 100;
    return `${Number(value.toPrecision(value < 10 ? 2 : 3))} %`;
}

/** As in `8.4 ms`, `21 ms`, `1.3 s`. */
export function milliseconds(value: number): string {
    if (value >= 999.5) return `${Number((value / 1000).toPrecision(2))} s`;
    return `${Number(value.toFixed(value < 9.95 ? 1 : 0))} ms`;
}

const units = [
    { name: "d", seconds: 86_400 },
    { name: "h", seconds: 3_600 },
    { name: "min", seconds: 60 },
    { name: "s", seconds: 1 },
];

/** A number of seconds in its two largest units, as in `3 min 5 s` and `1 d 12 h`. */
export function span(seconds: number): string {
    if (seconds > 0 && seconds < 9.95) return `${Number(seconds.toFixed(1))} s`;
    const whole = Math.round(seconds);
    const first = units.findIndex((unit) => whole >= unit.seconds);
    const [large, small] = units.slice(first < 0 ? -1 : first);
    if (large === undefined) return "0 s";
    const rest = small === undefined ? 0 : Math.floor((whole % large.seconds) / small.seconds);
    const tail = small === undefined || rest === 0 ? "" : ` ${rest} ${small.name}`;
    return `${Math.floor(whole / large.seconds)} ${large.name}${tail}`;
}

/** `04:43:17`, in UTC. */
export function clock(at: string): string {
    return iso(at)?.slice(11, 19) ?? at;
}

/** `2026-11-28 04:43:17 UTC`. */
export function moment(at: string): string {
    const text = iso(at);
    return text === undefined ? at : `${text.slice(0, 10)} ${text.slice(11, 19)} UTC`;
}

function iso(at: string): string | undefined {
    const time = Date.parse(at);
    return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** An image with as much of its digest as tells it from others: `docker.io/alchemorsel/app@sha256:0123456789ab`. */
export function shortImage(image: string): string {
    return image.replace(/(@?sha256:[0-9a-f]{12})[0-9a-f]+/, "$1");
}

/** A figure, or a dash where there is none. */
export function orDash(value: number | undefined, written: (value: number) => string): string {
    return value === undefined ? "–" : written(value);
}
