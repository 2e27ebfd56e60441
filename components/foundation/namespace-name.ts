/** The namespace of the workloads, unless a foundation is given another one. */
export const defaultNamespace = "alchemorsel";
