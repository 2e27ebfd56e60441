import { Certificate as AcmCertificate, type CertificateArgs as AcmCertificateArgs } from "@pulumi/aws/acm/certificate";
import { CertificateValidation, type CertificateValidationArgs } from "@pulumi/aws/acm/certificateValidation";
import { Record as DnsRecord, type RecordArgs } from "@pulumi/aws/route53/record";
import type { acm } from "@pulumi/aws/types/output";
import * as pulumi from "@pulumi/pulumi";

import { throwProblems } from "../../../problems";
import { type Transform, transformed } from "../../../transform";
import { certificateProblems, validatedDomains } from "./edge-rules";

export interface CertificateArgs {
    /** First domain, at most 64 characters, inside the zone. Changing it replaces the certificate, the new one first. */
    domain: string;
    /** Other domains, inside the zone, wildcards too; default none. Changing them replaces the certificate. */
    alternativeNames?: readonly string[];
    /** The public hosted zone that answers for all domains. Changing it replaces the validation records. */
    zone: { id: pulumi.Input<string>; name: string };
    /**
     * Leaves the validation records where they are when the certificate goes; default false. Every certificate of an account for a domain, in any
     * region, needs the same ones to be renewed. In place.
     */
    keepRecords?: boolean;
    /** Region of what uses the certificate; default: the provider's. Changing it replaces. */
    region?: pulumi.Input<string>;
    /** Tags; default none. Changed in place. */
    tags?: Record<string, pulumi.Input<string>>;
    /** Bends a child; that of a record is the same for all. */
    transform?: {
        certificate?: Transform<AcmCertificateArgs>;
        record?: Transform<RecordArgs>;
        validation?: Transform<CertificateValidationArgs>;
    };
}

/**
 * A public TLS certificate that ACM renews by itself as long as its validation records stay in the zone. It costs
 * nothing. https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 *
 * @example
 * ```ts
 * import { Certificate } from "@alchemorsel/platform/aws";
 *
 * const certificate = new Certificate("recipes", {
 *     domain: "recipes.example.com",
 *     zone: { id: "Z0123456789ABCDEFGHIJ", name: "example.com" },
 *     region: "eu-central-1",
 * });
 *
 * export const certificateArn = certificate.arn;
 * ```
 */
export class Certificate extends pulumi.ComponentResource {
    /** ARN, known once the certificate is validated, so that nothing uses it before. */
    public readonly arn: pulumi.Output<string>;

    constructor(name: string, args: CertificateArgs, opts?: pulumi.ComponentResourceOptions) {
        throwProblems(`The args of certificate ${name} are not valid.`, certificateProblems([], args));
        super("alchemorsel:aws:Certificate", name, {}, opts);
        const certificate = this.createCertificate(name, args);
        const domains = validatedDomains([args.domain, ...(args.alternativeNames ?? [])]);
        const records = domains.map((domain) => this.createRecord(name, domain, args, certificate));
        this.arn = this.createValidation(name, args, certificate, records).certificateArn;
        this.registerOutputs({ arn: this.arn });
    }

    private createCertificate(name: string, args: CertificateArgs): AcmCertificate {
        const certificate: AcmCertificateArgs = {
            domainName: args.domain,
            subjectAlternativeNames: [...(args.alternativeNames ?? [])],
            validationMethod: "DNS",
            options: { certificateTransparencyLoggingPreference: "ENABLED" },
            region: args.region,
            tags: args.tags,
        };
        return new AcmCertificate(
            `${name}-certificate`,
            ...transformed(args.transform?.certificate, certificate, { parent: this }),
        );
    }

    /** How many records there are follows from the args, so a preview shows them all; what they say comes from ACM. */
    private createRecord(name: string, domain: string, args: CertificateArgs, certificate: AcmCertificate): DnsRecord {
        const option = certificate.domainValidationOptions.apply((options) => validationOption(options, domain));
        const record: RecordArgs = {
            zoneId: args.zone.id,
            name: option.resourceRecordName,
            type: "CNAME",
            ttl: 300,
            records: [option.resourceRecordValue],
            // Every certificate of an account for this domain, in any region, has the same record.
            allowOverwrite: true,
        };
        return new DnsRecord(
            `${name}-record-${domain}`,
            ...transformed(args.transform?.record, record, { parent: this, retainOnDelete: args.keepRecords ?? false }),
        );
    }

    private createValidation(
        name: string,
        args: CertificateArgs,
        certificate: AcmCertificate,
        records: readonly DnsRecord[],
    ): CertificateValidation {
        const validation: CertificateValidationArgs = {
            certificateArn: certificate.arn,
            validationRecordFqdns: records.map(({ fqdn }) => fqdn),
            region: args.region,
        };
        return new CertificateValidation(
            `${name}-validation`,
            ...transformed(args.transform?.validation, validation, {
                parent: this,
                customTimeouts: { create: "45m" },
            }),
        );
    }
}

function validationOption(
    options: readonly acm.CertificateDomainValidationOption[],
    domain: string,
): acm.CertificateDomainValidationOption {
    const option = options.find(({ domainName }) => [domain, `*.${domain}`].includes(domainName.toLowerCase()));
    if (!option) {
        throw new Error(`ACM names no validation record for ${domain}`);
    }
    return option;
}
