/** The code of an error that AWS answered with, such as `InvalidVpcID.NotFound`. */
export function codeOf(error: unknown): string {
    return error instanceof Error ? error.name : "";
}
