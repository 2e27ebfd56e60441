import { unseenResources } from "../../../policy-pack/observer";
import { fenced, prose } from "./markdown";

/** The page of what isn't a rule: it tells what no rule can see. */
export function unseenPage(): string {
    const { id, what, why, fix, source } = unseenResources;
    return `<!-- Made from policy-pack/observer.ts. To change it, change that and run: make docs -->

# ${id}

${prose(what)}

${prose(why)}

**advisory** · it stops nothing · [source](../../policy-pack/observer.ts) · [read from](${source}) · [all rules](README.md)

It is in every pack, is none of the rules, and takes no settings and no exemptions. Where it speaks, the rules are silent: they see
\`kubernetes.helm.v3.Release\` as one resource, and not the objects that Helm makes of it. Where the chart allows it, write:

${fenced("ts", fix)}
`;
}
