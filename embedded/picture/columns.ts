import type { Vpc } from "./diagram";

/** The columns of a VPC: one for each zone, with a lane on either side for the arrows that pass by the subnets. */
export interface Columns {
    left: number;
    zones: readonly string[];
}

/** Left of the subnets is the lane of requests, right of them is that of the way out. */
export const lane = 44;
export const columnWidth = 218;
const columnGap = 14;
/** At the right edge of each subnet: free of text, so that requests can come down there. */
export const shaft = 22;

export function vpcWidth({ zones }: Pick<Vpc, "zones">): number {
    return 2 * lane + zones.length * columnWidth + (zones.length - 1) * columnGap;
}

/** The left edge of a zone's column. */
export function columnX({ left, zones }: Columns, zone: string): number {
    return left + lane + zones.indexOf(zone) * (columnWidth + columnGap);
}

/** The middle of a zone's shaft. */
export function shaftX(columns: Columns, zone: string): number {
    return columnX(columns, zone) + columnWidth - shaft;
}

/** Some of the zones, neighbors together: what stands in all of them is drawn as one box. */
export function runs(zones: readonly string[], some: readonly string[]): string[][] {
    const result: string[][] = [];
    zones.forEach((zone, index) => {
        if (!some.includes(zone)) {
            return;
        }
        const before = zones.slice(0, index).at(-1);
        if (before !== undefined && some.includes(before)) {
            result.at(-1)?.push(zone);
        } else {
            result.push([zone]);
        }
    });
    return result;
}
