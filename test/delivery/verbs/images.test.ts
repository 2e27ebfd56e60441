import { expect } from "chai";

import type { PlatformConfig } from "../../../components/config";
import { idleColor, imagesOf } from "../../../delivery/verbs/images";

const image = (name: string, digit: string) => `registry.example/${name}@sha256:${digit.repeat(64)}`;

const config = {
    activeColor: "blue",
    canaryWeight: 0,
    workloads: {
        recipes: { image: { blue: image("recipes", "1"), green: image("recipes", "0") } },
        images: { image: { blue: image("images", "1") } },
    },
} as unknown as PlatformConfig;

describe("the images of a release", () => {
    it("are those that are named, and what the live color runs for the others", () => {
        expect(imagesOf([`recipes=${image("recipes", "2")}`], config)).to.deep.equal({
            recipes: { new: image("recipes", "2"), old: image("recipes", "1") },
            images: { new: image("images", "1"), old: image("images", "1") },
        });
    });

    it("need no workload's name where there is one only", () => {
        const { recipes } = config.workloads;
        const one = { ...config, workloads: { recipes } } as PlatformConfig;
        expect(imagesOf([image("recipes", "2")], one).recipes?.new).to.equal(image("recipes", "2"));
    });

    it("are refused with every problem at once", () => {
        const named = [
            image("recipes", "2"),
            "soup=registry/soup:latest",
            "recipes=recipes:latest",
            `images=${image("images", "2")}`,
            `images=${image("images", "3")}`,
        ];
        expect(() => imagesOf(named, config)).to.throw(
            new RegExp(
                [
                    "names no workload, and the stack has 2",
                    "no workload soup",
                    "has no digest",
                    "names images twice",
                ].join("[^]*"),
            ),
        );
        expect(() => imagesOf([], config)).to.throw("no image is named");
    });

    it("are refused where the live color runs them already", () => {
        expect(() => imagesOf([`recipes=${image("recipes", "1")}`], config)).to.throw(
            "recipes runs this image already: blue, which carries the traffic, has it",
        );
    });

    it("go to the color without traffic, and to none in a canary by hand", () => {
        expect(idleColor(config)).to.equal("green");
        expect(() => idleColor({ ...config, canaryWeight: 10 })).to.throw(/canaryWeight gives it 10 %/);
    });
});
