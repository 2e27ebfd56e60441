import { checkov, resourceRule, securityHub } from "../rule";

export const mskTls = resourceRule({
    id: "msk-tls",
    level: "mandatory",
    severity: "high",
    what: "Kafka clusters of MSK take connections over TLS alone, and their brokers talk TLS to each other.",
    why: "Records, and what clients log in with, can be read on the wire. At rest MSK always encrypts.",
    fix: `new aws.msk.Cluster("events", {
    encryptionInfo: { encryptionInTransit: { clientBroker: "TLS", inCluster: true } },
    ...
});`,
    controls: [...securityHub("MSK.1"), ...checkov("CKV_AWS_81")],
    source: "https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html",
    types: ["aws:msk/cluster:Cluster"],
    check({ properties }, { decide, violation }) {
        const transit = properties.at("encryptionInfo", "encryptionInTransit");
        decide(() => {
            const clients = transit.at("clientBroker");
            if ((clients.text() ?? "TLS") !== "TLS") {
                violation(clients, "is not TLS: clients could connect in plain text");
            }
        });
        decide(() => {
            const brokers = transit.at("inCluster");
            if (brokers.bool() === false) {
                violation(brokers, "is false: brokers would send each other records in plain text");
            }
        });
    },
});
