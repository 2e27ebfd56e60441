"use strict";
const { PolicyPack } = require("@pulumi/policy");

/** One rule has the name of one of ours, and no more in common with it. */
new PolicyPack("second", {
    policies: [
        {
            name: "imdsv2",
            description: "Launch templates have a description.",
            enforcementLevel: "mandatory",
            validateResource: ({ type, props }, report) => {
                if (type === "aws:ec2/launchTemplate:LaunchTemplate" && props.description === undefined) {
                    report("the second pack misses a description");
                }
            },
        },
        {
            name: "one-template",
            description: "A stack has one launch template.",
            enforcementLevel: "advisory",
            validateStack: ({ resources }, report) => {
                const templates = resources.filter(({ type }) => type === "aws:ec2/launchTemplate:LaunchTemplate");
                report(`the second pack counts ${templates.length} launch template`);
            },
        },
    ],
});
