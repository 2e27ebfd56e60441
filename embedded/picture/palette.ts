/** Colors of a style in light and dark; a box has a fill, and a line around it. */
export interface Scheme {
    text: Record<"strong" | "muted", string>;
    boxes: Record<BoxStyle, { fill: string; stroke: string }>;
    arrows: Record<ArrowStyle, string>;
}

export type TextStyle = "strong" | "muted";
export type ArrowStyle = "request" | "wayOut";
export type BoxStyle =
    | "page"
    | "outside"
    | "region"
    | "vpc"
    | "zone"
    | "public"
    | "private"
    | "data"
    | "network"
    | "compute"
    | "store"
    | "security"
    | "storage"
    | "management";

export const light: Scheme = {
    text: { strong: "#1f2328", muted: "#545b63" },
    boxes: {
        page: { fill: "#ffffff", stroke: "#ffffff" },
        outside: { fill: "#f6f8fa", stroke: "#818b98" },
        region: { fill: "#fafbfc", stroke: "#818b98" },
        vpc: { fill: "#f4f1fb", stroke: "#8250df" },
        zone: { fill: "#faf8fe", stroke: "#9b8cb8" },
        public: { fill: "#e4f5e8", stroke: "#2da44e" },
        private: { fill: "#e2effc", stroke: "#218bff" },
        data: { fill: "#efe6fb", stroke: "#a475f9" },
        network: { fill: "#ffffff", stroke: "#8250df" },
        compute: { fill: "#ffffff", stroke: "#d4691a" },
        store: { fill: "#ffffff", stroke: "#3b5bdb" },
        security: { fill: "#ffffff", stroke: "#cf222e" },
        storage: { fill: "#ffffff", stroke: "#2a8a3e" },
        management: { fill: "#ffffff", stroke: "#bf3989" },
    },
    arrows: { request: "#0a5ccf", wayOut: "#8a5a00" },
};

export const dark: Scheme = {
    text: { strong: "#e6edf3", muted: "#a7b0ba" },
    boxes: {
        page: { fill: "#0d1117", stroke: "#0d1117" },
        outside: { fill: "#161b22", stroke: "#6e7681" },
        region: { fill: "#10151c", stroke: "#6e7681" },
        vpc: { fill: "#17142a", stroke: "#a371f7" },
        zone: { fill: "#14121f", stroke: "#6f6391" },
        public: { fill: "#12291a", stroke: "#2ea043" },
        private: { fill: "#10243c", stroke: "#388bfd" },
        data: { fill: "#251a3b", stroke: "#8957e5" },
        network: { fill: "#0d1117", stroke: "#a371f7" },
        compute: { fill: "#0d1117", stroke: "#f0883e" },
        store: { fill: "#0d1117", stroke: "#748ffc" },
        security: { fill: "#0d1117", stroke: "#ff7b72" },
        storage: { fill: "#0d1117", stroke: "#3fb950" },
        management: { fill: "#0d1117", stroke: "#f778ba" },
    },
    arrows: { request: "#58a6ff", wayOut: "#d29922" },
};
