import type { AwsCall } from "./aws-request";
import { type Fault, faultName } from "./faults";
import type { Victim } from "./victims";

/** A call that was made to go wrong. */
export interface Injected {
    /** Which call of which update it was, both from 1. */
    readonly update: number;
    readonly call: number;
    readonly service: string;
    readonly operation: string;
    /** The fault's name. */
    readonly way: string;
    /** Whether the SDK made the same call again. */
    readonly triedAgain: boolean;
}

/** Ways that take turns. A client need not have a limit for silence, so its connection is cut after a while. */
export const ways: readonly Fault[] = [
    { throttledFor: 1 },
    "cutAfter",
    "failure",
    { silentFor: 3 },
    "refusal",
    "cutBefore",
];

/** A part of an update that is to be killed once so many of its calls were carried out. */
export interface Kill {
    readonly victim: Victim;
    readonly afterCall: number;
}

const each = 10;

/** Lets every tenth call of the updates go wrong, and kills where it is told to. */
export class Failures {
    private readonly list: { -readonly [Key in keyof Injected]: Injected[Key] }[] = [];
    private readonly byInvocation = new Map<string, (typeof this.list)[number]>();
    private update = 0;
    private call = 0;
    private count = 0;
    private kill: Kill | undefined;
    private isOn = false;

    constructor(private readonly killPart: (victim: Victim) => Promise<void>) {}

    get injected(): readonly Injected[] {
        return this.list;
    }

    /** The next update begins. */
    begin(kill?: Kill): void {
        [this.update, this.call, this.kill, this.isOn] = [this.update + 1, 0, kill, true];
    }

    /** What comes now is no update's, and goes well. */
    end(): void {
        this.isOn = false;
    }

    /** Whether the kill of this update came to pass. */
    get hasKilled(): boolean {
        return this.kill === undefined;
    }

    of(call: AwsCall): Fault | undefined {
        if (!this.isOn) return undefined;
        this.call += 1;
        this.count += 1;
        const before = this.byInvocation.get(call.invocation);
        if (before !== undefined) before.triedAgain = true;
        const { kill } = this;
        if (kill !== undefined && this.call >= kill.afterCall) {
            this.kill = undefined;
            return this.inject(call, {
                name: `kill -9 of the ${kill.victim}`,
                onceCarriedOut: () => this.killPart(kill.victim),
            });
        }
        if (this.count % each !== 0) return undefined;
        const way = ways[(this.count / each - 1) % ways.length];
        return way && this.inject(call, way);
    }

    private inject({ service, operation, invocation }: AwsCall, fault: Fault): Fault {
        const { update, call } = this;
        const one = { update, call, service, operation, way: faultName(fault), triedAgain: false };
        this.list.push(one);
        if (invocation !== "") this.byInvocation.set(invocation, one);
        return fault;
    }
}
