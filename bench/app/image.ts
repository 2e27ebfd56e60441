import * as fs from "node:fs";

import { ensureImages } from "../../embedded/images";
import { silentProgress } from "../../embedded/progress";
import type { AppMeasurement } from "./measurement";

export const image: AppMeasurement = {
    title: "Image of the app",
    run: async () => {
        const built = (await ensureImages(["app"], silentProgress)).get("app");
        if (!built) {
            throw new Error("no image was built");
        }
        const { size } = fs.statSync(built.archive);
        return [
            {
                name: "image of the app, not compressed",
                target: "≤ 25 MiB",
                measured: `${(size / 2 ** 20).toFixed(1)} MiB`,
                met: size <= 25 * 2 ** 20,
            },
        ];
    },
};
