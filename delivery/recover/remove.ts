import type { AwsAccess } from "./aws-account";
import type { Copy } from "./copies";

/** The longest that AWS waits before a key is gone: until then it can be taken back. */
const days = 30;

/**
 * Deletes a copy that nothing uses. AWS itself refuses an address, a gateway and a VPC that are in use; a key that has an alias is left.
 *
 * @throws What AWS says, where it refuses.
 */
export async function removeCopy({ kind, id, region }: Copy, access: AwsAccess = {}): Promise<void> {
    if (kind === "aws:kms/key:Key") return removeKey(id, { region, ...access });
    const { EC2 } = await import("@aws-sdk/client-ec2");
    const ec2 = new EC2({ region, ...access });
    if (kind === "aws:ec2/vpc:Vpc") await ec2.deleteVpc({ VpcId: id });
    else if (kind === "aws:ec2/eip:Eip") await ec2.releaseAddress({ AllocationId: id });
    else await ec2.deleteInternetGateway({ InternetGatewayId: id });
}

async function removeKey(KeyId: string, access: AwsAccess & { readonly region: string }): Promise<void> {
    const { KMS } = await import("@aws-sdk/client-kms");
    const kms = new KMS(access);
    const { KeyMetadata: key } = await kms.describeKey({ KeyId });
    // Until it is gone AWS goes on listing it.
    if (key?.KeyState === "PendingDeletion") return;
    const { Aliases: aliases = [] } = await kms.listAliases({ KeyId });
    if (aliases.length > 0) throw new Error(`it is in use as ${aliases.map(({ AliasName: name }) => name).join(", ")}`);
    await kms.scheduleKeyDeletion({ KeyId, PendingWindowInDays: days });
}
