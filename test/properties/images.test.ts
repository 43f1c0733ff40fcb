import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { imageResources } from '../support/image-resources.ts';
import { build, compare, fill, free, nasty, valuesOf } from '../support/images.ts';
import { toolTest } from '../support/tool.ts';

const images = suite("values in the services' images");

const resources = imageResources();
const rounds = nasty.map((text) => build(valuesOf(text), resources));

images('a value that arrives nowhere is refused, with its place in the config and in the resource', () => {
  const own = rounds.flatMap(({ refusals }) => refusals).filter(({ code }) => code === 'image-value');
  assert.ok(own.length > 0);
  for (const { position, message } of own) {
    assert.match(message, /holds "\$\{"|starts with "\{cipher\}"/);
    assert.ok(position !== undefined && position.line > 1, message);
    assert.match(message, /uengine-cloud-\w+\/src\/main\/resources\/application\.yml:\d+/);
  }
});

images(`of ${nasty.length} values in ${free.length} keys at most a tenth is refused`, () => {
  assert.ok(nasty.length >= 60 && nasty.some((text) => /@.*@/.test(text)));
  assert.ok(free.length >= 11, free.map(({ path }) => path.join('.')).join(' '));
  const refused = rounds.reduce((sum, { refusals }) => sum + refusals.length, 0);
  const tried = rounds.reduce((sum, { values, refusals }) => sum + values.size + refusals.length, 0);
  console.log(`${tried} values, ${refused} refused`);
  assert.ok(refused <= tried / 10, `${refused} of ${tried}`);
});

toolTest(
  images,
  ['python3'],
  'each of the others arrives: read as properties, filled in, parsed by PyYAML',
  () => {
    const texts = rounds.map(({ properties }) => properties);
    const compared = compare(rounds, fill(texts, resources), resources);
    console.log(`${compared} places compared`);
    assert.ok(compared > 1000);
  },
);

images.run();
