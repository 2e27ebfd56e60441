import type { Resource } from "../resource";
import { resourceRule } from "../rule";
import type { Value } from "../value";
import { taggableTypes } from "./taggable-types";

interface Parameters {
    tags: string[];
    values: Record<string, string>;
}

export const requiredTags = resourceRule<Parameters>({
    id: "required-tags",
    level: "advisory",
    severity: "low",
    what: "Resources carry the tags that the stack's policy config asks for.",
    why: "Without them nobody knows whose a resource is, who pays for it, or whether it may go.",
    fix: `new aws.Provider("aws", { defaultTags: { tags: { team: "shop" } } });`,
    controls: [],
    source: "https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html",
    parameters: {
        tags: {
            description: "Keys of the tags that each resource carries. The default tags of its provider count.",
            type: "array",
            items: { type: "string" },
            default: [],
        },
        values: {
            description: "Key → value of the tags that `remediate` writes where they are missing.",
            type: "object",
            default: {},
        },
    },
    exampleParameters: { tags: ["team"], values: {} },
    types: (type) => taggableTypes.has(type),
    check(resource, { violation, parameters }) {
        const sources = tagsOf(resource);
        const carried = sources.filter((tags) => !tags.isUnknown).flatMap((tags) => tags.entries().map(([key]) => key));
        const missing = parameters.tags.filter((tag) => !carried.includes(tag));
        if (missing.length === 0) return;
        // One that is yet unknown may have them: reading it says so.
        for (const tags of sources) tags.entries();
        violation(resource.properties.at("tags"), `lacks ${missing.join(", ")}`);
    },
    remediate(properties, _type, { tags, values }) {
        // The provider has put the resource's tags and its own default tags together in `tagsAll`.
        const carried = [properties["tags"], properties["tagsAll"]].map((each) => each ?? {});
        const missing = tags.filter((tag) => !carried.some((each) => Object.hasOwn(each, tag)));
        const written = Object.fromEntries(Object.entries(values).filter(([tag]) => missing.includes(tag)));
        if (Object.keys(written).length === 0) return false;
        Object.assign((properties["tags"] ??= {}), written);
        if (properties["tagsAll"]) Object.assign(properties["tagsAll"], written);
        return true;
    },
});

/** The resource's own tags, and the default tags of its provider. */
function tagsOf({ properties, provider }: Resource): Value[] {
    // Where nothing is known of the provider: it puts both together there.
    if (provider === undefined) return [properties.at("tags"), properties.at("tagsAll")];
    // A provider has its settings as JSON.
    const defaults = provider.at("defaultTags");
    return [properties.at("tags"), defaults.isUnknown ? defaults : defaults.json().at("tags")];
}
