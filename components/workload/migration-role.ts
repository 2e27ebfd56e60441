import type { core } from "@pulumi/kubernetes/types/input";

import type { MigrationRole } from "../foundation/foundation";
import { type PodSpec, volumeName } from "./pod";

/** A pod that signs in as the role of migrations, with no Secret of the role that it has otherwise. */
export function withMigrationRole({ containers, ...pod }: PodSpec, { environment, secrets }: MigrationRole): PodSpec {
    const byVolume = new Map(Object.entries(secrets).map(([variable, secret]) => [volumeName(variable), secret]));
    return {
        ...pod,
        containers: containers.map((container) => ({
            ...container,
            env: (container.env as core.v1.EnvVar[] | undefined)?.map((variable) => ({
                ...variable,
                value: environment[variable.name as string] ?? variable.value,
            })),
        })),
        volumes: (pod.volumes as core.v1.Volume[] | undefined)?.map((volume) => {
            const secretName = byVolume.get(volume.name as string);
            return secretName === undefined
                ? volume
                : { ...volume, secret: { ...(volume.secret as core.v1.SecretVolumeSource), secretName } };
        }),
    };
}
