// Renders a config in memory with @uegen/core, and adds an output of its own: a list of the nodes for a spreadsheet.
//
//   node examples/render.mjs [config.yml]
import { readFileSync } from 'node:fs';
import { generate, outputs, publicFile } from '@uegen/core';

/** @type {import('@uegen/core').Output} */
const nodeList = (cluster) => {
  const rows = cluster.nodes.map(({ name, role, address }) => `${name},${role},${address}\n`);
  return [publicFile('nodes.csv', ['name,role,address\n', ...rows].join(''))];
};

const config = process.argv[2] ?? new URL('../fixtures/valid/guide/config.yml', import.meta.url);
const { files, diagnostics } = generate(readFileSync(config, 'utf8'), { outputs: [...outputs, nodeList] });

for (const { severity, position, message } of diagnostics)
  console.error(`${severity}: line ${position?.line ?? '?'}: ${message}`);
for (const { path, mode, content } of files) console.log(`${mode} ${path} (${content.length} characters)`);
console.log(files.find(({ path }) => path === 'nodes.csv')?.content);
