import type { Registered } from "../components/mocks";

/** A stack as `pulumi stack export` writes it, of what a program registered. Every resource is there, made by its provider. */
export function stateFile(project: string, stack: string, resources: readonly Registered[]): object {
    const urn = (type: string, name: string) => `urn:pulumi:${stack}::${project}::${type}::${name}`;
    const types = new Map(resources.map(({ name, type }) => [name, type]));
    const urnOf = (name: string) => urn(types.get(name) ?? "", name);
    const providers = [...new Set(resources.map(({ type }) => type.split(":")[0] ?? ""))].filter(
        (each) => each !== "pulumi",
    );
    const defaultProvider = (type: string) => urn(`pulumi:providers:${type.split(":")[0] ?? ""}`, "default");
    const root = { urn: urn("pulumi:pulumi:Stack", `${project}-${stack}`), type: "pulumi:pulumi:Stack", custom: false };
    return {
        version: 3,
        deployment: {
            manifest: { time: "2026-11-28T00:00:00Z", magic: "", version: "" },
            resources: [
                root,
                ...providers.map((name) => ({
                    ...{ urn: defaultProvider(name), type: `pulumi:providers:${name}`, custom: true, id: "default" },
                    ...{ inputs: {}, outputs: {} },
                })),
                ...resources.map(({ type, name, inputs, custom, protect, provider, propertyDependencies }) => ({
                    ...{
                        urn: urn(type, name),
                        type,
                        custom,
                        inputs: inputs as object,
                        outputs: inputs as object,
                        protect,
                    },
                    ...(custom && { id: `${name}-id` }),
                    ...(custom &&
                        !type.startsWith("pulumi:") && {
                            provider:
                                provider === undefined
                                    ? `${defaultProvider(type)}::default`
                                    : `${urnOf(provider)}::${provider}-id`,
                        }),
                    parent: root.urn,
                    propertyDependencies: Object.fromEntries(
                        Object.entries(propertyDependencies).map(([property, names]) => [property, names.map(urnOf)]),
                    ),
                })),
            ],
        },
    };
}
