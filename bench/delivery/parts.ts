import { UserError } from "../../embedded/errors";
import type { DeliveryMeasurement } from "./release-bench";

/** A part of the bench that runs alone. */
export interface Part extends DeliveryMeasurement {
    /** Its name on the command line; what is before the first dash names a group. */
    name: string;
    /** How long it takes as the figure asks for it, as its try-outs tell. */
    minutes: number;
}

/** The parts that a list of names and groups asks for, in the table's order; all of them without one. */
export function selectParts(parts: readonly Part[], wanted: string | undefined): Part[] {
    const names = (wanted ?? "").split(",").filter((name) => name !== "");
    const isNamed = (part: Part, name: string) => part.name === name || part.name.startsWith(`${name}-`);
    const unknown = names.filter((name) => !parts.some((part) => isNamed(part, name)));
    if (unknown.length > 0) {
        const known = parts.map(({ name }) => name).join(", ");
        throw new UserError(unknown.map((name) => `there is no part ${name}; the parts are ${known}`));
    }
    return parts.filter((part) => names.length === 0 || names.some((name) => isNamed(part, name)));
}

/** What makes a try-out of it: turns (COUNT), or requests a second (RATE). */
export function readNumber(name: "COUNT" | "RATE", value: string | undefined): number | undefined {
    if (value === undefined || value === "") return undefined;
    if (!/^[1-9]\d*$/.test(value)) throw new UserError(`${name} is a whole number from 1; it is ${value}`);
    return Number(value);
}

export function helpText(parts: readonly Part[]): string {
    const width = Math.max(...parts.map(({ name }) => name.length));
    const all = parts.reduce((sum, { minutes }) => sum + minutes, 0);
    return [
        "make bench-delivery [PART=<names or groups, with commas>] [COUNT=<turns>] [RATE=<requests a second>]",
        "",
        "With COUNT or RATE it is a try-out, which prints its figures and writes none down. A platform of its own takes 2 minutes more.",
        `About, in minutes (all: ${all}):`,
        ...parts.map(({ name, minutes, title }) => `  ${name.padEnd(width)}  ${String(minutes).padStart(3)}  ${title}`),
    ].join("\n");
}
