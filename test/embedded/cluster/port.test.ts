import * as net from "node:net";

import { expect } from "chai";

import { takePort } from "../../../embedded/cluster/port";

describe("the gateway's port", () => {
    it("that is taken is refused with the holder's name and the way out", async () => {
        const holder = net.createServer();
        await new Promise<void>((resolve) => holder.listen(0, "127.0.0.1", resolve));
        const { port } = holder.address() as net.AddressInfo;
        try {
            const error = await takePort(port).then(
                () => undefined,
                (reason: unknown) => reason as Error,
            );
            expect(error?.message).to.contain(`127.0.0.1:${port} is taken by`);
            expect(error?.message).to.contain(`(process ${process.pid})`);
            expect(error?.message).to.contain("ALCHEMORSEL_PORT");
        } finally {
            holder.close();
        }
    });
});
