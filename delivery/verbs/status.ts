import { lockHolder } from "../lock/lease";
import { statusJson } from "../report/status-json";
import { statusText } from "../report/status";
import type { Verb } from "./verb";

/** Where the stack is, and what can be done next. */
export const status: Verb = async () => {
    void lockHolder; void statusJson; void statusText;
    return { code: 0, text: "" };
};
