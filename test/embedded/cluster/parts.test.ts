import { expect } from "chai";

import { parts } from "../../../embedded/cluster/parts";
import type { ClusterSettings } from "../../../embedded/cluster/settings";

const settings: ClusterSettings = {
    ...{ name: "test", state: "/state", port: 8080, programs: {}, debs: "/debs", images: {}, gatewayApi: "" },
    link: { host: "10.77.0.1", node: "10.77.0.2" },
};
const ports = { etcd: 1, etcdPeer: 2, apiServer: 3, controllerManager: 4, scheduler: 5, kwok: 6 };
const simulated: ClusterSettings = {
    ...settings,
    link: { host: "127.0.0.1", node: "127.0.0.1" },
    simulated: {
        ports,
        tokenReview: "http://127.0.0.1:8/",
        stages: "/stages.yaml",
    },
};
const controlPlane = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"];
const names = (given: ClusterSettings) => parts(given).map(({ name }) => name);
const flags = (given: ClusterSettings) => parts(given).flatMap(({ args }) => args);

describe("the parts of a cluster", () => {
    it("are a control plane and what runs pods", () => {
        expect(names(settings)).to.deep.equal([
            ...controlPlane,
            ...["containerd", "kubelet", "kube-proxy", "network-policies"],
        ]);
        expect(flags(settings)).to.include("--secure-port=6443");
        expect(flags(settings).filter((flag) => /token-webhook|disable-admission/.test(flag))).to.deep.equal([]);
    });

    it("are a control plane on ports of its own, and KWOK, where nodes are simulated", () => {
        expect(names(simulated)).to.deep.equal([...controlPlane, "kwok"]);
        for (const flag of ["--secure-port=3", "--bind-address=127.0.0.1", "--server-address=127.0.0.1:6"])
            expect(flags(simulated)).to.include(flag);
        expect(flags(simulated).filter((flag) => /\b(2379|2380|6443|10257|10259)\b/.test(flag))).to.deep.equal([]);
    });

    it("wait for what they need", () => {
        for (const given of [settings, simulated]) {
            const order = names(given);
            for (const { name, after } of parts(given))
                for (const each of after)
                    expect(order.indexOf(each), `${name} after ${each}`).to.be.within(0, order.indexOf(name) - 1);
        }
    });
});
