import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseDocument } from 'yaml';
import { schemaKeys } from '../support/keys.ts';
import { configText, root, scenarioNames } from '../support/scenarios.ts';
