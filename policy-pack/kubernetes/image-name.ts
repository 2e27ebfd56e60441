/**
 * The parts of an image's full name, host first, without tag and digest. As container runtimes read it: what has no host is
 * Docker Hub's, and what has but one part is in its `library`.
 */
export function imageNameParts(image: string): string[] {
    const parts = withoutTag(image).split("/");
    const [first = ""] = parts;
    if (parts.length === 1) return ["docker.io", "library", first];
    const hasHost = /[.:]/.test(first) || first === "localhost";
    if (!hasHost) return ["docker.io", ...parts];
    const host = first.toLowerCase();
    if (host !== "docker.io" && host !== "index.docker.io") return [host, ...parts.slice(1)];
    return ["docker.io", ...(parts.length === 2 ? ["library"] : []), ...parts.slice(1)];
}

/** A colon before the last slash is a port's. */
function withoutTag(image: string): string {
    const [name = ""] = image.split("@");
    return name.replace(/:[^/:]*$/, "");
}
