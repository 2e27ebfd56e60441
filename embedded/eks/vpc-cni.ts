import { Addon } from "@pulumi/aws/eks";
import type { VpcCniOptionsArgs } from "@pulumi/eks/types/input";
import * as pulumi from "@pulumi/pulumi";

import { stableJson } from "./stable-json";

export type VpcCniArgs = VpcCniOptionsArgs & {
    clusterName: pulumi.Input<string>;
    clusterVersion?: pulumi.Input<string>;
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
};

/** Environment variable of the daemon → the option that sets it, and what it is without. */
const daemon: readonly (readonly [variable: string, option: keyof VpcCniOptionsArgs, without?: string])[] = [
    ["AWS_VPC_CNI_NODE_PORT_SUPPORT", "nodePortSupport"],
    ["AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG", "cniCustomNetworkCfg", "false"],
    ["AWS_VPC_K8S_CNI_CONFIGURE_RPFILTER", "cniConfigureRpfilter"],
    ["AWS_VPC_K8S_CNI_LOGLEVEL", "logLevel", "DEBUG"],
    ["AWS_VPC_K8S_CNI_LOG_FILE", "logFile", "/host/var/log/aws-routed-eni/ipamd.log"],
    ["AWS_VPC_K8S_CNI_VETHPREFIX", "vethPrefix", "eni"],
    ["AWS_VPC_ENI_MTU", "eniMtu", "9001"],
    ["ENABLE_POD_ENI", "enablePodEni", "false"],
    ["ENABLE_PREFIX_DELEGATION", "enablePrefixDelegation"],
    ["ENI_CONFIG_LABEL_DEF", "eniConfigLabelDef"],
    ["WARM_IP_TARGET", "warmIpTarget"],
    ["WARM_PREFIX_TARGET", "warmPrefixTarget"],
];

/** No option sets these. */
const fixed = {
    AWS_VPC_K8S_PLUGIN_LOG_LEVEL: "DEBUG",
    AWS_VPC_K8S_PLUGIN_LOG_FILE: "/var/log/aws-routed-eni/plugin.log",
};

/** The add-on for pod networking, as eks:index:VpcCniAddon. */
export class VpcCniAddon extends pulumi.ComponentResource {
    readonly addon: Addon;

    constructor(name: string, args: VpcCniArgs, opts: pulumi.ComponentResourceOptions) {
        super("eks:index:VpcCniAddon", name, args, opts);
        this.addon = new Addon(
            name,
            {
                clusterName: args.clusterName,
                addonName: "vpc-cni",
                addonVersion: args.addonVersion,
                preserve: true,
                resolveConflictsOnCreate: args.resolveConflictsOnCreate ?? "OVERWRITE",
                resolveConflictsOnUpdate: args.resolveConflictsOnUpdate ?? "OVERWRITE",
                configurationValues: stableJson(configuration(args)),
                serviceAccountRoleArn: args.serviceAccountRoleArn,
                tags: args.tags,
            },
            { parent: this },
        );
        this.registerOutputs({ addon: this.addon });
    }
}

/** The user's own configuration wins over what the options say. */
function configuration(args: VpcCniArgs): pulumi.Output<object> {
    const known = pulumi.all([environment(args), args.enableNetworkPolicy, args.configurationValues]);
    return known.apply(([{ env, init }, enableNetworkPolicy, own = {}]) => {
        const { env: ownEnv, init: ownInit, ...rest } = own as Configuration;
        return {
            ...(enableNetworkPolicy === undefined ? {} : { enableNetworkPolicy: String(enableNetworkPolicy) }),
            ...rest,
            env: { ...env, ...ownEnv },
            init: { ...ownInit, env: { ...init, ...ownInit?.env } },
        };
    });
}

interface Configuration {
    env?: Record<string, string>;
    init?: { env?: Record<string, string> };
}

/** An option that is off counts as one that is absent, as in release 4. */
function environment(args: VpcCniArgs) {
    const text = (value: pulumi.Input<string | number | boolean>): pulumi.Output<string> =>
        pulumi.output(value).apply((known: string | number | boolean) => String(known));
    const env: Record<string, pulumi.Input<string>> = { ...fixed };
    for (const [variable, option, without] of daemon) {
        const value = args[option] as pulumi.Input<string | number | boolean> | undefined;
        if (value) env[variable] = text(value);
        else if (without !== undefined) env[variable] = without;
    }
    env.WARM_ENI_TARGET = text(args.warmEniTarget ?? 1);
    env.AWS_VPC_K8S_CNI_EXTERNALSNAT = text(args.externalSnat || args.cniExternalSnat || false);
    const init = { DISABLE_TCP_EARLY_DEMUX: text(args.disableTcpEarlyDemux ?? false) };
    return pulumi.all([pulumi.all(env), pulumi.all(init)]).apply(([env, init]) => ({ env, init }));
}
