import { lockHolder } from "../lock/lease";
import type { Verb } from "./verb";

/** Where the stack is. */
export const status: Verb = async ({ journal, target, clock }) => {
    const [release, holder] = await Promise.all([journal.read(), lockHolder(target.writer, target.namespace, clock)]);
    return { code: 0, ...(release && { release }), text: JSON.stringify({ release: release?.phase, holder }) };
};
