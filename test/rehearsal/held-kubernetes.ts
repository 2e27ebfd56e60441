import { silentProgress } from "../../embedded/progress";
import {
    type SimulatedKubernetes,
    type SimulatedOptions,
    withSimulatedKubernetes,
} from "../../embedded/rehearsal/kubernetes";

/** A Kubernetes with simulated nodes until it is stopped. */
export interface HeldKubernetes extends SimulatedKubernetes {
    stop(): Promise<void>;
}

export function holdKubernetes(options: SimulatedOptions): Promise<HeldKubernetes> {
    return new Promise((resolve, reject) => {
        const whole: Promise<void> = withSimulatedKubernetes(
            options,
            silentProgress,
            (made) =>
                new Promise<void>((end) => {
                    const stop = () => {
                        end();
                        return whole;
                    };
                    resolve({ ...made, stop });
                }),
        );
        whole.catch(reject);
    });
}
