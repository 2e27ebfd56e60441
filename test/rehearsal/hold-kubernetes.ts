/** Has a Kubernetes with simulated nodes in this folder until it is ended. */
import { once } from "node:events";

import { silentProgress } from "../../embedded/progress";
import { withSimulatedKubernetes } from "../../embedded/rehearsal/kubernetes";

const [, , state = ""] = process.argv;
const options = { name: "held", state, zones: ["eu-central-1a"], tokenReview: "http://127.0.0.1:1/" };
void withSimulatedKubernetes(options, silentProgress, async () => {
    console.log("ready");
    await once(process.stdin.resume(), "never");
});
