import type { Document } from "yaml";

import type { Item } from "./moto/inventory";
import type { Command, Ran, StackRun, StackState } from "./stack-run";

/** The cloud and the cluster that a stack stands on. */
export interface Cloud {
    /** AWS, as the SDK reaches it. */
    readonly awsUrl: string;
    readonly region: string;
    /** That of the stack, and that of its recovery. */
    readonly regions: readonly string[];
    /** Python with botocore. */
    readonly python: string;
    /** What AWS had before the stack. */
    readonly empty: readonly Item[];
    /** File with which kubectl has every right in the cluster. */
    readonly kubeconfig: string;
}

/** What a step may use: the stack itself, and what it stands on. */
export interface Stage extends Cloud {
    readonly run: StackRun;
    /** Its name. */
    readonly stack: string;
}

/** One step of a stack's life. */
export type Step = CommandStep | ActStep;

/** A command of the engine's on the stack, after what changes before it. */
export interface CommandStep {
    readonly title: string;
    /** What changes in the stack's file before it. */
    readonly edit?: (config: Document) => void;
    /** What happens outside of Pulumi before it; says what is wrong with it. */
    readonly before?: (stage: Stage) => Promise<readonly string[]>;
    readonly command: Command;
    readonly args?: (state: StackState) => string[];
    /** Whether the engine has to refuse it. */
    readonly refused?: RegExp;
    /** What is wrong with what it did, in sentences; what it changed beyond that is in the report. */
    readonly problems: (seen: Seen) => readonly string[] | Promise<readonly string[]>;
}

/** Something else, which leaves the stack as it is. */
export interface ActStep {
    readonly title: string;
    readonly act: (report: (detail: string) => void) => Promise<Acted>;
}

export interface Acted {
    /** What was done, in a few words. */
    readonly said: string;
    /** What is wrong with it, in sentences. */
    readonly problems: readonly string[];
}

/** What a step's command did, and what there was before and after it. */
export interface Seen extends Ran {
    readonly before: StackState;
    readonly after: StackState;
    readonly stage: Stage;
}
