import { expect } from "chai";

import type { PlatformConfig } from "../../../components/config";
import { groupNamed } from "../../../components/groups";
import { idleColor, imagesOf } from "../../../delivery/verbs/images";

const image = (name: string, digit: string) => `registry.example/${name}@sha256:${digit.repeat(64)}`;

const config = {
    activeColor: "blue",
    canaryWeight: 0,
    workloads: {
        recipes: { image: { blue: image("recipes", "1"), green: image("recipes", "0") } },
        images: { image: { blue: image("images", "1") } },
    },
    groups: {},
} as unknown as PlatformConfig;

const own = (of: PlatformConfig) => groupNamed(of, undefined);

/** The same with a group of two more, whose live color is green. */
const grouped = {
    ...config,
    workloads: {
        ...config.workloads,
        cart: { image: { blue: image("cart", "0"), green: image("cart", "1") } },
        pay: { image: { blue: image("pay", "0"), green: image("pay", "1") } },
    },
    groups: { checkout: { workloads: ["pay", "cart"], activeColor: "green", canaryWeight: 0 } },
} as unknown as PlatformConfig;

const checkout = groupNamed(grouped, "checkout");

describe("the images of a release", () => {
    it("are those that are named, and what the live color runs for the others", () => {
        expect(imagesOf([`recipes=${image("recipes", "2")}`], config, own(config))).to.deep.equal({
            recipes: { new: image("recipes", "2"), old: image("recipes", "1") },
            images: { new: image("images", "1"), old: image("images", "1") },
        });
    });

    it("need no workload's name where there is one only", () => {
        const { recipes } = config.workloads;
        const one = { ...config, workloads: { recipes } } as PlatformConfig;
        expect(imagesOf([image("recipes", "2")], one, own(one)).recipes?.new).to.equal(image("recipes", "2"));
    });

    it("are refused with every problem at once", () => {
        const named = [
            image("recipes", "2"),
            "soup=registry/soup:latest",
            "recipes=recipes:latest",
            `images=${image("images", "2")}`,
            `images=${image("images", "3")}`,
        ];
        expect(() => imagesOf(named, config, own(config))).to.throw(
            new RegExp(
                [
                    "names no workload, and the stack has 2",
                    "no workload soup",
                    "has no digest",
                    "names images twice",
                ].join("[^]*"),
            ),
        );
        expect(() => imagesOf([], config, own(config))).to.throw("no image is named");
    });

    it("are refused where the live color runs them already", () => {
        expect(() => imagesOf([`recipes=${image("recipes", "1")}`], config, own(config))).to.throw(
            "recipes runs this image already: blue, which carries the traffic, has it",
        );
    });

    it("go to the color without traffic, and to none in a canary by hand", () => {
        expect(idleColor(own(config))).to.equal("green");
        expect(() => idleColor({ ...own(config), canaryWeight: 10 })).to.throw(/canaryWeight gives it 10 %/);
    });

    describe("of a group", () => {
        it("are those of its workloads alone, in its order and from its own color", () => {
            const images = imagesOf([`cart=${image("cart", "2")}`], grouped, checkout);
            expect(Object.entries(images)).to.deep.equal([
                ["pay", { new: image("pay", "1"), old: image("pay", "1") }],
                ["cart", { new: image("cart", "2"), old: image("cart", "1") }],
            ]);
            expect(idleColor(checkout)).to.equal("blue");
        });

        it("are refused for a workload outside of it, with the group that it is in, and all at once", () => {
            const named = [`recipes=${image("recipes", "2")}`, `soup=${image("soup", "2")}`, image("cart", "2")];
            expect(() => imagesOf(named, grouped, checkout)).to.throw(
                /recipes is in no group, .*without --group[^]*no workload soup[^]*and the group checkout has 2/,
            );
            expect(() => imagesOf([`pay=${image("pay", "2")}`], grouped, own(grouped))).to.throw(
                "pay is of the group checkout, whose releases are its own: --group checkout",
            );
        });

        it("are refused where it has a canary by hand", () => {
            expect(() => idleColor({ ...checkout, canaryWeight: 5 })).to.throw(
                "First: pulumi config set --path groups.checkout.canaryWeight 0 && pulumi up",
            );
        });

        it("have to be of one where every workload is in one", () => {
            const { pay, cart } = grouped.workloads;
            const all = { ...grouped, workloads: { pay, cart } } as PlatformConfig;
            expect(() => imagesOf([`pay=${image("pay", "2")}`], all, own(all))).to.throw(
                "every workload of the stack is in a group: --group checkout",
            );
        });
    });
});
