/**
 * The options of @pulumi/eks that the stand-in knows, as data. An option that isn't here would be left out of the plan in
 * silence, so it's refused: with the path, all of them at once.
 */

/** What an option may hold: any value, an object of these keys, or a map whose values have one shape. */
type Shape = "any" | { readonly keys: Readonly<Record<string, Shape>> } | { readonly each: Shape };

export interface Problem {
    readonly propertyPath: string;
    readonly reason: string;
}

export type Options = Readonly<Record<string, unknown>>;

const any = (...names: string[]): Record<string, Shape> => Object.fromEntries(names.map((name) => [name, "any"]));

const addon: Shape = {
    keys: any("enabled", "version", "resolveConflictsOnCreate", "resolveConflictsOnUpdate", "configurationValues"),
};

const clusterOptions: Shape = {
    keys: {
        ...any("vpcId", "subnetIds", "publicSubnetIds", "privateSubnetIds", "name", "version", "serviceRole"),
        ...any("authenticationMode", "skipDefaultNodeGroup", "skipDefaultSecurityGroups", "clusterSecurityGroup"),
        ...any("endpointPrivateAccess", "endpointPublicAccess", "publicAccessCidrs", "encryptionConfigKeyArn"),
        ...any("enabledClusterLogTypes", "deletionProtection", "upgradePolicy", "bootstrapSelfManagedAddons"),
        ...any("kubernetesServiceIpAddressRange", "ipFamily", "useDefaultVpcCni", "enableConfigMapMutable"),
        ...any("tags", "clusterTags", "clusterSecurityGroupTags", "nodeSecurityGroupTags"),
        accessEntries: {
            each: {
                keys: {
                    ...any("principalArn", "type", "username", "kubernetesGroups", "tags"),
                    accessPolicies: { each: { keys: any("policyArn", "accessScope") } },
                },
            },
        },
        autoMode: { keys: any("enabled", "createNodeRole", "computeConfig") },
        corednsAddonOptions: addon,
        kubeProxyAddonOptions: addon,
        providerCredentialOpts: { keys: any("roleArn", "profileName") },
        vpcCniOptions: {
            keys: {
                ...any("addonVersion", "configurationValues", "enableNetworkPolicy", "serviceAccountRoleArn"),
                ...any("resolveConflictsOnCreate", "resolveConflictsOnUpdate", "nodePortSupport", "externalSnat"),
                ...any("warmEniTarget", "warmIpTarget", "warmPrefixTarget", "logLevel"),
                ...any("enablePrefixDelegation", "logFile", "vethPrefix", "eniMtu", "eniConfigLabelDef"),
                ...any("enablePodEni", "disableTcpEarlyDemux", "cniConfigureRpfilter", "cniCustomNetworkCfg"),
                ...any("cniExternalSnat"),
            },
        },
    },
};

const managedNodeGroupOptions: Shape = {
    keys: {
        ...any("cluster", "clusterName", "nodeGroupName", "nodeGroupNamePrefix", "nodeRole", "nodeRoleArn"),
        ...any("subnetIds", "scalingConfig", "ignoreScalingChanges", "instanceTypes", "capacityType", "amiType"),
        ...any("version", "releaseVersion", "forceUpdateVersion", "diskSize", "launchTemplate", "remoteAccess"),
        ...any("labels", "taints", "tags"),
    },
};

/** Why the stand-in doesn't plan a cluster with these options; empty where it does. */
export function clusterProblems(options: Options): Problem[] {
    return [...unknownOptions(options, clusterOptions), ...lookups(options), ...contradictions(options)];
}

export function managedNodeGroupProblems(options: Options): Problem[] {
    const problems = unknownOptions(options, managedNodeGroupOptions);
    if ((options.nodeRole === undefined) === (options.nodeRoleArn === undefined)) {
        problems.push({ propertyPath: "nodeRole", reason: "give exactly one of nodeRole and nodeRoleArn" });
    }
    return problems;
}

/** Which add-ons release 4 makes for these options. */
export function addonsOf(options: Options): { kubeProxy: boolean; coredns: boolean; vpcCni: boolean } {
    const auto = isAutoMode(options);
    const coredns = objectOf(options.corednsAddonOptions);
    const { useDefaultVpcCni } = options;
    return {
        kubeProxy: (objectOf(options.kubeProxyAddonOptions).enabled as boolean | undefined) ?? !auto,
        // Without nodes that the cluster brings itself, CoreDNS is only made where it's asked for.
        coredns:
            coredns.enabled === true ||
            coredns.configurationValues !== undefined ||
            (coredns.enabled !== false && (auto || options.skipDefaultNodeGroup !== true)),
        vpcCni: useDefaultVpcCni === undefined ? !auto : useDefaultVpcCni !== true,
    };
}

export function isAutoMode(options: Options): boolean {
    return objectOf(options.autoMode).enabled === true;
}

/** Release 4 asks AWS for what these leave open; the stand-in never does. */
function lookups(options: Options): Problem[] {
    const pin = "pin it: the version of an add-on that isn't pinned is looked up at AWS";
    const addons = addonsOf(options);
    const needed: [boolean, string, unknown, string][] = [
        [true, "vpcId", options.vpcId, "give it: without it the default VPC is looked up at AWS"],
        [addons.kubeProxy, "kubeProxyAddonOptions.version", objectOf(options.kubeProxyAddonOptions).version, pin],
        [addons.coredns, "corednsAddonOptions.version", objectOf(options.corednsAddonOptions).version, pin],
        [addons.vpcCni, "vpcCniOptions.addonVersion", objectOf(options.vpcCniOptions).addonVersion, pin],
    ];
    return needed
        .filter(([applies, , value]) => applies && value === undefined)
        .map(([, propertyPath, , reason]) => ({ propertyPath, reason }));
}

function contradictions(options: Options): Problem[] {
    const problems: Problem[] = [];
    const refuse = (propertyPath: string, reason: string) => problems.push({ propertyPath, reason });
    if (options.authenticationMode !== "API") refuse("authenticationMode", 'must be "API" here');
    if (!isAutoMode(options) && options.skipDefaultNodeGroup !== true) {
        refuse("skipDefaultNodeGroup", "must be true here: the default node group looks its image up at AWS");
    }
    if (options.subnetIds !== undefined && (options.publicSubnetIds ?? options.privateSubnetIds) !== undefined) {
        refuse("subnetIds", "can't be given beside publicSubnetIds or privateSubnetIds");
    }
    if (options.publicAccessCidrs !== undefined && options.endpointPublicAccess === false) {
        refuse("publicAccessCidrs", "can only be set when endpointPublicAccess is true");
    }
    const cni = objectOf(options.vpcCniOptions);
    if (cni.externalSnat && cni.cniExternalSnat) {
        refuse("vpcCniOptions.externalSnat", "can't be given beside cniExternalSnat");
    }
    const groupless = options.skipDefaultSecurityGroups === false && options.clusterSecurityGroup === undefined;
    if (isAutoMode(options) && groupless) {
        refuse("skipDefaultSecurityGroups", "can't be false with autoMode here");
    }
    return problems;
}

function unknownOptions(value: unknown, shape: Shape, path: readonly string[] = []): Problem[] {
    // A value that isn't known yet has no keys to look at.
    if (shape === "any" || !isPlainObject(value)) return [];
    return Object.entries(value).flatMap(([key, inner]) => {
        const here = [...path, key];
        if (inner === undefined) return [];
        if ("each" in shape) return unknownOptions(inner, shape.each, here);
        const known = shape.keys[key];
        if (known !== undefined) return unknownOptions(inner, known, here);
        return [
            { propertyPath: here.join("."), reason: "the stand-in for the official plugin doesn't know this option" },
        ];
    });
}

function objectOf(value: unknown): Options {
    return isPlainObject(value) ? value : {};
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
