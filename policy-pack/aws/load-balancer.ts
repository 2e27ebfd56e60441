/** Listeners of application, network and gateway load balancers; `alb` is an older name of `lb`. */
export const listenerTypes: readonly string[] = ["aws:lb/listener:Listener", "aws:alb/listener:Listener"];

/** Application, network and gateway load balancers. */
export const loadBalancerTypes: readonly string[] = [
    "aws:lb/loadBalancer:LoadBalancer",
    "aws:alb/loadBalancer:LoadBalancer",
];
