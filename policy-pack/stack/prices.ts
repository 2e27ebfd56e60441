/**
 * What an hour costs in USD, on demand, in us-east-1, as of August 2026. Only what runs by the hour: storage, traffic,
 * requests, capacity units and support come on top.
 *
 * Those of the first table without the gateway load balancer, and of `m5`, `m6i`, `t2`, `t3`, `t4g`, `db.t4g` and `cache.r5`, were compared with the estimates
 * that Infracost keeps in its tests, which come from AWS's price list. The others are from memory of AWS's pages: they
 * change rarely, but take them for what they are. https://aws.amazon.com/ec2/pricing/on-demand/
 * https://aws.amazon.com/rds/postgresql/pricing/ https://aws.amazon.com/elasticache/pricing/
 */
export const pricesAsOf = "us-east-1, on demand, August 2026";

export const hoursAMonth = 730;

export const hourly = {
    natGateway: 0.045,
    loadBalancer: 0.0225,
    gatewayLoadBalancer: 0.0125,
    classicLoadBalancer: 0.025,
    controlPlane: 0.1,
    /** In one zone. */
    interfaceEndpoint: 0.01,
} as const;

/** Linux, of size `large`: the other sizes cost in proportion. */
const instances: Readonly<Record<string, number>> = {
    t2: 0.0928,
    t3: 0.0832,
    t3a: 0.0752,
    t4g: 0.0672,
    m5: 0.096,
    m5a: 0.086,
    m6a: 0.0864,
    m6g: 0.077,
    m6i: 0.096,
    m7a: 0.11592,
    m7g: 0.0816,
    m7i: 0.1008,
    "m7i-flex": 0.09576,
    m8g: 0.08976,
    c5: 0.085,
    c6a: 0.0765,
    c6g: 0.068,
    c6i: 0.085,
    c7g: 0.0725,
    c7i: 0.08925,
    r5: 0.126,
    r6g: 0.1008,
    r6i: 0.126,
    r7g: 0.1071,
    r7i: 0.1323,
};

/** PostgreSQL, one zone, `large`. */
const databases: Readonly<Record<string, number>> = {
    t3: 0.145,
    t4g: 0.129,
    m5: 0.178,
    m6g: 0.159,
    m6i: 0.178,
    m7g: 0.168,
    r5: 0.25,
    r6g: 0.225,
    r6i: 0.25,
    r7g: 0.239,
};

/** Aurora, standard storage, `large`. */
const auroraDatabases: Readonly<Record<string, number>> = {
    t3: 0.164,
    t4g: 0.146,
    r5: 0.29,
    r6g: 0.26,
    r6i: 0.29,
    r7g: 0.276,
};

/** Redis OSS and Memcached, `large`. */
const caches: Readonly<Record<string, number>> = {
    t3: 0.136,
    t4g: 0.129,
    m5: 0.156,
    m6g: 0.149,
    m7g: 0.158,
    r5: 0.216,
    r6g: 0.206,
    r7g: 0.219,
};

/** Valkey costs a fifth less. */
const valkeyShare = 0.8;

const sizes: Readonly<Record<string, number>> = {
    nano: 1 / 16,
    micro: 1 / 8,
    small: 1 / 4,
    medium: 1 / 2,
    large: 1,
    xlarge: 2,
};

/** Undefined: no price is known here. */
export type Price = number | undefined;

export function instancePrice(type: string): Price {
    return priceOf(type, instances);
}

export function databasePrice(type: string, engine: string): Price {
    if (!/^(aurora|postgres|mysql|mariadb)/.test(engine)) return undefined;
    return priceOf(type.replace(/^db\./, ""), engine.startsWith("aurora") ? auroraDatabases : databases);
}

export function cachePrice(type: string, engine: string): Price {
    const price = priceOf(type.replace(/^cache\./, ""), caches);
    return price === undefined ? undefined : price * (engine === "valkey" ? valkeyShare : 1);
}

/** `m7i.2xlarge` is four times `m7i.large`. */
function priceOf(type: string, large: Readonly<Record<string, number>>): Price {
    const [family = "", size = ""] = type.split(".");
    const factor = sizes[size] ?? 2 * Number(/^(\d+)xlarge$/.exec(size)?.[1]);
    const price = large[family];
    return price === undefined || Number.isNaN(factor) ? undefined : price * factor;
}
