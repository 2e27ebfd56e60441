import { expect } from "chai";

import { readWaivers } from "../../../delivery/gates/waivers";

describe("the waivers of gates", () => {
    it("have a gate and a reason, which may have any sign", () => {
        expect([...readWaivers(["smoke=a = b", "policy= tomorrow "])]).to.deep.equal([
            ["smoke", "a = b"],
            ["policy", "tomorrow"],
        ]);
    });

    it("are refused where there is no such gate, no reason, or no use, all at once", () => {
        const wrong = ["alarm=known", "xyz=why", "smoke=", "policy", "image=I am sure", "alarms=a", "alarms=b"];
        expect(() => readWaivers(wrong))
            .to.throw()
            .with.property("problems")
            .that.deep.equals([
                "--waive alarm=known: alarm is no gate; did you mean alarms?",
                "--waive xyz=why: xyz is no gate; known are endpoints, image, ready, smoke, migrations, policy, alarms",
                "--waive smoke=: smoke needs a reason: --waive 'smoke=<why it may be passed>'",
                "--waive policy: policy needs a reason: --waive 'policy=<why it may be passed>'",
                "--waive image=I am sure: image can never be waived, for the guard would refuse to move the traffic anyway; " +
                    "smoke, migrations, policy, alarms can",
                "--waive alarms=b: alarms is waived twice",
            ]);
    });

    for (const gate of ["endpoints", "image", "ready"]) {
        it(`are never taken for ${gate}`, () => {
            expect(() => readWaivers([`${gate}=please`])).to.throw("the guard would refuse");
        });
    }
});
