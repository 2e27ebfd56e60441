import * as path from "node:path";

/** Where the pack stands. */
export const packFolder = path.join(__dirname, "../../policy-pack");
