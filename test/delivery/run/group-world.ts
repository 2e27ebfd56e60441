import { perColor } from "../../../components/colors";
import type { PlatformConfig } from "../../../components/config";
import { groupsOf } from "../../../components/groups";
import { type Weights, weights } from "../../../components/workload/weights";
import type { Release } from "../../../delivery/release/release";
import type { World } from "../../../delivery/run/world";
import { aWhile, FakeWorld, newImage, newRelease, oldImage } from "./fake-world";

/** In the order in which they move: what the others call comes first. */
export const members = ["cart", "pay", "mail"] as const;

const others = ["recipes"] as const;

/** A world with a group of three workloads, beside one that is in none. Its engine moves one route after the other. */
export class GroupWorld extends FakeWorld {
    override file: Record<string, string> = {
        ...{ activeColor: "blue", canaryWeight: "0" },
        ...{ "groups.checkout.activeColor": "blue", "groups.checkout.canaryWeight": "0" },
        ...Object.fromEntries([...members, ...others].map((name) => [`workloads.${name}.image.blue`, oldImage])),
    };
    routes: Record<string, Weights> = Object.fromEntries(
        [...members, ...others].map((name) => [name, weights("blue", 0)]),
    );
    /** Runs after each route that moved. */
    afterMove: () => void = () => undefined;
    workloads: string[] = [...members];

    override restarted(): GroupWorld {
        const { now, file, routes, ready, saved, gateResults, lookAt, afterMove, workloads } = this;
        return Object.assign(new GroupWorld(), {
            ...{ now, file, routes, ready, saved, gateResults, lookAt, afterMove, workloads },
        });
    }

    override config(): Promise<PlatformConfig> {
        const image = (name: string) => perColor((color) => this.file[`workloads.${name}.image.${color}`]);
        const traffic = (prefix: string) => ({
            activeColor: this.file[`${prefix}activeColor`],
            canaryWeight: Number(this.file[`${prefix}canaryWeight`]),
        });
        return Promise.resolve({
            ...traffic(""),
            workloads: Object.fromEntries(
                [...members, ...others].map((name) => [
                    name,
                    { image: image(name), replicas: { min: 2, max: 4, warm: {} } },
                ]),
            ),
            groups: { checkout: { ...traffic("groups.checkout."), workloads: this.workloads } },
        } as unknown as PlatformConfig);
    }

    /** As the program does: the routes of a group one after the other, and none after one that failed. */
    protected override async updateNow(...[what, release]: Parameters<World["update"]>): Promise<void> {
        await super.updateNow(what, release);
        if (what === "size") return;
        const groups = groupsOf(await this.config());
        for (const name of Object.keys(release.images)) {
            const { activeColor, canaryWeight } = groups.find(({ workloads }) => workloads.includes(name))!;
            await aWhile();
            await this.move(name, weights(activeColor, canaryWeight));
        }
    }

    override weights(workload = ""): Promise<Weights> {
        return Promise.resolve(this.routes[workload]!);
    }

    override live(workload = ""): ReturnType<World["live"]> {
        return Promise.resolve({
            weights: this.routes[workload]!,
            colors: perColor((color) => ({ readyEndpoints: this.ready[color] })),
        });
    }

    override writeWeights(workload: string, share: Weights): Promise<void> {
        return this.move(workload, share, "write ");
    }

    private move(workload: string, share: Weights, by = ""): Promise<void> {
        return this.act(`${by}${workload} ${share.blue}/${share.green}`, () => {
            this.routes = { ...this.routes, [workload]: share };
            this.afterMove();
        });
    }
}

export function groupRelease(): Release {
    const images = Object.fromEntries(members.map((name) => [name, { new: newImage, old: oldImage }]));
    return newRelease({ group: "checkout", images });
}
