import type { PlatformConfig } from "../../components/config";
import type { Weights } from "../../components/workload/weights";
import type { GateResult, Look, Release } from "../../delivery/release/release";
import { policyCheck } from "../../delivery/policy/check";
import { awsTarget } from "../../delivery/target/aws-target";
import type { Target } from "../../delivery/target/target";
import type { Context } from "../../delivery/verbs/context";
import { openSenses, type Senses } from "../../delivery/verbs/senses";
import { projectFolder } from "../../embedded/platform";
import { packFolder } from "../../embedded/policy/pack-folder";
import { fakeReader } from "../components/fake-reader";
import { answers } from "../delivery/gates/inputs";
import { FakeWorld, newImage, oldImage } from "../delivery/run/fake-world";
import { type MotoAccount, place } from "./moto-account";

/** How long moving the traffic without the engine may take. */
const patience = 15_000;

const policies = { project: projectFolder, pack: packFolder, stack: "moto" };

/**
 * A world whose load balancer and figures are those of AWS, seen through the target; its engine writes to the load balancer what the stack's
 * file says, as the program does. Stack file, journal and Kubernetes are in memory.
 */
export class AwsWorld extends FakeWorld {
    /** Amid a minute, as about every release: at the very beginning of one a step of another minute would be the one that counts. */
    override now = Date.parse("2026-11-28T05:00:03Z");
    readonly target: Target;
    private readonly senses: Senses;

    constructor(private readonly account: MotoAccount) {
        super();
        this.afterUpdate = () => this.account.balancer.write(this.route);
        const aws = awsTarget(place, this.clock);
        const colors = { blue: { image: oldImage, ready: 2 }, green: { image: newImage, ready: 2 } };
        const reader = fakeReader(answers("recipes", colors, aws.namespace));
        const request = () => Promise.resolve({ status: 200, body: "" });
        this.target = { ...aws, ...{ reader, request } };
        const { target, clock, who } = this;
        const context = {
            target,
            clock,
            who,
            policies,
            options: { waive: [] },
            stack: { config: () => this.config() },
        };
        this.senses = openSenses(context as unknown as Context);
    }

    override async config(): Promise<PlatformConfig> {
        return { ...(await super.config()), foundation: "aws", release: {} } as PlatformConfig;
    }

    /** After an update that is under way: else who waits for it would let time pass, as often as he had asked meanwhile. */
    override weights(workload = "recipes"): Promise<Weights> {
        return this.inTurn(() => this.target.weights(workload) as Promise<Weights>);
    }

    override async writeWeights(workload: string, share: Weights): Promise<void> {
        await super.writeWeights(workload, share);
        await this.target.writeWeights(workload, share, this.clock.now() + patience);
    }

    override async gates(release?: Release): Promise<readonly GateResult[]> {
        await super.gates();
        // As if it had just been deployed with the pack.
        const policy = policyCheck(policies, await this.config(), new Date(this.clock.now()));
        return this.senses.gates({ ...release!, policy });
    }

    /**
     * A look takes its time here: minutes pass in fewer of them. An update takes none, however long the load balancer needs
     * for it, so that no minute passes in one.
     */
    override async looks(release: Release, since: Date): Promise<readonly Look[]> {
        await this.inTurn(() => Promise.resolve());
        this.now += 5_000;
        return this.senses.looks(release, since);
    }
}
