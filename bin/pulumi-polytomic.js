#!/usr/bin/env node
"use strict";

// npm links this file when it installs, which in a clone is before anything is built.
require("../dist/cli/main.js");
