export const volumeType = "aws:ebs/volume:Volume";
export const launchTemplateType = "aws:ec2/launchTemplate:LaunchTemplate";

/**
 * Encrypts the volumes in a resource's properties, as gp3 where nothing says what they are. Whether it changed one. A
 * device that is made from a snapshot stays as it is: AWS takes no setting there.
 */
export function encryptVolumes(properties: Record<string, unknown>, type: string): boolean {
    if (type === volumeType) return encrypt(properties, "type", true);
    // The provider has a text there, and a boolean everywhere else.
    const yes = type === launchTemplateType ? "true" : true;
    const volumes = type === launchTemplateType ? ofTemplate(properties) : ofInstance(properties);
    return volumes
        .filter(({ snapshotId }) => isOff(snapshotId))
        .map((volume) => encrypt(volume, "volumeType", yes))
        .includes(true);
}

function ofTemplate({ blockDeviceMappings }: Record<string, unknown>): Record<string, unknown>[] {
    return objectsOf(blockDeviceMappings)
        .filter(isVolume)
        .flatMap((mapping) => objectsOf([(mapping.ebs ??= {})]));
}

function ofInstance(properties: Record<string, unknown>): Record<string, unknown>[] {
    if (isOff(properties.launchTemplate)) properties.rootBlockDevice ??= {};
    return objectsOf([properties.rootBlockDevice]).concat(objectsOf(properties.ebsBlockDevices).filter(isVolume));
}

/** Neither a disk of the host nor one of the image that is left out. */
function isVolume({ virtualName, noDevice }: Record<string, unknown>): boolean {
    return isOff(virtualName) && isOff(noDevice);
}

function encrypt(volume: Record<string, unknown>, typeKey: string, yes: true | "true"): boolean {
    if (String(volume.encrypted) === "true") return false;
    volume.encrypted = yes;
    volume[typeKey] ??= "gp3";
    return true;
}

export function isOff(raw: unknown): boolean {
    return raw === undefined || raw === null || raw === false || raw === "false";
}

function objectsOf(list: unknown): Record<string, unknown>[] {
    return Array.isArray(list) ? list.filter(isObject) : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
