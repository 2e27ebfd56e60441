import { colors } from "../../components/colors";
import type { Weights } from "../../components/workload/weights";

/** As in `blue 90 %, green 10 %`. */
export function inWords(weights: Weights): string {
    return colors.map((color) => `${color} ${weights[color]} %`).join(", ");
}
