import * as fs from "node:fs";
import * as path from "node:path";

import { parseDocument, visit } from "yaml";

import { UserError } from "../../embedded/errors";
import { type AwsPlace, projectName, readStackFile } from "../stack/stack-file";

/** What of a stack's file says whether another stack can take over from it, in another region. */
export interface RegionStack {
    readonly stack: string;
    readonly file: string;
    readonly place: AwsPlace;
    readonly accountId?: string;
    readonly zoneId?: string;
    /** All host names. */
    readonly domains: readonly string[];
    /** Of its records. */
    readonly weight?: number;
    /** Region that its backups are copied to. */
    readonly copiesTo?: string;
    readonly images: readonly string[];
    /** What its database is made of. */
    readonly restoreFrom?: Backup;
}

/** As `aws.database.restoreFrom` has it. */
export interface Backup {
    readonly backupsArn: string;
    readonly kmsKeyArn: string;
    readonly time: string;
}

interface Values {
    "alchemorsel:workloads"?: Record<string, { image?: Record<string, string> }>;
    "alchemorsel:aws"?: {
        accountId?: string;
        database?: { restoreFrom?: Backup };
        edge?: { domain?: string; alternativeNames?: string[]; zone?: { id?: string }; weight?: number };
        recovery?: { region?: string };
    };
}

export function readRegionStack(project: string, stack: string): RegionStack {
    const file = path.join(project, `Pulumi.${stack}.yaml`);
    const place = readStackFile(file);
    if (place.foundation !== "aws") throw new UserError(`${stack} is not on AWS: it is in no region`);
    const { config } = parseDocument(fs.readFileSync(file, "utf8")).toJS() as { config: Values };
    const { "alchemorsel:aws": aws = {}, "alchemorsel:workloads": workloads = {} } = config;
    const { domain, alternativeNames = [], zone, weight } = aws.edge ?? {};
    return {
        ...{ stack, file, place, weight, accountId: aws.accountId, zoneId: zone?.id },
        domains: [...(domain === undefined ? [] : [domain]), ...alternativeNames],
        copiesTo: aws.recovery?.region,
        images: Object.values(workloads).flatMap(({ image = {} }) => Object.values(image)),
        restoreFrom: aws.database?.restoreFrom,
    };
}

/** Writes a setting of `aws`, and leaves all else of the file as it is. No engine is needed, whose backend may be in a lost region. */
export function writeSetting({ file }: RegionStack, keys: readonly string[], value: unknown): void {
    const document = parseDocument(fs.readFileSync(file, "utf8"));
    const node = document.createNode(value);
    // The engine would take a plain moment for a timestamp, and tell it in another form.
    visit(node, {
        Scalar(key, scalar) {
            if (key !== "key" && typeof scalar.value === "string") scalar.type = "QUOTE_DOUBLE";
        },
    });
    document.setIn(["config", `${projectName}:aws`, ...keys], node);
    fs.writeFileSync(file, document.toString({ lineWidth: 0 }));
}
