import { expect } from "chai";

import { Endpoints } from "../../../../../components/foundation/aws/network/endpoints";
import { named, registered } from "../../../mocks";

describe("endpoints on their own", () => {
    const args = { vpcId: "vpc-1", clientCidrs: ["10.0.0.0/16"], subnetIds: ["subnet-1"], routeTableIds: ["rtb-1"] };

    it("have those that nodes and controllers need", async () => {
        const resources = await registered(() => new Endpoints("ends", { ...args, region: "eu-central-1" }));
        expect(named(resources, "ends-ecr-api").inputs).to.deep.include({
            serviceName: "com.amazonaws.eu-central-1.ecr.api",
            subnetIds: ["subnet-1"],
        });
    });

    it("refuse bad args before anything is registered", async () => {
        const attempt = await registered(() => {
            expect(() => new Endpoints("ends", { ...args, region: "x", services: ["sts", "s3"] })).to.throw(
                /ends are not valid(.|\n)*region: is no region(.|\n)*services\[1\]: has a gateway endpoint/,
            );
        });
        expect(attempt).to.be.empty;
    });
});
