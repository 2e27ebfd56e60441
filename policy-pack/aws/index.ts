import type { Rule } from "../rule";
import { rdsEncrypted } from "./rds-encrypted";

/** The rules about AWS, in the order of the documentation. */
export const awsRules: readonly Rule[] = [rdsEncrypted];
