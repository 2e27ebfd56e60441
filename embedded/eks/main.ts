import * as pulumi from "@pulumi/pulumi";

import { EksProvider } from "./provider";

/** Put in when the plugin is bundled: the version of @pulumi/eks. */
declare const EKS_VERSION: string;

/** The engine starts the plugin as `pulumi-resource-eks [flags] <address of the engine>` and reads the port that it prints. */
void pulumi.provider.main(new EksProvider(EKS_VERSION), process.argv.slice(2));
