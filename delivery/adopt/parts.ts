/** The component of the foundation that a resource stands in, such as `Network`; nothing of one that stands elsewhere. */
export function partOf(urn: string): string | undefined {
    return /\$alchemorsel:aws:AwsFoundation\$alchemorsel:aws:(\w+)\$/.exec(urn)?.[1];
}
