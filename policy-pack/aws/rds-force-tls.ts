import { checkov, resourceRule, securityHub } from "../rule";
import type { Value } from "../value";

const parameterGroup = "aws:rds/parameterGroup:ParameterGroup";
const clusterParameterGroup = "aws:rds/clusterParameterGroup:ClusterParameterGroup";

/** The parameter that forces TLS, and the version from which on it does so by default. */
interface Forcing {
    readonly family: RegExp;
    readonly parameter: "rds.force_ssl" | "require_secure_transport";
    readonly onFrom: number;
}

/** Of instances, and of clusters with several zones. Source: the User Guide's page on TLS of each engine. */
const engines: readonly Forcing[] = [
    { family: /^postgres(\d+)/, parameter: "rds.force_ssl", onFrom: 15 },
    { family: /^sqlserver-/, parameter: "rds.force_ssl", onFrom: Infinity },
    { family: /^mysql(\d+\.\d+)/, parameter: "require_secure_transport", onFrom: 9.7 },
    { family: /^mariadb(\d+\.\d+)/, parameter: "require_secure_transport", onFrom: 11.8 },
];

/** Aurora has the parameter in the group of the cluster alone. */
const aurora: readonly Forcing[] = [
    { family: /^aurora-postgresql(\d+)/, parameter: "rds.force_ssl", onFrom: 17 },
    { family: /^aurora-mysql/, parameter: "require_secure_transport", onFrom: Infinity },
];

export const rdsForceTls = resourceRule({
    id: "rds-force-tls",
    level: "advisory",
    severity: "medium",
    what: "Databases refuse connections without TLS.",
    why: "A client that does not ask for TLS sends its password and all rows in plain text, and nobody notices.",
    fix: `new aws.rds.ParameterGroup("orders", {
    family: "postgres14",
    parameters: [{ name: "rds.force_ssl", value: "1" }], // MySQL, MariaDB: require_secure_transport
});`,
    controls: [...securityHub("RDS.38", "RDS.39", "RDS.41", "RDS.44"), ...checkov("CKV2_AWS_69")],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html",
    types: [parameterGroup, clusterParameterGroup],
    check({ type, properties }, { violation }) {
        const family = properties.at("family").text() ?? "";
        const known = type === clusterParameterGroup ? [...engines, ...aurora] : engines;
        const forcing = known.find((engine) => engine.family.test(family));
        if (forcing === undefined) return;
        const parameters = properties.at("parameters");
        const value = valueOf(parameters, forcing.parameter);
        if (value !== undefined) {
            if (!isOn(value)) violation(value, "is not 1: clients could connect without TLS");
        } else if (!isOnByDefault(forcing, family)) {
            violation(parameters, `has no ${forcing.parameter} of 1: clients could connect without TLS`);
        }
    },
});

/** Undefined if the group leaves it as it is. */
function valueOf(parameters: Value, name: string): Value | undefined {
    const list = parameters.list();
    const found = list.find((parameter) => !parameter.at("name").isUnknown && parameter.at("name").text() === name);
    // It may be one whose name is unknown: reading that one says so.
    if (found === undefined) list.forEach((parameter) => parameter.at("name").text());
    return found?.at("value");
}

function isOn(value: Value): boolean {
    return ["1", "on", "true"].includes(String(value.scalar()).toLowerCase());
}

function isOnByDefault({ family, onFrom }: Forcing, name: string): boolean {
    return Number(family.exec(name)?.[1] ?? 0) >= onFrom;
}
