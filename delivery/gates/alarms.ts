import { fail, pass, type StackGate } from "./gate";

/** Nothing is wrong already: what the new color does could not be told from it. */
export const alarms: StackGate = async ({ firingAlarms }) => {
    const firing = await firingAlarms();
    return firing.length === 0 ? pass("none fires") : fail(`firing: ${firing.join("; ")}`);
};
