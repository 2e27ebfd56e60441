import { reasonOf } from "../reason-of";

/** What an error says, without what proxies put around the words of Prometheus, or of the API server in front of it. */
export function wordsOf(error: unknown): string {
    const message = reasonOf(error);
    try {
        const { error: words, message: status } = JSON.parse(message.slice(message.indexOf("{"))) as Record<
            string,
            unknown
        >;
        return typeof words === "string" ? words : typeof status === "string" ? status : message;
    } catch {
        return message;
    }
}
