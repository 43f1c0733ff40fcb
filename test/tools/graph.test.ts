import { mkdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pictureOf, toMermaid } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { clusterOf, pageOf } from '../support/pictures.ts';
import { root } from '../support/scenarios.ts';
import { put, run, withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';

const test = suite('the picture in a browser');

/** Where the screenshots of a run lie, for a person to look at. */
const SCREENSHOTS = join(root, 'out/graph');

const BROWSER = 'chromium';
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--hide-scrollbars',
  '--virtual-time-budget=20000',
];

async function browse(file: string, ...flags: string[]): Promise<string> {
  const ended = await run(BROWSER, [...FLAGS, ...flags, pathToFileURL(file).href]);
  assert.is(ended.status, 0, ended.stderr);
  return ended.stdout;
}

/** What a script answers inside of a page, as JSON. */
async function ask(folder: string, page: string, script: string, ...flags: string[]): Promise<unknown> {
  const asking = `<script>(async () => {
    const answer = await (async () => {${script}})();
    document.body.innerHTML = '<pre id="answer"></pre>';
    document.getElementById('answer').textContent = JSON.stringify(answer);
  })();</script>`;
  const file = put(
    folder,
    'asked.html',
    page.replace('</body>', () => `${asking}</body>`),
  );
  const shown = await browse(file, ...flags, '--dump-dom');
  const [, answer] = /<pre id="answer">([^<]*)<\/pre>/.exec(shown) ?? [];
  assert.ok(answer !== undefined, shown.slice(0, 2000));
  return JSON.parse(answer.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'));
}

/** A name that markup, Mermaid and entities would take for theirs. */
const HOSTILE = 'a<b>"c";#35; end';

/** What a system is set to, and the ground that a picture has then. */
const SCHEMES = [
  ['light', 'rgb(255, 255, 255)'],
  ['dark', 'rgb(13, 17, 23)', '--blink-settings=preferredColorScheme=0'],
] as const;

/** The texts that leave their box or run into another text, and what can be told of the page. */
const MEASURE = `
  const inside = (a, b) => a.left >= b.left - 1 && a.right <= b.right + 1 && a.top >= b.top - 1 && a.bottom <= b.bottom + 1;
  const apart = (a, b) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top + 3 || b.bottom <= a.top + 3;
  const area = (element) => element.getBoundingClientRect();
  const svg = document.querySelector('svg');
  const texts = [...svg.querySelectorAll('text')];
  const boxes = [...svg.querySelectorAll('rect.frame, rect.box, rect.behind')];
  const outside = texts.filter((text) => !boxes.some((box) => inside(area(text), area(box)))).map((text) => text.textContent);
  const touching = texts.filter((one, index) => texts.some((other, at) => at > index && !apart(area(one), area(other)))).map((text) => text.textContent);
  const range = document.createRange();
  range.selectNodeContents(svg);
  getSelection().addRange(range);
  return {
    outside, touching, count: texts.length, selected: getSelection().toString(),
    ground: getComputedStyle(svg).backgroundColor, ink: getComputedStyle(texts[0]).fill,
    wide: document.documentElement.scrollWidth, loaded: performance.getEntriesByType('resource').length,
  };`;

for (const [name, lang] of [
  ['guide', 'ko'],
  ['full', 'en'],
] as const)
  toolTest(
    test,
    [BROWSER],
    `${name}: every text is in its box, can be selected, and nothing is fetched`,
    () =>
      withFolder(async (folder) => {
        const cluster = clusterOf(name);
        // The picture in its own size, whatever the window's.
        const page = pageOf(cluster, lang).replace('figure svg{max-width:100%', 'figure svg{');
        const found = (await ask(folder, page, MEASURE)) as Record<string, unknown>;
        assert.equal([found.outside, found.touching], [[], []]);
        assert.ok((found.count as number) > 30);
        assert.is(found.loaded, 0);
        for (const { address } of cluster.nodes) assert.match(String(found.selected), address);
      }),
  );

toolTest(test, [BROWSER], 'light and dark, as the system has it', () =>
  withFolder(async (folder) => {
    const page = pageOf(clusterOf('guide'), 'ko');
    const file = put(folder, 'page.html', page);
    mkdirSync(SCREENSHOTS, { recursive: true });
    for (const [scheme, ground, ...flags] of SCHEMES) {
      const { ground: seen } = (await ask(folder, page, MEASURE, ...flags)) as { ground: string };
      assert.is(seen, ground, scheme);
      const picture = join(SCREENSHOTS, `guide-${scheme}.png`);
      await browse(file, ...flags, '--window-size=1400,1800', `--screenshot=${picture}`);
      assert.ok(statSync(picture).size > 20_000);
      console.log(`screenshot: ${picture}`);
    }
  }),
);

const require = createRequire(import.meta.url);
const mermaid = join(dirname(require.resolve('mermaid')), 'mermaid.min.js');

toolTest(test, [BROWSER], "Mermaid draws the runbook's picture, whatever the names", () =>
  withFolder(async (folder) => {
    const clusters = ['full', 'uninstall'].map(clusterOf);
    const texts = clusters.map((cluster) => {
      const hosts = { ...cluster.hosts, iam: HOSTILE };
      return toMermaid(pictureOf({ ...cluster, hosts }), 'ko');
    });
    const page = `<!doctype html><meta charset="utf-8"><body><script src="${pathToFileURL(mermaid).href}"></script></body>`;
    const script = `
      mermaid.initialize({ startOnLoad: false });
      const shown = [];
      for (const text of ${JSON.stringify(texts).replaceAll('<', '\\u003c')}) {
        const { svg } = await mermaid.render('picture' + shown.length, text);
        document.body.innerHTML = svg;
        shown.push([...document.querySelectorAll('svg .nodeLabel')].map((label) => label.textContent));
      }
      return shown;`;
    const shown = (await ask(folder, page, script)) as string[][];
    for (const [index, cluster] of clusters.entries()) {
      const all = (shown[index] ?? []).join('\n');
      for (const { address } of cluster.nodes) assert.match(all, address);
      assert.ok(all.includes(`${HOSTILE} :10003`), all);
    }
  }),
);

test.run();
