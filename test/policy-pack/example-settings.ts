import { rules } from "../../policy-pack/rules";

/** The settings that the examples are written for: allow-lists that are empty ask for nothing. */
export function exampleSettings(): Record<string, unknown> {
    return Object.fromEntries(
        rules.flatMap(({ id, exampleParameters }) =>
            exampleParameters === undefined ? [] : [[id, exampleParameters as unknown]],
        ),
    );
}
