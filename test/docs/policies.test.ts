import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as vm from "node:vm";

import { expect } from "chai";

import { compare, checkov, ruleSets, unknownRules } from "../../docs/generator/policies/other-sets";
import { policiesFolder, policyPages } from "../../docs/generator/policies/pages";
import { configuration, exemption } from "../../docs/generator/policies/rule-page";
import { gaps } from "../../docs/generator/policies/sources";
import { plainName } from "../../docs/generator/policies/types";
import { projectFolder } from "../../docs/generator/sources";
import { readConfiguration } from "../../policy-pack/configuration";
import { readExemptions } from "../../policy-pack/exemptions";
import * as pack from "../../policy-pack/index";
import { resourceRule, type Rule } from "../../policy-pack/rule";
import { rules } from "../../policy-pack/rules";
import type { PackOptions } from "../../policy-pack/start-pack";
import { findingsOf, unknown } from "../policy-pack/rule-cases";

describe("the pages of the policies", () => {
    const pages = policyPages();

    it("are those of the rules as they are now", () => {
        const folder = path.join(projectFolder, policiesFolder);
        const there = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
        const isStale = (name: string) =>
            !there.includes(name) || fs.readFileSync(path.join(folder, name), "utf8") !== pages.get(name);
        const stale = [...[...pages.keys()].filter(isStale), ...there.filter((name) => !pages.has(name))];
        expect(stale, `${policiesFolder} is out of date; run: make docs`).to.deep.equal([]);
    });

    it("have all that they need from each rule", () => {
        expect(gaps()).to.deep.equal([]);
    });

    it("tell what a rule lacks", () => {
        const bare = resourceRule({
            ...{ id: "bare", level: "advisory", severity: "low", what: "Good.", why: "bad", fix: " ", controls: [] },
            ...{ source: "a page", types: () => true, check: () => undefined },
        });
        expect(gaps([bare])).to.have.lengthOf(6);
        expect(gaps([bare]).join()).to.match(/bare lacks a sentence `why`,bare lacks a `fix`,.* `source`.*examples/);
    });

    it("lead nowhere that isn't there", () => {
        for (const [name, text] of pages) {
            const links = [...text.matchAll(/\]\((?!https:)([^)#]+)[^)]*\)/g)].map(([, link = ""]) => link);
            const dead = links.filter((link) => !fs.existsSync(path.join(projectFolder, policiesFolder, link)));
            expect(dead, name).to.deep.equal([]);
        }
    });

    it("show files that the pack reads", () => {
        const folder = fs.mkdtempSync(path.join(os.tmpdir(), "policy-pages-"));
        try {
            for (const rule of rules) {
                const file = path.join(folder, "policy.yaml");
                fs.writeFileSync(file, configuration(rule));
                expect(readConfiguration(file, rules).problems, rule.id).to.deep.equal([]);
                fs.writeFileSync(file, exemption(rule));
                expect(readExemptions(file, rules, "2027-01-01").problems, rule.id).to.deep.equal([]);
            }
        } finally {
            fs.rmSync(folder, { recursive: true });
        }
    });

    it("name types as programs do", () => {
        expect(plainName("aws:rds/instance:Instance")).to.equal("aws.rds.Instance");
        expect(plainName("kubernetes:core/v1:Pod")).to.equal("kubernetes.core.v1.Pod");
        expect(plainName("kubernetes:rbac.authorization.k8s.io/v1:Role")).to.equal("kubernetes.rbac.v1.Role");
    });
});

describe("what other sets of rules have", () => {
    it("is told in words that the lists know", () => {
        for (const { name, groups } of ruleSets) {
            const fields = groups.flatMap((group) => Object.values(group.rules).flatMap((rule) => Object.keys(rule)));
            expect([...new Set(fields)], name).to.have.members(["asks", "by", "partly", "why"]);
        }
    });

    it("is covered, or says why not", () => {
        for (const { name, groups } of ruleSets) {
            for (const other of groups.flatMap(compare)) {
                const isTold = other.status === "covered" || other.remark !== "";
                expect(isTold, `${name} ${other.id}`).to.be.true;
            }
        }
    });

    it("has each of Checkov's checks once, and all that our rules name", () => {
        const ids = checkov.groups.flatMap(({ checks }) => checks.trim().split(/\s+/));
        expect(ids.filter((id, index) => ids.indexOf(id) !== index)).to.deep.equal([]);
        const named = rules.flatMap(({ controls }) => controls).filter(({ framework }) => framework === "Checkov");
        expect(named.map(({ id }) => id).filter((id) => !ids.includes(id))).to.deep.equal([]);
    });

    it("is compared with rules that are there", () => {
        expect(unknownRules()).to.deep.equal([]);
    });
});

describe("the page of the pack", () => {
    const page = fs.readFileSync(path.join(projectFolder, "policy-pack/README.md"), "utf8");
    const blocks = (language: string) =>
        page
            .split("```")
            .filter((text) => text.startsWith(`${language}\n`))
            .map((text) => text.slice(language.length));

    it("shows files that the pack reads", () => {
        const folder = fs.mkdtempSync(path.join(os.tmpdir(), "policy-readme-"));
        try {
            const [, config = "", exemptions = ""] = blocks("yaml");
            const file = path.join(folder, "policy.yaml");
            fs.writeFileSync(file, config);
            expect(readConfiguration(file, rules).problems).to.deep.equal([]);
            fs.writeFileSync(file, exemptions);
            expect(readExemptions(file, rules, "2027-01-01").problems).to.deep.equal([]);
        } finally {
            fs.rmSync(folder, { recursive: true });
        }
    });

    it("shows a rule that works", () => {
        const started: Rule[] = [];
        const exported = {
            ...pack,
            startPack: (_name: string, options: PackOptions) => started.push(...options.rules),
        };
        for (const text of blocks("js")) {
            const run = vm.compileFunction(text, ["require", "__dirname"]) as (...given: unknown[]) => unknown;
            run(() => exported, projectFolder);
        }
        const rule = started.at(-1)!;
        const found = (properties: object) =>
            findingsOf(rule, { resources: { type: "aws:sqs/queue:Queue", properties: { ...properties } } });
        expect(found({ name: "shop-orders" })).to.deep.equal([]);
        expect(found({ name: "orders" }).map(({ kind }) => kind)).to.deep.equal(["violation"]);
        expect(found({}).map(({ kind }) => kind)).to.deep.equal(["violation"]);
        expect(found({ name: unknown }).map(({ kind }) => kind)).to.deep.equal(["undetermined"]);
    });
});
