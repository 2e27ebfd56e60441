import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { expect } from "chai";

import type { PlatformConfig } from "../../../components/config";
import { secretKeys } from "../../../components/config-schema";
import { policyCheck, staleness, withImages } from "../../../delivery/policy/check";
import { image, localConfig, workloads } from "../../components/example";

const deployed = new Date("2026-11-28T08:00:00Z");
const soon = new Date("2026-11-28T08:05:00Z");

const exemption = (expires: string) => `version: 1
exemptions:
  - rule: k8s-limits
    urn: "urn:pulumi:local::*"
    reason: moves in January
    owner: data@example.com
    expires: ${expires}
`;

describe("what an update with the policy pack holds good for", () => {
    let project: string;
    const place = () => ({ project, pack: path.join(project, "pack"), stack: "local" });
    const write = (file: string, text: string) => {
        fs.writeFileSync(path.join(project, file), text);
    };
    const check = (config: PlatformConfig = localConfig()) => policyCheck(place(), config, deployed);
    const problems = (from = check(), config: PlatformConfig = localConfig(), now = soon) =>
        staleness(from, place(), config, now);

    beforeEach(() => {
        project = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel-policies-"));
        fs.mkdirSync(path.join(project, "pack/aws"), { recursive: true });
        write("pack/aws/rule.ts", "check");
    });

    afterEach(() => {
        fs.rmSync(project, { recursive: true });
    });

    it("is the stack as it stays between the deploy and the gates", () => {
        expect(problems()).to.be.empty;
        write("policy-exemptions.local.yaml", exemption("2026-11-29"));
        expect(problems()).to.be.empty;
    });

    it("is what the deploy is about to write, and what a release itself moves changes nothing of it", () => {
        const images = { recipes: { new: image("c") } };
        const from = check(withImages(localConfig(), "green", images));
        const now = localConfig({
            activeColor: "green",
            canaryWeight: "10",
            workloads: workloads({
                image: { blue: image("a"), green: image("c") },
                replicas: { min: 2, max: 4, warm: { green: 3 } },
            }),
        });
        expect(problems(from, now)).to.be.empty;
    });

    it("is the same once the engine has sorted the colors of an image", () => {
        const onlyGreen = { activeColor: "green", workloads: workloads({ image: { green: image("a") } }) };
        const from = check(withImages(localConfig(onlyGreen), "blue", { recipes: { new: image("c") } }));
        const both = workloads({ image: { blue: image("c"), green: image("a") } });
        expect(problems(from, localConfig({ ...onlyGreen, workloads: both }))).to.be.empty;
    });

    it("is the same in another checkout", () => {
        write("policy-config.local.yaml", "version: 1\n");
        const from = check();
        const other = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel-policies-"));
        try {
            fs.cpSync(project, other, { recursive: true });
            const elsewhere = { project: other, pack: path.join(other, "pack"), stack: "local" };
            expect(staleness(from, elsewhere, localConfig(), soon)).to.be.empty;
        } finally {
            fs.rmSync(other, { recursive: true });
        }
    });

    it("is nothing without that update", () => {
        expect(staleness(undefined, place(), localConfig(), soon)).to.have.lengthOf(1);
        expect(staleness(undefined, place(), localConfig(), soon)[0]).to.contain("not deployed with the policy pack");
    });

    for (const [what, changes] of Object.entries<Record<string, string>>({
        "a workload": { workloads: workloads({ replicas: { min: 1, max: 4 } }) },
        "an image": { workloads: workloads({ image: { blue: image("a"), green: image("f") } }) },
        "what it stands on": {
            local: JSON.stringify({ databaseImage: image("f", "postgres"), cacheImage: image("e", "redis") }),
        },
    })) {
        it(`is over with another config of ${what}`, () => {
            const [problem, ...others] = problems(check(), localConfig(changes));
            expect(problem).to.match(/^Pulumi\.local\.yaml changed since 2026-11-28T08:00:00.*deploy again$/);
            expect(others).to.be.empty;
        });
    }

    it("is over with another setting of a rule, another exemption and another rule, and says all at once", () => {
        const from = check();
        write("policy-config.local.yaml", "version: 1\n");
        write("policy-exemptions.local.yaml", exemption("2027-01-31"));
        write("pack/aws/rule.ts", "another check");
        expect(problems(from).map((problem) => problem.split(" changed")[0])).to.deep.equal([
            "policy-config.local.yaml",
            "policy-exemptions.local.yaml",
            "the policy pack",
        ]);
    });

    it("is over on the day after an exemption's last one", () => {
        write("policy-exemptions.local.yaml", exemption("2026-11-28"));
        const from = check();
        expect(problems(from, localConfig(), new Date("2026-11-28T23:59:59Z"))).to.be.empty;
        const [problem] = problems(from, localConfig(), new Date("2026-11-29T00:00:00Z"));
        expect(problem).to.match(/exemption from k8s-limits ended on 2026-11-28: renew it/);
    });

    it("leaves exemptions that were over at the update, and a broken file, to the pack", () => {
        write("policy-exemptions.local.yaml", exemption("2026-11-27"));
        expect(problems()).to.be.empty;
        for (const text of ["exemptions: [", "exemptions: 5", "exemptions: [null, 3, { rule: x }]", ""]) {
            write("policy-exemptions.local.yaml", text);
            expect(check().exemptions).to.be.empty;
        }
    });

    it("holds no secret", () => {
        expect(JSON.stringify(check())).to.not.match(/correct horse|battery staple/);
        for (const key of secretKeys) {
            expect(problems(check(), localConfig({ [key]: "another-one".repeat(3) })), key).to.be.empty;
        }
    });
});
