import * as pulumi from "@pulumi/pulumi";

import { clientLabels } from "../client-labels";
import type { Store } from "../foundation";
import type { Cache } from "./data/cache";
import { cacheUserId } from "./data/cache-rules";
import type { PolicyStatement } from "./policy-document";
import { addressEgress } from "./subnet-peers";

/** The one user of the cache, which workloads sign in as by IAM: there is no password that could leak. */
export const cacheUser = "app";

/** Where the EKS Pod Identity Agent answers on each node. */
const podIdentityAgent = { cidr: "169.254.170.23/32", port: 80 };

/** How workloads reach the cache. `cidrs` are the blocks of its subnets. */
export function cacheStore(cache: Cache, identifier: string, region: string, cidrs: string[]): Store {
    return {
        environment: {
            CACHE_HOST: cache.address,
            CACHE_PORT: String(cache.port),
            CACHE_TLS: "on",
            CACHE_AUTH: "iam",
            CACHE_NAME: identifier,
            CACHE_USER: cacheUserId(identifier, cacheUser),
            AWS_REGION: region,
        },
        egress: [addressEgress(cidrs, cache.port), addressEgress([podIdentityAgent.cidr], podIdentityAgent.port)],
        clientLabels: clientLabels("cache"),
    };
}

/** Lets a role sign in to the cache as its one user. */
export function connectStatements(cache: Cache): PolicyStatement<pulumi.Input<string>>[] {
    return [
        {
            Sid: "SignInToCache",
            Effect: "Allow",
            Action: "elasticache:Connect",
            Resource: [cache.arn, ...Object.values(cache.userArns)],
        },
    ];
}
