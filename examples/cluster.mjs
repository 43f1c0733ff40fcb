// Builds a cluster in code: the guide's config with as many agents as are named, and its diagnostics by their paths.
//
//   node examples/cluster.mjs [agents]
import { readFileSync } from 'node:fs';
import { checkConfig, generate, parseConfig } from '@uegen/core';

const parsed = parseConfig(
  readFileSync(new URL('../fixtures/valid/guide/config.yml', import.meta.url), 'utf8'),
);
const guide = 'tree' in parsed ? checkConfig(parsed.tree).config : undefined;
if (guide === undefined) throw new Error("the guide's config can't be read");

const count = Number(process.argv[2] ?? 3);
const agent = Object.fromEntries(
  Array.from({ length: count }, (_, index) => [`agent${index + 1}`, `10.0.0.${index + 1}`]),
);
/** @type {import('@uegen/core').ConfigInput} */
const config = {
  ...guide,
  cluster_name: 'in-code',
  server: { ...guide.server, private: { ...guide.server.private, agent } },
  db: { ...guide.db, ip: '10.0.0.1' },
};

const { files, diagnostics, cluster } = generate(config);
for (const { severity, path, message } of diagnostics)
  console.error(`${severity} at ${path.join('.')}: ${message}`);
console.log(`${files.length} files, ${cluster?.nodes.filter(({ role }) => role === 'agent').length} agents`);
