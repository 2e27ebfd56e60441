import * as path from "node:path";

import { UserError } from "../errors";
import { moduleFolder } from "./go";
import { tools } from "./table";

const gatewayApi = "sigs.k8s.io/gateway-api";

/** The folder with the Gateway API's standard definitions, of the version that the gateway's controller is built against. */
export async function gatewayApiDefinitions(): Promise<string> {
    const controller = tools.find(({ name }) => name === "traefik");
    if (controller === undefined) throw new UserError("the table of tools has no gateway controller");
    return path.join(await moduleFolder(controller.folder, gatewayApi), "config", "crd", "standard");
}
