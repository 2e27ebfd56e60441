import type { PlannedResource } from "../../embedded/preview";
import type { Finder, Matching } from "./match";

const types = {
    instance: "aws:rds/instance:Instance",
    subnetGroup: "aws:rds/subnetGroup:SubnetGroup",
    parameterGroup: "aws:rds/parameterGroup:ParameterGroup",
    securityGroup: "aws:ec2/securityGroup:SecurityGroup",
} as const;

const instance: Finder = (_, { existing }) => (existing.database === undefined ? [] : [existing.database.identifier]);

const subnetGroup: Finder = (resource, matching) =>
    usedBy(resource, matching, "dbSubnetGroupName") && matching.existing.database
        ? [matching.existing.database.subnetGroup]
        : [];

/** RDS' own groups, which everybody has, are nobody's to take. */
const parameterGroup: Finder = (resource, matching) => {
    const name = matching.existing.database?.parameterGroup;
    return name === undefined || name.startsWith("default.") || !usedBy(resource, matching, "parameterGroupName")
        ? []
        : [name];
};

/** Where the database has several, which of them is its own isn't known: the stack's comes beside them. */
const securityGroup: Finder = (resource, matching) => {
    const groups = matching.existing.database?.securityGroupIds ?? [];
    return usedBy(resource, matching, "vpcSecurityGroupIds") && groups.length === 1 ? groups : [];
};

function usedBy(resource: PlannedResource, matching: Matching, input: string): boolean {
    return matching.users(resource, types.instance, input).length > 0;
}

export const databaseFinders: readonly (readonly [string, Finder])[] = [
    [types.instance, instance],
    [types.subnetGroup, subnetGroup],
    [types.parameterGroup, parameterGroup],
    [types.securityGroup, securityGroup],
];
