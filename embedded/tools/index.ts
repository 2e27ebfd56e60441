export { ensureDebs } from "./debs";
export { type Engine, type Stacks, ensureEngine, toolsOfEngine } from "./engine";
export { ensureTools, unbuiltTools } from "./ensure";
export { gatewayApiDefinitions } from "./gateway-api";
export { type Tool, type ToolName, tools } from "./table";
