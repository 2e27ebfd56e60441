import { fail, pass, type StackGate } from "./gate";

/** The policy pack finds nothing in the stack that would stop an update. */
export const policy: StackGate = async ({ policyViolations }) => {
    const violations = await policyViolations();
    return violations.length === 0 ? pass("no violation") : fail(violations.join("; "));
};
