import * as proxy from "@pulumi/policy/proxy";
import { expect } from "chai";

import { ebsEncrypted } from "../../policy-pack/aws/ebs-encrypted";
import { cases } from "./cases/aws/ebs-encrypted";
import { findingsOf, unknown } from "./rule-cases";

/** The SDK has it for tests, and its declarations leave it out. */
const { unknownCheckingProxy } = proxy as unknown as { unknownCheckingProxy: <T extends object>(properties: T) => T };

const instance = "aws:ec2/instance:Instance";
const launchTemplate = "aws:ec2/launchTemplate:LaunchTemplate";

function remediated(type: string, properties: Record<string, unknown>): { changed?: boolean; properties: unknown } {
    const copy = structuredClone(properties);
    return { changed: ebsEncrypted.remediate?.(unknownCheckingProxy(copy), type, {}), properties: copy };
}

describe("the remediation of ebs-encrypted", () => {
    it("encrypts every volume of an instance, and takes gp3 where nothing says what they are", () => {
        const properties = {
            ami: unknown,
            rootBlockDevice: { volumeSize: 20 },
            ebsBlockDevices: [
                { deviceName: "/dev/sdf", volumeType: "io2", encrypted: false },
                { deviceName: "/dev/sdg", encrypted: true },
                { deviceName: "/dev/sdh", snapshotId: "snap-066877671789bd71b" },
            ],
        };
        expect(remediated(instance, properties)).to.deep.equal({
            changed: true,
            properties: {
                ami: unknown,
                rootBlockDevice: { volumeSize: 20, volumeType: "gp3", encrypted: true },
                ebsBlockDevices: [
                    { deviceName: "/dev/sdf", volumeType: "io2", encrypted: true },
                    { deviceName: "/dev/sdg", encrypted: true },
                    { deviceName: "/dev/sdh", snapshotId: "snap-066877671789bd71b" },
                ],
            },
        });
    });

    it("gives an instance an encrypted root volume, but not where its launch template has one", () => {
        expect(remediated(instance, { instanceType: "t3.micro" }).properties).to.deep.equal({
            instanceType: "t3.micro",
            rootBlockDevice: { encrypted: true, volumeType: "gp3" },
        });
        expect(remediated(instance, { launchTemplate: { id: "lt-0abcd290751193123" } }).changed).to.equal(false);
    });

    it("writes text into a launch template, as its provider has it", () => {
        const properties = { blockDeviceMappings: [{ deviceName: "/dev/xvda" }, { virtualName: "ephemeral0" }] };
        expect(remediated(launchTemplate, properties).properties).to.deep.equal({
            blockDeviceMappings: [
                { deviceName: "/dev/xvda", ebs: { encrypted: "true", volumeType: "gp3" } },
                { virtualName: "ephemeral0" },
            ],
        });
    });

    for (const [name, { resources }] of Object.entries(cases.violating)) {
        it(`leaves no violation where it changed something: ${name}`, () => {
            for (const resource of [resources].flat()) {
                const { changed, properties } = remediatedOrUnknown(resource.type, resource.properties);
                if (changed !== true) continue;
                const after = { ...resource, properties: properties as Record<string, unknown> };
                const left = findingsOf(ebsEncrypted, { resources: after });
                expect(left.filter(({ kind }) => kind === "violation")).to.deep.equal([]);
            }
        });
    }

    it("changes nothing that obeys", () => {
        for (const { resources } of Object.values(cases.compliant)) {
            for (const { type, properties } of [resources].flat()) {
                expect(remediated(type, properties)).to.deep.equal({ changed: false, properties });
            }
        }
    });
});

/** An unknown value on the way ends the remediation: the SDK takes what it wrote for nothing. */
function remediatedOrUnknown(type: string, properties: Record<string, unknown>): ReturnType<typeof remediated> {
    try {
        return remediated(type, properties);
    } catch (error) {
        if (error instanceof Error && "unknownTypeSentinel" in error) return { properties };
        throw error;
    }
}
