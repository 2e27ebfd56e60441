import { startChromium } from "../../test/browser/chromium";
import type { AppMeasurement } from "./measurement";

/** What a browser that was never here loads for home, as it comes over the wire, headers and all. */
export const weight: AppMeasurement = {
    title: "Weight of home",
    run: async ({ server }) => {
        const { browser, stop } = await startChromium();
        try {
            const page = await browser.newPage();
            const sizes: Promise<[name: string, bytes: number]>[] = [];
            page.on("requestfinished", (request) => {
                const name = new URL(request.url()).pathname.replace(/\.[0-9a-f]{10}\./, ".");
                sizes.push(
                    request
                        .sizes()
                        .then(({ responseHeadersSize, responseBodySize }) => [
                            name,
                            responseHeadersSize + responseBodySize,
                        ]),
                );
            });
            await page.goto(server.address, { waitUntil: "networkidle" });
            const all = (await Promise.all(sizes)).sort(([, a], [, b]) => b - a);
            const total = all.reduce((sum, [, bytes]) => sum + bytes, 0);
            const parts = all.map(([name, bytes]) => `${name} ${kilobytes(bytes)}`).join(", ");
            return [
                {
                    name: "home at a first visit, compressed, with all that it loads",
                    target: "≤ 60 kB",
                    measured: `${kilobytes(total)} kB in ${all.length} answers (${parts})`,
                    met: total <= 60_000,
                },
            ];
        } finally {
            await stop();
        }
    },
};

function kilobytes(bytes: number): string {
    return (bytes / 1000).toFixed(1);
}
