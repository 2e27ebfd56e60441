#!/usr/bin/env node
"use strict";
// In a checkout the edited TypeScript runs as it is.
require("../run-typescript.js");
require("../lazy-packages.ts");
require("./main.ts");
