import type { Configuration } from "./configuration";
import type { Exemptions } from "./exemptions";
import type { Finding } from "./finding";
import type { Log } from "./findings-log";
import type { Inputs } from "./inputs";
import type { ReportedFinding } from "./report/report";
import type { ConfiguredLevel, Level, Rule } from "./rule";

/** One run of the pack over one stack: what its files say, and what is told of it. */
export interface Run {
    readonly configuration: Configuration;
    readonly exemptions: Exemptions;
    readonly log: Log;
    readonly inputs: Inputs;
}

/** What a finding comes to in this run; it is logged as that. */
export function judge({ configuration, exemptions, log }: Run, rule: Rule, finding: Finding): ReportedFinding {
    const judged: ReportedFinding = {
        ...finding,
        level: levelOf(finding, configuration.get(rule.id)?.level ?? rule.level),
        ...exemptions.judge(finding),
    };
    log({ finding: judged });
    return judged;
}

function levelOf({ kind }: Finding, ofRule: ConfiguredLevel): Level {
    if (kind === "fault") return "mandatory";
    return kind === "violation" && ofRule !== "advisory" ? "mandatory" : "advisory";
}
