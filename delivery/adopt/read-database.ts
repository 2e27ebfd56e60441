import type { RDS } from "@aws-sdk/client-rds";

import { UserError } from "../../embedded/errors";
import type { ExistingDatabase } from "./existing";
import { codeOf } from "./read-code";

/** A database and the groups that it has. Nothing is changed. */
export async function readDatabase(rds: RDS, identifier: string, region: string): Promise<ExistingDatabase> {
    const instance = await describe(rds, identifier, region);
    return {
        identifier,
        engine: instance.Engine ?? "",
        vpcId: instance.DBSubnetGroup?.VpcId ?? "",
        subnetGroup: instance.DBSubnetGroup?.DBSubnetGroupName ?? "",
        parameterGroup: instance.DBParameterGroups?.[0]?.DBParameterGroupName ?? "",
        securityGroupIds: (instance.VpcSecurityGroups ?? []).flatMap(
            ({ VpcSecurityGroupId }) => VpcSecurityGroupId ?? [],
        ),
    };
}

async function describe(rds: RDS, identifier: string, region: string) {
    try {
        const { DBInstances = [] } = await rds.describeDBInstances({ DBInstanceIdentifier: identifier });
        if (DBInstances[0] !== undefined) return DBInstances[0];
    } catch (error) {
        if (!codeOf(error).startsWith("DBInstanceNotFound")) throw error;
    }
    const { DBInstances = [] } = await rds.describeDBInstances({});
    const names = DBInstances.flatMap((each) => each.DBInstanceIdentifier ?? []);
    throw new UserError(`there is no database ${identifier} in ${region}; there are: ${names.join(", ") || "none"}`);
}
