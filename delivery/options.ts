import { parseArguments } from "../embedded/arguments";
import { UserError } from "../embedded/errors";

export const usage = `alchemorsel VERB [--stack STACK] [--group GROUP] [--json]

  deploy --image [WORKLOAD=]IMAGE@sha256:…   give the idle color an image, and start it
         [--end-window]                      give up the way back of the last release
  promote [--waive GATE=REASON]              gates, canary steps, all of the traffic, bake
  rollback                                   the old color gets all of the traffic back, now
  abort                                      end the release before its time
  status                                     where the stack is, and what can be done next
  release                                    the last release, with its journal
  release resume                             go on with a release whose process is gone
  release close                              end its window: contract migrations, old color at its floor
  release timeline [--output FILE]           its picture, as one HTML file
  release summary                            its summary, in Markdown
  import --vpc VPC [--cluster NAME] [--database NAME]   what it takes to have these in the stack, touching nothing
         [--write]                           write what the stack's file has to say
         [--yes]                             take them in, where the next update changes nothing of them
  restore --as NAME                          the database from its backup, into a new one beside it
          [--to TIME | --snapshot ID]        of that moment, or of that snapshot; else of the latest moment
  fail-over --to STACK                       what would be lost if that stack took over, in its region
          --yes                              make it of the copied backups, and point the domain to it
          --drill                            make it, and leave the domain where it is
  recover [--unlock]                         after an update on AWS that died or failed: takes what it has made there
                                             into the state
          [--delete-copies]                  delete what is there a second time and nothing uses; without, it deletes nothing

With --group it is for the workloads of that group; without, for those that are in none. status shows all; import, restore,
fail-over and recover are of the whole stack.

Ends with 0; with 1 where a release was not to be (gates, breach, failed deploy); with 2 where the verb was refused or could
not run; with 3 where somebody else holds the release; with 130 when it was interrupted.`;

const known = {
    stack: { type: "string" },
    group: { type: "string" },
    json: { type: "boolean" },
    image: { type: "string", multiple: true },
    waive: { type: "string", multiple: true },
    "end-window": { type: "boolean" },
    output: { type: "string" },
    vpc: { type: "string" },
    cluster: { type: "string" },
    database: { type: "string" },
    write: { type: "boolean" },
    to: { type: "string" },
    snapshot: { type: "string" },
    as: { type: "string" },
    yes: { type: "boolean" },
    drill: { type: "boolean" },
    unlock: { type: "boolean" },
    "delete-copies": { type: "boolean" },
    help: { type: "boolean" },
} as const;

export interface Options {
    /** The verb and the words after it, as in `release resume`. */
    readonly verb: string;
    readonly stack: string;
    /** Default: the stack's own group, of the workloads that are in no other. */
    readonly group?: string;
    readonly json: boolean;
    readonly images: readonly string[];
    readonly waive: readonly string[];
    readonly endWindow: boolean;
    /** Whether the holder of the stack's lock is dead for certain. */
    readonly unlock: boolean;
    /** Whether what AWS has a second time is deleted. */
    readonly deleteCopies?: boolean;
    readonly output?: string;
    /** What `import` takes in: ID of a VPC, names of a cluster and a database. */
    readonly vpc?: string;
    readonly cluster?: string;
    readonly database?: string;
    /** Whether the stack's file is written. */
    readonly write?: boolean;
    /** A moment, or a stack, as it was given. */
    readonly to?: string;
    /** Name of a snapshot of a database. */
    readonly snapshot?: string;
    /** Name of the database that is to be made. */
    readonly as?: string;
    /** Whether it is begun at once. */
    readonly yes?: boolean;
    readonly drill?: boolean;
}

/** Which options a verb takes, beside `--stack` and `--json`; all but those of the whole stack take `--group` too. */
const optionsOf: Readonly<Record<string, readonly string[]>> = {
    deploy: ["image", "end-window"],
    promote: ["waive"],
    rollback: [],
    abort: [],
    status: [],
    release: [],
    "release resume": ["waive"],
    "release close": [],
    "release timeline": ["output"],
    "release summary": [],
    import: ["vpc", "cluster", "database", "write", "yes"],
    restore: ["to", "snapshot", "as"],
    "fail-over": ["to", "yes", "drill"],
    recover: ["unlock", "delete-copies"],
};

const ofStack = ["status", "import", "restore", "fail-over", "recover"];

export const verbs: readonly string[] = Object.keys(optionsOf);

export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): Options | "help" {
    const { values, positionals } = parseArguments(args, known, usage);
    if (values.help || (args.length === 0 && positionals.length === 0)) return "help";
    const verb = positionals.join(" ");
    const takes = optionsOf[verb];
    if (takes === undefined) throw new UserError(`there is no alchemorsel ${verb}\nusage: ${usage}`);
    const taken = ["stack", "json", ...(ofStack.includes(verb) ? [] : ["group"]), ...takes];
    const strange = Object.keys(values).filter((name) => !taken.includes(name));
    if (strange.length > 0) {
        throw new UserError(
            `alchemorsel ${verb} takes no ${strange.map((name) => `--${name}`).join(", ")}\nusage: ${usage}`,
        );
    }
    const stack = values.stack ?? env.PULUMI_STACK;
    if (stack === undefined || stack === "") {
        throw new UserError('no stack is named: --stack staging, or eval "$(make -s env)" for the local one');
    }
    return {
        ...{ verb, stack, json: values.json ?? false, images: values.image ?? [], waive: values.waive ?? [] },
        ...{ endWindow: values["end-window"] ?? false, unlock: values.unlock ?? false },
        ...(values.group !== undefined && { group: values.group }),
        ...(values.output !== undefined && { output: values.output }),
        ...(values.vpc !== undefined && { vpc: values.vpc }),
        ...(values.cluster !== undefined && { cluster: values.cluster }),
        ...(values.database !== undefined && { database: values.database }),
        ...(values.write !== undefined && { write: values.write }),
        ...(values.to !== undefined && { to: values.to }),
        ...(values.snapshot !== undefined && { snapshot: values.snapshot }),
        ...(values.as !== undefined && { as: values.as }),
        ...(values.yes !== undefined && { yes: values.yes }),
        ...(values.drill !== undefined && { drill: values.drill }),
        ...(values["delete-copies"] !== undefined && { deleteCopies: values["delete-copies"] }),
    };
}
