import * as sdk from "@pulumi/policy/server";
import type * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";

import { Exemptions, type Exemption } from "../../policy-pack/exemptions";
import type { LogEntry } from "../../policy-pack/findings-log";
import { Inputs } from "../../policy-pack/inputs";
import { exemptionsPolicy, unseenPolicy } from "../../policy-pack/observer";
import { policyOf } from "../../policy-pack/policies";
import type { Run } from "../../policy-pack/review";
import { isStackRule, type Parameter, type Rule } from "../../policy-pack/rule";
import type { Configuration } from "../../policy-pack/configuration";
import { type Diagnostic, diagnosticsOf, requestOf, stackRequestOf } from "./requests";
import type { Case } from "./rule-cases";

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
            found.push(
                ...(await answer(makeAnalyzeRpcFun("pack", "1.0.0", "advisory", policies), requestOf(resource))),
            );
        }
        const whole = described.filter(isStackRule).map((rule) => policyOf(rule, this.run));
        const handed = outputsAreUnknown ? resources.map((resource) => ({ ...resource, properties: {} })) : resources;
        const stack = stackRequestOf(handed);
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
            resolve(diagnosticsOf(response));
        });
    });
}

/** A value as the engine sends one that is secret. */
export function secret(value: unknown): unknown {
    return { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value };
}
