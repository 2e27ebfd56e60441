import { CloudWatch } from "@aws-sdk/client-cloudwatch";

import { type ScriptedProxy, startScriptedProxy } from "./scripted-proxy";
import { type Moto, startMoto } from "../../embedded/rehearsal/moto/moto";
import { type Balancer, createBalancer } from "./load-balancer";
import { pythonToolsOrSkip } from "./python-tools";

/** Where the stack of these tests is. */
export const place = { region: "eu-central-1", name: "alchemorsel-test", shortName: "alc-test" };

/** What the SDK reads of the environment; nothing of the user's must be in it. */
const settings = {
    AWS_ACCESS_KEY_ID: "none",
    AWS_SECRET_ACCESS_KEY: "none",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_PROFILE: undefined,
    AWS_SESSION_TOKEN: undefined,
};

export interface MotoAccount {
    readonly moto: Moto;
    /** Where the SDK of what is tested goes. */
    readonly proxy: ScriptedProxy;
    readonly balancer: Balancer;
    /** Goes past the proxy. */
    readonly cloudWatch: CloudWatch;
}

/**
 * An account of moto's for the tests of a suite, new for each test, which the SDK in this process finds by its environment. Nothing of
 * these tests was ever applied to a real one.
 */
export function motoAccount(): MotoAccount {
    const account = {} as { -readonly [Key in keyof MotoAccount]: MotoAccount[Key] };
    const kept = new Map<string, string | undefined>();

    before(async function () {
        account.moto = await startMoto({ python: await pythonToolsOrSkip(this), accountId: "111122223333" });
        account.proxy = await startScriptedProxy(account.moto.url);
        for (const [name, value] of Object.entries({ ...settings, AWS_ENDPOINT_URL: account.proxy.url })) {
            kept.set(name, process.env[name]);
            setVariable(name, value);
        }
    });

    after(async () => {
        kept.forEach((value, name) => {
            setVariable(name, value);
        });
        // Without Python's tools there is neither.
        const { proxy, moto } = account as Partial<MotoAccount>;
        await proxy?.stop();
        await moto?.stop();
    });

    beforeEach(async () => {
        const { moto, proxy } = account;
        await fetch(`${moto.url}/moto-api/reset`, { method: "POST" });
        account.balancer = await createBalancer(moto.url, place.shortName, "recipes");
        account.cloudWatch = new CloudWatch({ region: place.region, endpoint: moto.url });
        proxy.reset();
    });

    return account;
}

function setVariable(name: string, value: string | undefined): void {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
}
