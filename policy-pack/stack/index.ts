import type { Rule } from "../rule";
import { eksNodesPrivate } from "./eks-nodes-private";

/** The rules about a stack as a whole, in the order of the documentation. */
export const stackRules: readonly Rule[] = [eksNodesPrivate];
