/**
 * Where the AWS provider that this project builds is known to differ from the type declarations of `@pulumi/aws`, and
 * why that's no harm. A difference that isn't here fails the test, and so does one that's here and no more.
 */
export const knownDifferences: readonly { readonly reason: string; readonly differences: readonly string[] }[] = [];
