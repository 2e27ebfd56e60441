import { k8sSecretEnv } from "../../../../policy-pack/kubernetes/k8s-secret-env";
import { type RuleCases, unknown } from "../../rule-cases";

const pod = "kubernetes:core/v1:Pod";
const deployment = "kubernetes:apps/v1:Deployment";
const withEnv = (...env: object[]) => ({ spec: { containers: [{ name: "web", image: "nginx", env }] } });
const value = (index: number) => `spec.containers[0].env[${index}].value`;

export const cases: RuleCases = {
    rule: k8sSecretEnv,
    compliant: {
        "plain variables": {
            source: "https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/",
            resources: {
                type: pod,
                properties: {
                    metadata: { name: "envar-demo", labels: { purpose: "demonstrate-envars" } },
                    spec: {
                        containers: [
                            {
                                name: "envar-demo-container",
                                image: "gcr.io/google-samples/hello-app:2.0",
                                env: [
                                    { name: "DEMO_GREETING", value: "Hello from the environment" },
                                    { name: "DEMO_FAREWELL", value: "Such a sweet sorrow" },
                                    { name: "REPLICAS", value: 3 },
                                    { name: "POD_IP", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } },
                                ],
                                envFrom: [{ configMapRef: { name: "special-config" } }],
                            },
                        ],
                    },
                },
            },
        },
        "a Secret as a file": {
            source: "https://kubernetes.io/docs/tasks/inject-data-application/distribute-credentials-secure/",
            resources: {
                type: "kubernetes:apps/v1:StatefulSet",
                properties: {
                    spec: {
                        template: {
                            spec: {
                                containers: [
                                    {
                                        name: "postgresql",
                                        env: [
                                            { name: "POSTGRES_USER", value: "shop" },
                                            { name: "POSTGRES_PASSWORD_FILE", value: "/var/run/secrets/db/password" },
                                            { name: "PGPASSFILE", value: "/var/run/secrets/db/pgpass" },
                                        ],
                                        volumeMounts: [{ name: "db", mountPath: "/var/run/secrets/db" }],
                                    },
                                ],
                                volumes: [{ name: "db", secret: { secretName: "db" } }],
                            },
                        },
                    },
                },
            },
            parameters: { forbidSecretKeyRef: true },
        },
        "a Secret that Kubernetes fills in": {
            source: "https://kubernetes.io/docs/concepts/configuration/secret/",
            resources: {
                type: pod,
                properties: {
                    spec: {
                        containers: [
                            {
                                env: [
                                    {
                                        name: "SECRET_USERNAME",
                                        valueFrom: { secretKeyRef: { name: "mysecret", key: "username" } },
                                    },
                                    {
                                        name: "SECRET_PASSWORD",
                                        valueFrom: { secretKeyRef: { name: "mysecret", key: "password" } },
                                    },
                                    { name: "MYSQL_PWD", value: "$(SECRET_PASSWORD)" },
                                ],
                                envFrom: [{ secretRef: { name: "test-secret" } }],
                            },
                        ],
                    },
                },
            },
        },
        "names that only sound so": {
            source: "https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/",
            resources: {
                type: deployment,
                properties: {
                    spec: {
                        template: withEnv(
                            { name: "TOKEN_URL", value: "https://login.example.com/oauth2/token" },
                            { name: "SECRET_NAME", value: "orders/database" },
                            {
                                name: "DB_SECRET",
                                value: "arn:aws:secretsmanager:eu-central-1:123456789012:secret:orders-a1b2c3",
                            },
                            { name: "KEYCLOAK_REALM", value: "shop" },
                            { name: "AWS_ACCESS_KEY_ID", value: "" },
                            { name: "JWT_PUBLIC_KEY", value: "MFkwEwYHKoZIzj0CAQ" },
                            { name: "PARTITION_KEY", value: "orderId" },
                            { name: "REQUIRE_PASSWORD", value: "true" },
                            { name: "MONKEY", value: "see" },
                            { name: "DATABASE_URL", value: "postgres://shop@db.example.com:5432/orders" },
                            { name: "CACHE_URL", value: "rediss://shop:$(CACHE_PASSWORD)@cache.example.com:6379" },
                        ),
                    },
                },
            },
        },
        "the name of an etcd cluster, and a key in pages for browsers": {
            source: "https://etcd.io/docs/v3.6/op-guide/clustering/",
            resources: {
                type: pod,
                properties: withEnv(
                    { name: "ETCD_INITIAL_CLUSTER_TOKEN", value: "etcd-cluster-1" },
                    { name: "NEXT_PUBLIC_MAPS_API_KEY", value: "maps-of-the-shop" },
                ),
            },
        },
        "a name that was said to be none": {
            source: "https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/",
            resources: { type: pod, properties: withEnv({ name: "TLS_SECRET", value: "shop-tls" }) },
            parameters: { allowedNames: ["TLS_SECRET"] },
        },
    },
    violating: {
        "a password": {
            resources: {
                type: pod,
                properties: withEnv({ name: "GREETING", value: "hi" }, { name: "DB_PASSWORD", value: "correct-horse" }),
            },
            at: [value(1)],
        },
        "secrets by other names": {
            resources: {
                type: deployment,
                properties: {
                    spec: {
                        template: withEnv(
                            ...[
                                "PGPASSWORD",
                                "MYSQL_PWD",
                                "GITHUB_TOKEN",
                                "JWT_SECRET",
                                "sessionToken",
                                "aws.secret-key",
                            ].map((name) => ({ name, value: "correct-horse" })),
                        ),
                    },
                },
            },
            at: [0, 1, 2, 3, 4, 5].map((index) => `spec.template.${value(index)}`),
        },
        "keys by their looks, also under names that are allowed": {
            resources: {
                type: pod,
                properties: withEnv(
                    { name: "AWS_ACCESS_KEY_ID", value: "AKIAIOSFODNN7EXAMPLE" },
                    { name: "TLS_KEY", value: "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE" },
                    { name: "DATABASE_URL", value: "postgres://shop:correct-horse@db.example.com/orders" },
                ),
            },
            parameters: { allowedNames: ["TLS_KEY"] },
            at: [value(0), value(1), value(2)],
        },
        "an init container of a CronJob": {
            resources: {
                type: "kubernetes:batch/v1:CronJob",
                properties: {
                    spec: {
                        jobTemplate: {
                            spec: {
                                template: {
                                    spec: {
                                        initContainers: [{ env: [{ name: "VAULT_TOKEN", value: "correct-horse" }] }],
                                    },
                                },
                            },
                        },
                    },
                },
            },
            at: ["spec.jobTemplate.spec.template.spec.initContainers[0].env[0].value"],
        },
        "a patch, beside a variable that is unknown": {
            resources: {
                type: "kubernetes:apps/v1:DeploymentPatch",
                properties: {
                    spec: { template: withEnv({ name: "HOST", value: unknown }, { name: "PASSWORD", value: 12345 }) },
                },
            },
            at: [`spec.template.${value(1)}`],
        },
        "Secrets that Kubernetes fills in, where that is forbidden": {
            resources: {
                type: pod,
                properties: {
                    spec: {
                        containers: [
                            {
                                env: [{ name: "DB", valueFrom: { secretKeyRef: { name: "db", key: "password" } } }],
                                envFrom: [{ configMapRef: { name: "web" } }, { secretRef: { name: "web" } }],
                            },
                        ],
                    },
                },
            },
            parameters: { forbidSecretKeyRef: true },
            at: ["spec.containers[0].env[0].valueFrom.secretKeyRef", "spec.containers[0].envFrom[1].secretRef"],
        },
        "of a wrong type": {
            resources: { type: pod, properties: withEnv({ name: "PASSWORD", value: ["correct-horse"] }) },
            at: [value(0)],
        },
    },
    unknown: {
        "a value": {
            resources: {
                type: pod,
                properties: withEnv(
                    { name: "DATABASE_HOST", value: unknown },
                    { name: unknown, value: "hi" },
                    { name: "PASSWORD", value: "correct-horse" },
                ),
            },
            undetermined: [value(0), "spec.containers[0].env[1].name"],
            at: [value(2)],
        },
        "the variables of a container": {
            resources: { type: pod, properties: { spec: { containers: [{ env: unknown }] } } },
            undetermined: ["spec.containers[0].env"],
        },
        "where a value comes from": {
            resources: { type: pod, properties: withEnv({ name: "DB", valueFrom: unknown }) },
            parameters: { forbidSecretKeyRef: true },
            undetermined: ["spec.containers[0].env[0].valueFrom"],
        },
    },
};
