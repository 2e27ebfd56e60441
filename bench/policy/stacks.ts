import { projectFolder } from "../../embedded/platform";
import { packFolder } from "../../embedded/policy/pack-folder";
import { runPack } from "../../embedded/policy/run-pack";
import { withWorkspace } from "../../embedded/preview";
import { silentProgress } from "../../embedded/progress";
import type { PolicyMeasurement } from "./measurement";

const names = ["staging", "production"] as const;

/** What the pack finds in the stacks on AWS, by the real engine and the real providers. */
export const stacks: PolicyMeasurement = {
    title: "The stacks on AWS",
    run: async ({ report, check }) => {
        const told: string[] = [];
        let found = 0;
        for (const stack of names) {
            check();
            report(stack);
            const { resources, findings } = await withWorkspace(projectFolder, stack, silentProgress, (workspace) =>
                runPack(workspace, stack, packFolder),
            );
            const count = (kind: string) => findings.filter((finding) => finding.kind === kind).length;
            found += count("violation") + count("fault");
            told.push(
                `${stack}: ${count("violation")} in ${resources} resources ` +
                    `(${count("undetermined")} undetermined, ${count("unseen")} unseen)`,
            );
        }
        return [
            {
                name: "violations in the stacks on AWS, mandatory or advisory; the local one is an end-to-end test",
                target: "0",
                measured: told.join("; "),
                met: found === 0,
            },
        ];
    },
};
