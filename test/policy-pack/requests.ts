import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

import { type CaseResource, urnOf } from "./rule-cases";

/** What the engine is told of a finding. */
export interface Diagnostic {
    policy: string;
    message: string;
    urn: string;
    isMandatory: boolean;
}

/** What the engine asks about one resource. */
export function requestOf(resource: CaseResource): analyzer.AnalyzeRequest {
    const made = new analyzer.AnalyzeRequest();
    fill(made, resource);
    return made;
}

/** What it asks about a stack as a whole. */
export function stackRequestOf(resources: readonly CaseResource[]): analyzer.AnalyzeStackRequest {
    const made = new analyzer.AnalyzeStackRequest();
    made.setResourcesList(resources.map((resource) => stackResource(resource, resources)));
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

/** What a pack answers. */
export function diagnosticsOf(response: analyzer.AnalyzeResponse): Diagnostic[] {
    return response.getDiagnosticsList().map((diagnostic) => ({
        policy: diagnostic.getPolicyname(),
        message: diagnostic.getMessage(),
        urn: diagnostic.getUrn(),
        isMandatory: diagnostic.getEnforcementlevel() === analyzer.EnforcementLevel.MANDATORY,
    }));
}
