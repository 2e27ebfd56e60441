/** A value of the stack's file under `alchemorsel:aws`. */
export interface Setting {
    readonly keys: readonly string[];
    readonly value: string | number | boolean | readonly string[];
}
