import { Window } from "happy-dom";

const names = ["document", "DOMParser", "FormData", "history", "location"] as const;

/** A page in place of a browser's, as the scripts find it; `close` takes it away again. */
export function openPage(html: string): { window: Window; close: () => Promise<void> } {
    const window = new Window({ url: "http://localhost/recipes" });
    window.document.body.innerHTML = html;
    const before = names.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
    for (const name of names) {
        Object.defineProperty(globalThis, name, { value: window[name], configurable: true, writable: true });
    }
    const close = async () => {
        for (const [name, descriptor] of before) {
            Reflect.deleteProperty(globalThis, name);
            if (descriptor) {
                Object.defineProperty(globalThis, name, descriptor);
            }
        }
        await window.happyDOM.close();
    };
    return { window, close };
}

export interface Sent {
    readonly address: string;
    readonly init: RequestInit;
    readonly answer: (text: string, status?: number) => void;
    readonly fail: () => void;
}

/** Takes the place of fetch: each request waits until the test answers it. */
export function catchRequests(): { sent: Sent[]; next: () => Promise<Sent>; restore: () => void } {
    const original = globalThis.fetch;
    const sent: Sent[] = [];
    const waiting: ((request: Sent) => void)[] = [];
    globalThis.fetch = (address, init = {}) =>
        new Promise((resolve, reject) => {
            const fail = () => {
                reject(new Error("no answer"));
            };
            init.signal?.addEventListener("abort", fail);
            const answer = (text: string, status = 200) => {
                resolve(new Response(text, { status }));
            };
            const request = { address: address as string, init, answer, fail };
            sent.push(request);
            waiting.shift()?.(request);
        });
    const next = () => new Promise<Sent>((resolve) => waiting.push(resolve));
    return {
        sent,
        next,
        restore: () => {
            globalThis.fetch = original;
        },
    };
}

/** Waits until the condition holds. */
export async function until(condition: () => boolean): Promise<void> {
    while (!condition()) {
        await new Promise((resolve) => setImmediate(resolve));
    }
}
