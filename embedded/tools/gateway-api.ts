import * as path from "node:path";

import { UserError } from "../errors";
import { go } from "./go";
import { tools } from "./table";

const gatewayApi = "sigs.k8s.io/gateway-api";

/** The folder with the Gateway API's standard definitions, of the version that the gateway's controller is built against. */
export async function gatewayApiDefinitions(): Promise<string> {
    const controller = tools.find(({ name }) => name === "traefik");
    if (controller === undefined) throw new UserError("the table of tools has no gateway controller");
    const { stdout } = await go(controller.folder, ["mod", "download", "-json", gatewayApi]);
    const { Dir } = JSON.parse(stdout) as { Dir: string };
    return path.join(Dir, "config", "crd", "standard");
}
