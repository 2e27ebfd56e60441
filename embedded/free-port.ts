import { once } from "node:events";
import * as net from "node:net";

/** A port of 127.0.0.1 that nobody listens on now: this one, or any with 0. */
export async function freePort(wanted = 0): Promise<number> {
    const server = net.createServer().listen(wanted, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as net.AddressInfo;
    server.close();
    await once(server, "close");
    return port;
}
