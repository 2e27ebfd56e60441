import type { Stack } from "../resource";

/** What is made of a stack once, however often a rule asks for it. */
export function perStack<T>(make: (stack: Stack) => T): (stack: Stack) => T {
    const made = new WeakMap<Stack, { readonly value: T }>();
    return (stack) => {
        const known = made.get(stack) ?? { value: make(stack) };
        made.set(stack, known);
        return known.value;
    };
}
