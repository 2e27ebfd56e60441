import { expect } from "chai";

import { clusterAccess } from "../../components/cluster-access";

describe("which cluster a stack goes to", () => {
    it("is the config's context, even beside a running embedded cluster", () => {
        expect(clusterAccess({ kubeContext: "kind-dev" }, "/state/kubeconfig")).to.deep.equal({ context: "kind-dev" });
    });

    it("is the embedded cluster otherwise", () => {
        expect(clusterAccess({}, "/state/kubeconfig")).to.deep.equal({ kubeconfig: "/state/kubeconfig" });
    });

    it("is never one that happens to be around", () => {
        for (const embedded of [undefined, ""]) {
            expect(() => clusterAccess({}, embedded)).to.throw(/make up.*make -s env.*local\.kubeContext/);
        }
    });
});
