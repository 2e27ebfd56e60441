import { Document } from "yaml";

import { words } from "../../embedded/upgrades/values";
import type { Adoption } from "./adopt";
import type { Difference } from "./differences";
import { outsideOf } from "./outside";
import type { Setting } from "./setting";
import { writeSettings } from "./write-settings";

/** What an import would do, for people. */
export function adoptionText({ existing, taken, fresh, settings, differences, left }: Adoption): string {
    const agreed = differences.filter(
        (each) => !left.some((one) => one.name === each.name && one.property === each.property),
    );
    return [
        ...section(
            "Taken in",
            taken.map(({ resource, id }) => [resource.name, id]),
        ),
        ...section(
            "Made beside it by the next update",
            fresh.map(({ name, type }) => [name, shortType(type)]),
        ),
        ...section(
            "Stays outside of the stack",
            outsideOf(existing, taken).map((each) => [each]),
        ),
        ...section("Differs, and stays as it is in AWS", [
            ...agreed.filter(isNoTag).map(differenceRow),
            ...tagRows(agreed),
        ]),
        ...section(
            "The stack's file has to say",
            yamlOf(settings).map((line) => [line]),
        ),
        ...section(
            "Would be CHANGED, whatever the stack's file says",
            left.map((each) => [...differenceRow(each), each.why]),
        ),
    ].join("\n");
}

/** Settings as they stand in a stack's file. */
export function yamlOf(settings: readonly Setting[]): string[] {
    if (settings.length === 0) return [];
    const document = new Document({});
    writeSettings(document, settings);
    return document.toString({ lineWidth: 0, indent: 4, flowCollectionPadding: false }).trimEnd().split("\n");
}

function section(title: string, rows: readonly (readonly string[])[]): string[] {
    if (rows.length === 0) return [];
    const width = Math.max(...rows.map(([first = "", ...more]) => (more.length === 0 ? 0 : first.length)));
    const lines = rows.map(([first = "", ...more]) => `  ${[first.padEnd(width), ...more].join("  ").trimEnd()}`);
    return [`${title} (${String(rows.length)}):`, ...lines, ""];
}

/** Nearly everything has tags of its own, and nobody reads them one by one. */
function tagRows(differences: readonly Difference[]): string[][] {
    const names = new Set(differences.filter((each) => !isNoTag(each)).map(({ name }) => name));
    return names.size === 0 ? [] : [[`tags of ${String(names.size)} of them: the stack would write its own over them`]];
}

function isNoTag({ property }: Difference): boolean {
    return property !== "tags" && property !== "tagsAll";
}

function differenceRow({ name, property, theirs, ours, replaces }: Difference): string[] {
    const made = replaces ? ", and it would be made anew" : "";
    return [name, `${property}: ${words(theirs)}; the stack's own is ${words(ours)}${made}`];
}

/** `ec2 VpcEndpoint` of `aws:ec2/vpcEndpoint:VpcEndpoint`. */
function shortType(type: string): string {
    const [, service = "", kind = ""] = /^aws:([^/]+)\/.*:(.+)$/.exec(type) ?? [];
    return kind === "" ? type : `${service} ${kind}`;
}
