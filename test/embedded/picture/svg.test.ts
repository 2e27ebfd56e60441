import { expect } from "chai";
import * as fc from "fast-check";

import {
    type Diagram,
    type Service,
    type Thing,
    thingKinds,
    tierNames,
    type WayOut,
} from "../../../embedded/picture/diagram";
import { layout, type Layout } from "../../../embedded/picture/layout";
import { dark, light, type Scheme } from "../../../embedded/picture/palette";
import { picture } from "../../../embedded/picture/picture";
import { svg } from "../../../embedded/picture/svg";
import { type Options, planOfExample } from "./example";
import { behind, covered, isWithin, overlap, pairs, segments } from "./geometry";

const text = fc.string({ maxLength: 90, size: "medium", unit: "grapheme" });
const service: fc.Arbitrary<Service> = fc.record({
    title: text,
    family: fc.constantFrom("security", "storage", "management"),
    details: fc.array(text, { maxLength: 3 }),
});
const services = fc.array(service, { maxLength: 7 });
const wayOut = (zones: string[]): fc.Arbitrary<WayOut> =>
    fc.constantFrom<WayOut>({ by: "internet gateway" }, { by: "nothing" }, { by: "NAT gateway", zone: zones[0]! });

function vpc(zones: string[]): fc.Arbitrary<Diagram["vpc"]> {
    const thing: fc.Arbitrary<Thing> = fc.record({
        kind: fc.constantFrom(...thingKinds),
        title: text,
        details: fc.array(text, { maxLength: 2 }),
        zones: fc.subarray(zones, { minLength: 1 }),
    });
    const tier = fc.record({
        name: fc.constantFrom(...tierNames),
        subnets: fc.tuple(
            ...zones.map((zone) => fc.record({ zone: fc.constant(zone), cidr: text, wayOut: wayOut(zones) })),
        ),
        things: fc.array(thing, { maxLength: 6 }),
    });
    return fc.record({
        cidrs: fc.array(text, { minLength: 1, maxLength: 3 }),
        hasInternetGateway: fc.boolean(),
        gateways: fc.array(text, { maxLength: 2 }),
        zones: fc.constant(zones),
        tiers: fc.uniqueArray(tier, { minLength: 1, selector: ({ name }) => name }),
    });
}

/** Diagrams of any form, with names as long and as strange as may be. */
const anyDiagram: fc.Arbitrary<Diagram> = fc
    .uniqueArray(text, { minLength: 2, maxLength: 6 })
    .chain(vpc)
    .chain((drawn) =>
        fc.record({
            stack: text,
            region: text,
            entrance: fc.record(
                { domains: fc.array(text, { maxLength: 9 }), firewall: fc.array(text, { maxLength: 2 }) },
                { requiredKeys: ["domains"] },
            ),
            vpc: fc.constant(drawn),
            services,
            otherRegions: fc.array(fc.record({ region: text, services }), { maxLength: 2 }),
            unplaced: fc.array(text, { maxLength: 3 }),
        }),
    );

/** What the components of the package come to. */
const examples: Partial<Options>[] = [
    {},
    { zones: "ab", nat: "single", compute: "managed" },
    { zones: "abcdef", nat: "single", ipv6: true },
    { zones: "bd", nat: "none", hasEdge: false, endpoints: [], compute: "none", hasRecovery: false },
    { tiers: ["public", "private"], hasCache: false },
];

describe("the SVG of a diagram", function () {
    let diagrams: Diagram[];
    let drawings: Layout[];

    before(async () => {
        diagrams = [];
        for (const options of examples) diagrams.push(picture(await planOfExample(options)));
        drawings = diagrams.map(layout);
    });

    it("lets no text run over its box, over another text or over a card, however long the names", () => {
        fc.assert(
            fc.property(anyDiagram, (diagram) => {
                const { boxes, labels } = layout(diagram);
                for (const label of labels)
                    expect(isWithin(covered(label), behind(label, boxes)), label.text).to.be.true;
                expect(pairs(labels.map(covered)).filter(([one, other]) => overlap(one, other))).to.be.empty;
            }),
        );
    });

    it("draws no card over another, and nothing beyond the page", () => {
        fc.assert(
            fc.property(anyDiagram, (diagram) => {
                const { boxes, arrows, width, height } = layout(diagram);
                const page = { x: 0, y: 0, width, height };
                for (const [one, other] of pairs(boxes.filter(({ isCard }) => isCard))) {
                    expect(overlap(one, other)).to.be.false;
                }
                for (const shape of [...boxes, ...arrows.flatMap(segments)]) expect(isWithin(shape, page)).to.be.true;
            }),
        );
    });

    it("leads no arrow over a card or a text", () => {
        for (const { boxes, labels, arrows } of drawings) {
            const cards = boxes.filter(({ isCard }) => isCard);
            for (const line of arrows.flatMap(segments)) {
                for (const place of [...cards, ...labels.map(covered)]) expect(overlap(line, place)).to.be.false;
            }
        }
    });

    it("has the arrows that matter: in to the load balancer and the pods, on to the stores, out by NAT", () => {
        const ends = ({ arrows, boxes, labels }: Layout, style: string) =>
            arrows
                .filter((arrow) => arrow.style === style && !arrow.isJoining)
                .map(({ points }) => {
                    const [x, y] = points.at(-1)!;
                    const end = boxes.findLast(
                        (box) => box.isCard && overlap({ x: x - 1, y: y - 1, width: 2, height: 2 }, box),
                    )!;
                    return labels.find((label) => isWithin(covered(label), end))!.text;
                });
        expect(ends(drawings[0]!, "request")).to.deep.equal([
            "Pods of the workloads",
            "Database: PostgreSQL 17.6",
            "Cache: Valkey 8.0",
            "Route 53",
            "Web application firewall (WAF)",
            "Application load balancer",
        ]);
        const nats = ["NAT gateway", "NAT gateway", "NAT gateway"];
        expect(ends(drawings[0]!, "wayOut")).to.deep.equal([...nats, "Internet gateway", "Internet"]);
        expect(ends(drawings[1]!, "wayOut")).to.deep.equal(["NAT gateway", "Internet gateway", "Internet"]);
        expect(ends(drawings[3]!, "request")).to.be.empty;
        expect(ends(drawings[3]!, "wayOut")).to.deep.equal(["Internet"]);
    });

    for (const [name, scheme] of Object.entries({ light, dark })) {
        it(`is readable in ${name}: texts with a contrast of 4.5 at least, lines with one of 3`, () => {
            for (const { boxes, labels, arrows } of drawings) {
                for (const label of labels) {
                    const { style } = behind(label, boxes);
                    const ratio = contrast(scheme.text[label.style], scheme.boxes[style].fill);
                    expect(ratio, `${label.style} on ${style}`).to.be.at.least(4.5);
                }
                for (const arrow of arrows) {
                    const crossed = boxes.filter((box) => segments(arrow).some((line) => overlap(line, box)));
                    for (const { style } of crossed) {
                        expect(contrast(scheme.arrows[arrow.style], scheme.boxes[style].fill), style).to.be.at.least(3);
                    }
                }
                for (const { style } of boxes.filter(({ isCard }) => isCard)) {
                    const { fill, stroke } = scheme.boxes[style];
                    expect(contrast(fill, stroke), style).to.be.at.least(3);
                }
            }
        });
    }

    it("gives each class of a shape a color in light and in dark", () => {
        const source = svg(diagrams[0]!);
        const [, inLight = "", inDark = ""] =
            /<style>([^]*)@media \(prefers-color-scheme: dark\) \{([^]*)<\/style>/.exec(source)!;
        const used = new Set(
            [...source.matchAll(/class="([^"]*)"/g)].map(([, names = ""]) => `.${names.replace(" ", ".")} {`),
        );
        expect(used).to.include.members([".page {", ".strong {", ".arrow.request {", ".head.wayOut {"]);
        for (const selector of used) {
            expect(inLight).to.contain(`\n${selector} `);
            expect(inDark).to.contain(`\n${selector} `);
        }
    });

    it("says in words what it shows", () => {
        const source = svg(diagrams[0]!);
        expect(source).to.match(/^<svg [^>]*role="img" aria-labelledby="title desc"/);
        expect(source).to.contain('<title id="title">production: what stands in which subnet</title>');
        const [, description = ""] = /<desc id="desc">(.*)<\/desc>/.exec(source)!;
        for (const part of [
            "over the zones eu-central-1a, eu-central-1b, eu-central-1c.",
            "Requests pass Route 53 (example.com, www.example.com) and the web application firewall.",
            "The data subnets are 10.0.160.0/22 in eu-central-1a,",
            "Database: PostgreSQL 17.6, db.m7g.large",
            "Outside the subnets, eu-west-1 has KMS keys: backups-replica",
        ]) {
            expect(description).to.contain(part);
        }
    });

    it("is well-formed XML whatever the names are, without scripts and without anything from elsewhere", () => {
        fc.assert(
            fc.property(anyDiagram, (diagram) => {
                const source = svg(diagram);
                expect(unclosed(source)).to.deep.equal([]);
                expect(source.replace("http://www.w3.org/2000/svg", "")).to.not.match(
                    /<script|<image|<foreignObject| href=| on\w+="|url\((?!#)|@import/,
                );
            }),
        );
    });

    it("is the same for the same diagram", () => {
        for (const diagram of diagrams) expect(svg(structuredClone(diagram))).to.equal(svg(diagram));
    });
});

/** By WCAG 2.2: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: Scheme["text"]["strong"], other: string): number {
    const [dim = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dim + 0.05);
}

function luminance(color: string): number {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
        const part = parseInt(color.slice(start, start + 2), 16) / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** What is not as XML asks for: elements that aren't closed in order, and signs that ought to be escaped. */
function unclosed(source: string): string[] {
    const open: string[] = [];
    for (const [tag, isEnd, name = "", isEmpty] of source.matchAll(/<(\/?)([a-z]+)(?: [a-zA-Z-]+="[^"<]*")*(\/?)>/g)) {
        if (isEnd) {
            if (open.pop() !== name) return [`${tag} closes another`];
        } else if (!isEmpty) {
            open.push(name);
        }
    }
    const texts = source.replace(/<\/?[a-z]+(?: [a-zA-Z-]+="[^"<]*")*\/?>/g, "");
    const forbidden = texts.match(/<|&(?!(amp|lt|gt|quot);)|[^\P{Cc}\t\n\r]/gu) ?? [];
    return [...open, ...forbidden];
}
