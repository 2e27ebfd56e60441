import { list, object, oneOf, type Shape, text, wholeNumber } from "../../policy-pack/report/shape";
import type { Changed, Named, PlanChange } from "./plan-change";

const named = object<Named>({ type: text, name: text });

/** As a run writes it and another one reads it. */
export const planShape: Shape<PlanChange> = object<PlanChange>({
    version: oneOf(1),
    stack: text,
    base: oneOf("compared", "none", "failed"),
    types: list(object<PlanChange["types"][number]>({ type: text, count: wholeNumber(1) })),
    created: list(named),
    changed: list(object<Changed>({ type: text, name: text, paths: list(text) })),
    deleted: list(named),
});
