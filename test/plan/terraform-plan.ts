import type { PlannedResource } from "../../embedded/preview/plan";
import type { TerraformMapping, TerraformResource } from "./terraform-mapping";
import { plannedResource } from "./terraform-values";

/** As `terraform show -json` gives it, as far as Checkov reads it: https://developer.hashicorp.com/terraform/internals/json-format */
export interface TerraformPlan {
    readonly format_version: string;
    readonly terraform_version: string;
    readonly planned_values: { readonly root_module: { readonly resources: readonly object[] } };
    readonly resource_changes: readonly object[];
    readonly configuration: { readonly root_module: { readonly resources: readonly object[] } };
}

interface Addressed {
    readonly resource: PlannedResource;
    readonly terraform: TerraformResource;
    readonly name: string;
    readonly address: string;
}

/**
 * The plan of a stack as Terraform would tell it: those resources that are Terraform's. Pulumi knows of a property which
 * resources it comes from, and not from which part of it: of several unknown values in one, each may come from any.
 */
export function terraformPlan(resources: readonly PlannedResource[], mapping: TerraformMapping): TerraformPlan {
    const addressed = addressesOf(resources, mapping);
    const addresses = new Map(addressed.map(({ resource, address }) => [resource.urn, address]));
    const unmapped: string[] = [];
    const parts = addressed.map((each) => partsOf(each, addresses, unmapped));
    if (unmapped.length > 0) {
        throw new Error(`Terraform has no field for:\n${unmapped.map((path) => `- ${path}`).join("\n")}`);
    }
    return {
        format_version: "1.2",
        terraform_version: "1.9.0",
        planned_values: { root_module: { resources: parts.map(({ planned }) => planned) } },
        resource_changes: parts.map(({ change }) => change),
        configuration: { root_module: { resources: parts.map(({ configuration }) => configuration) } },
    };
}

function addressesOf(resources: readonly PlannedResource[], mapping: TerraformMapping): Addressed[] {
    const taken = new Map<string, number>();
    return resources.flatMap((resource) => {
        const terraform = mapping.find(resource.type);
        if (terraform === undefined) return [];
        const plain = resource.name.replaceAll(/[^\w-]/g, "_");
        const count = (taken.get(`${terraform.type}.${plain}`) ?? 0) + 1;
        taken.set(`${terraform.type}.${plain}`, count);
        // Pulumi's names need to differ under one parent only.
        const name = count === 1 ? plain : `${plain}-${count}`;
        return [{ resource, terraform, name, address: `${terraform.type}.${name}` }];
    });
}

function partsOf(
    { resource, terraform, name, address }: Addressed,
    addresses: ReadonlyMap<string, string>,
    unmapped: string[],
) {
    const referencesOf = (property: string) =>
        (resource.propertyDependencies?.[property] ?? []).flatMap((urn) => addresses.get(urn) ?? []);
    const { value, unknown, expression } = plannedResource(
        resource.inputs,
        { ...terraform, name: resource.name },
        referencesOf,
        unmapped,
    );
    const head = { address, mode: "managed", type: terraform.type, name };
    const change = { actions: ["create"], before: null, after: value, after_unknown: unknown ?? {} };
    return {
        planned: { ...head, provider_name: "registry.terraform.io/hashicorp/aws", values: value },
        change: { ...head, change },
        configuration: { ...head, expressions: expression ?? {} },
    };
}
