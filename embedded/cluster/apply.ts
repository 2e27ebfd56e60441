import { setTimeout as delay } from "node:timers/promises";

import { ApiException, KubeConfig, KubernetesObjectApi, PatchStrategy } from "@kubernetes/client-node";

import type { Manifest } from "./addons/manifests";

const fieldManager = "alchemorsel";

/** Applies manifests in their order, server side. A kind whose definition was applied a moment ago is waited for. */
export async function apply(config: KubeConfig, manifests: readonly Manifest[]): Promise<void> {
    const api = KubernetesObjectApi.makeApiClient(config);
    for (const manifest of manifests) {
        await applyOne(api, manifest, Date.now() + 20_000);
    }
}

async function applyOne(api: KubernetesObjectApi, manifest: Manifest, end: number): Promise<void> {
    for (;;) {
        try {
            await api.patch(manifest, undefined, undefined, fieldManager, true, PatchStrategy.ServerSideApply);
            return;
        } catch (error) {
            if (!isNotYetThere(error) || Date.now() > end) {
                throw new Error(`cannot apply ${manifest.kind} ${manifest.metadata.name}: ${String(error)}`, {
                    cause: error,
                });
            }
            await delay(200);
        }
    }
}

/** The kind's definition, the namespace or its default account is still being made. */
function isNotYetThere(error: unknown): boolean {
    return (
        (error instanceof ApiException && error.code === 404) ||
        (error instanceof Error && error.message.startsWith("Unrecognized API version and kind"))
    );
}
