// For NODE_OPTIONS: at its end the Pulumi program writes how much memory it had at most, in KiB. Other programs of
// Node.js that the engine starts load this too, and say nothing.
const fs = require("node:fs");

if (/\/@pulumi\/pulumi\/cmd\/run(\/index\.js)?$/.test(process.argv[1] ?? "")) {
    process.on("exit", () => {
        fs.writeFileSync(process.env.BENCH_PEAK_MEMORY, String(process.resourceUsage().maxRSS));
    });
}
