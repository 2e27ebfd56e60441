import { type Problem, propertyPath } from "../../../problems";
import { checkAutoName, checkName } from "../name-limits";

/** What the rules look at, of the args of a Certificate. */
interface CertificateNames {
    domain: string;
    alternativeNames?: readonly string[];
    zone: { name: string };
}

/** What the rules look at, of the args of a LoadBalancer. */
interface LoadBalancerNumbers {
    loadBalancerName: string;
    idleTimeoutSeconds?: number;
    targetPort: number;
}

/** Longest first name of a certificate (it becomes the common name) and longest other one. */
const longestDomain = { first: 64, other: 253 };

const plainName = 'must be letters, digits and dashes, and not start with "internal-" or a dash';

/** Logs that are gone sooner help nobody who looks into an incident. */
const shortestRetentionDays = 30;

/** Names differ in neither case nor a dot at the end; a wildcard lies where its domain does. */
function normalized(domain: string): string {
    return domain.toLowerCase().replace(/\.$/, "").replace(/^\*\./, "");
}

/** Whether a hosted zone can answer for a domain, or for the names under a wildcard. */
export function isInZone(zoneName: string, domain: string): boolean {
    const [zone, name] = [normalized(zoneName), normalized(domain)];
    return name === zone || name.endsWith(`.${zone}`);
}

/** Whether a certificate's domain is good for a host: itself, or a wildcard for one label. */
export function coversHost(domain: string, host: string): boolean {
    const [name, wanted] = [domain.toLowerCase(), host.toLowerCase()];
    return name === wanted || (name.startsWith("*.") && wanted.replace(/^[^.]+/, "*") === name);
}

/** The domains that ACM validates apart: a wildcard and its own domain share one record. */
export function validatedDomains(domains: readonly string[]): string[] {
    return [...new Set(domains.map(normalized))];
}

/** What is wrong with a certificate's domains: nobody could prove to own one that lies outside the hosted zone. */
export function certificateProblems(path: readonly string[], args: CertificateNames): Problem[] {
    const others = args.alternativeNames ?? [];
    const named: [string, string[], number][] = [
        [args.domain, ["domain"], longestDomain.first],
        ...others.map((name, index): [string, string[], number] => [
            name,
            ["alternativeNames", String(index)],
            longestDomain.other,
        ]),
    ];
    return named.flatMap(([domain, keys, limit]) => {
        const reasons = [
            isInZone(args.zone.name, domain) ? [] : [`${domain} is outside the hosted zone ${args.zone.name}`],
            domain.length <= limit ? [] : [`has ${domain.length} characters; ACM allows ${limit}`],
        ].flat();
        return reasons.map((reason) => ({ propertyPath: propertyPath(...path, ...keys), reason }));
    });
}

/** What is wrong with a load balancer's name and numbers. */
export function loadBalancerProblems(path: readonly string[], args: LoadBalancerNumbers): Problem[] {
    const { loadBalancerName: name, idleTimeoutSeconds: idle = 60, targetPort } = args;
    const isPlain = /^(?!internal-)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$/.test(name);
    const wrong: [string, string | undefined][] = [
        ["loadBalancerName", checkName("lb", name) ?? (isPlain ? undefined : plainName)],
        ["idleTimeoutSeconds", isWithin(idle, 1, 4000) ? undefined : `is ${idle}; AWS takes 1 to 4000`],
        ["targetPort", isWithin(targetPort, 1, 65_535) ? undefined : `is ${targetPort}, which is no port`],
    ];
    return problemsOf(path, wrong);
}

/** What is wrong with a bucket of logs: its name, which Pulumi makes of the resource's, and how long it keeps them. */
export function logBucketProblems(path: readonly string[], resource: string, days = shortestRetentionDays): Problem[] {
    const isLongEnough = Number.isInteger(days) && days >= shortestRetentionDays;
    return problemsOf(path, [
        ["name", checkAutoName("s3Bucket", resource)],
        ["retentionDays", isLongEnough ? undefined : `is ${days}; must be at least ${shortestRetentionDays}`],
    ]);
}

/** What is wrong with the weight of a record. */
export function weightProblems(path: readonly string[], weight = 0): Problem[] {
    return problemsOf(path, [
        ["weight", isWithin(weight, 0, 255) ? undefined : `is ${weight}; Route 53 takes 0 to 255`],
    ]);
}

/** The problems among pairs of a key and what is wrong there. */
export function problemsOf(
    path: readonly string[],
    wrong: readonly (readonly [string, string | undefined])[],
): Problem[] {
    return wrong.flatMap(([key, reason]) =>
        reason === undefined ? [] : [{ propertyPath: propertyPath(...path, ...key.split(".")), reason }],
    );
}

/** Whether a number is whole and within its bounds. */
export function isWithin(value: number, min: number, max: number): boolean {
    return Number.isInteger(value) && value >= min && value <= max;
}
