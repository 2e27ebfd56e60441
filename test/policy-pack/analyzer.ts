import * as sdk from "@pulumi/policy/server";
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

import { Exemptions, type Exemption } from "../../policy-pack/exemptions";
import type { LogEntry } from "../../policy-pack/findings-log";
import { Inputs } from "../../policy-pack/inputs";
import { exemptionsPolicy, unseenPolicy } from "../../policy-pack/observer";
import { policyOf } from "../../policy-pack/policies";
import type { Run } from "../../policy-pack/review";
import { isStackRule, type Parameter, type Rule } from "../../policy-pack/rule";
import type { Configuration } from "../../policy-pack/configuration";
import { type Case, type CaseResource, urnOf } from "./rule-cases";

/** What the engine is told of a finding. */
export interface Diagnostic {
    policy: string;
    message: string;
    urn: string;
    isMandatory: boolean;
}

type Rpc<Request, Response> = (
    call: { request: Request },
    callback: (error: Error | null, response: Response) => void,
) => Promise<void>;

type Make<Request> = (
    pack: string,
    version: string,
    level: string,
    policies: readonly object[],
) => Rpc<Request, analyzer.AnalyzeResponse>;

/** What the SDK's server answers the engine with; its declarations leave the functions out. */
const { makeAnalyzeRpcFun, makeAnalyzeStackRpcFun } = sdk as unknown as {
    makeAnalyzeRpcFun: Make<analyzer.AnalyzeRequest>;
    makeAnalyzeStackRpcFun: Make<analyzer.AnalyzeStackRequest>;
};

/** A run of the pack's policies in the SDK's own server, without an engine: what it would send, and what it is answered. */
export class Analyzer {
    readonly log: LogEntry[] = [];
    private readonly run: Run;

    constructor(
        private readonly rules: readonly Rule[],
        exemptions: readonly Exemption[] = [],
        configuration: Configuration = new Map(),
    ) {
        this.run = {
            configuration,
            exemptions: new Exemptions(exemptions, "2026-11-28"),
            log: (entry) => this.log.push(entry),
            inputs: new Inputs(),
        };
    }

    /**
     * What the rules say of a case, each resource by itself and the stack as a whole.
     *
     * @param outputsAreUnknown The providers are not configured yet: stack policies are handed empty outputs.
     */
    async analyze(one: Case, outputsAreUnknown = false): Promise<Diagnostic[]> {
        const resources = [one.resources].flat();
        const described = this.rules.map((rule) => withParameters(rule, one.parameters));
        const perResource = described.filter((rule) => !isStackRule(rule)).map((rule) => policyOf(rule, this.run));
        const policies = [unseenPolicy(this.run), ...perResource];
        const found: Diagnostic[] = [];
        for (const resource of resources) {
            found.push(...(await answer(makeAnalyzeRpcFun("pack", "1.0.0", "advisory", policies), request(resource))));
        }
        const whole = described.filter(isStackRule).map((rule) => policyOf(rule, this.run));
        const stack = new analyzer.AnalyzeStackRequest();
        const handed = outputsAreUnknown ? resources.map((resource) => ({ ...resource, properties: {} })) : resources;
        stack.setResourcesList(handed.map((resource) => stackResource(resource, resources)));
        const analyzeStack = makeAnalyzeStackRpcFun("pack", "1.0.0", "advisory", [
            ...whole,
            exemptionsPolicy(this.run),
        ]);
        return [...found, ...(await answer(analyzeStack, stack))];
    }
}

/** The engine merges the config into the schema's defaults before a pack sees it: here these are the defaults. */
function withParameters(rule: Rule, parameters: Record<string, unknown> = {}): Rule {
    const schemas = Object.entries((rule.parameters ?? {}) as Record<string, object>);
    const merged = schemas.map(([name, schema]) => [
        name,
        name in parameters ? { ...schema, default: parameters[name] } : schema,
    ]);
    return { ...rule, parameters: Object.fromEntries(merged) as Record<string, Parameter<unknown>> };
}

function answer<Request>(rpc: Rpc<Request, analyzer.AnalyzeResponse>, request: Request): Promise<Diagnostic[]> {
    return new Promise((resolve, reject) => {
        void rpc({ request }, (error, response) => {
            if (error) {
                reject(error);
                return;
            }
            resolve(
                response.getDiagnosticsList().map((diagnostic) => ({
                    policy: diagnostic.getPolicyname(),
                    message: diagnostic.getMessage(),
                    urn: diagnostic.getUrn(),
                    isMandatory: diagnostic.getEnforcementlevel() === analyzer.EnforcementLevel.MANDATORY,
                })),
            );
        });
    });
}

function request(resource: CaseResource): analyzer.AnalyzeRequest {
    const made = new analyzer.AnalyzeRequest();
    fill(made, resource);
    return made;
}

function stackResource(resource: CaseResource, all: readonly CaseResource[]): analyzer.AnalyzerResource {
    const made = new analyzer.AnalyzerResource();
    fill(made, resource);
    for (const [property, names] of Object.entries(resource.dependencies ?? {})) {
        const dependencies = new analyzer.AnalyzerPropertyDependencies();
        const named = all.filter(({ name = "orders" }) => names.includes(name));
        dependencies.setUrnsList(named.map(({ type, name = "orders" }) => urnOf(type, name)));
        made.getPropertydependenciesMap().set(property, dependencies);
    }
    return made;
}

function fill(made: analyzer.AnalyzeRequest | analyzer.AnalyzerResource, resource: CaseResource): void {
    const { type, name = "orders", properties, protect = false, provider } = resource;
    made.setType(type);
    made.setName(name);
    made.setUrn(urnOf(type, name));
    made.setProperties(struct(properties));
    const options = new analyzer.AnalyzerResourceOptions();
    options.setProtect(protect);
    made.setOptions(options);
    if (provider !== undefined) {
        const own = new analyzer.AnalyzerProviderResource();
        own.setType("pulumi:providers:aws");
        own.setName("own");
        own.setUrn(urnOf("pulumi:providers:aws", "own"));
        own.setProperties(struct(provider));
        made.setProvider(own);
    }
}

function struct(properties: Record<string, unknown>): Struct {
    // As the engine does: what is undefined in a program is not sent.
    const sent = JSON.parse(JSON.stringify(properties)) as object;
    return Struct.fromJavaScript(sent as Parameters<typeof Struct.fromJavaScript>[0]);
}

/** A value as the engine sends one that is secret. */
export function secret(value: unknown): unknown {
    return { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value };
}
