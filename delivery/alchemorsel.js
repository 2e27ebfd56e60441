#!/usr/bin/env node
"use strict";
// In a checkout the edited TypeScript runs as it is.
require("sucrase/register/ts");
require("./main.ts");
