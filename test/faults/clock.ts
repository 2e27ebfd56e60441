import * as path from "node:path";

const preload = { NODE_OPTIONS: `--require ${path.join(__dirname, "set-clock-back.js")}` };

/** A process whose clock goes back by a minute at SIGUSR2. */
export const clockToSetBack: NodeJS.ProcessEnv = preload;

/** A process whose clock is a minute behind. */
export const clockBehind: NodeJS.ProcessEnv = { ...preload, CLOCK_BACK: "at start" };
