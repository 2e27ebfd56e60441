/** The names of a foundation's parts: what the checks of the config look at before there is any. */
export function partNames(name: string) {
    return {
        keys: `${name}-keys`,
        network: `${name}-network`,
        cluster: `${name}-cluster`,
        /** A node group, by the name that the config gives it. */
        nodes: (group: string) => `${name}-nodes-${group}`,
        karpenter: `${name}-karpenter`,
        nodePool: `${name}-pool`,
        observability: `${name}-insights`,
        roles: `${name}-roles`,
        controllers: `${name}-controllers`,
        database: `${name}-database`,
        cache: `${name}-cache`,
        edge: `${name}-edge`,
        registry: `${name}-registry`,
        secrets: `${name}-secrets`,
        recovery: `${name}-backup`,
        cost: `${name}-cost`,
        alarms: `${name}-alarms`,
        /** The rights of a workload, by its ServiceAccount. */
        identity: (serviceAccount: string) => `${name}-identity-${serviceAccount}`,
    };
}
