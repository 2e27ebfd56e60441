import * as http from "node:http";
import type { AddressInfo } from "node:net";

import { expect } from "chai";

import { untilAnswers } from "../../embedded/answers";

describe("waiting until an address answers", () => {
    let server: http.Server;
    let address: string;
    let statuses: number[];

    beforeEach(async () => {
        server = http.createServer((_request, response) => {
            // The last one is for good.
            response.statusCode = (statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 200;
            response.end();
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });

    afterEach(() => {
        server.closeAllConnections();
        server.close();
    });

    it("goes on until the gateway has somebody to ask", async () => {
        statuses = [503, 502, 200];
        const seen: string[] = [];
        await untilAnswers(address, (detail) => seen.push(detail));
        expect(seen).to.deep.equal([`${address}: status 503`, `${address}: status 502`]);
    });

    it("takes any answer of a workload for one", async () => {
        statuses = [404];
        const seen: string[] = [];
        await untilAnswers(address, (detail) => seen.push(detail));
        expect(seen).to.deep.equal([]);
    });

    it("gives up with what is wrong and where to look", async () => {
        statuses = [503];
        const error = await untilAnswers(address, () => undefined, 0).catch((caught: unknown) => caught);
        expect(String(error)).to.match(/does not answer: status 503. To see what is missing: kubectl get pods -A/);
    });

    it("says that nobody listens", async () => {
        server.close();
        const error = await untilAnswers(address, () => undefined, 0).catch((caught: unknown) => caught);
        expect(String(error)).to.match(/does not answer: .*ECONNREFUSED/);
    });
});
