import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { compareWithGoldens } from './support/golden.ts';
import { diagnosticsText, generateScenario, scenarioNames } from './support/scenarios.ts';

const valid = suite('goldens of valid configs');

for (const name of scenarioNames('valid'))
  valid(name, () => {
    const { files } = generateScenario('valid', name);
    const listing = files.map(
      ({ path, mode, secret }) => `${mode} ${secret ? 'secret' : 'public'} ${path}\n`,
    );
    const actual = new Map<string, string | Uint8Array>(files.map(({ path, content }) => [path, content]));
    actual.set('FILES', listing.join(''));
    const said = diagnosticsText('valid', name);
    if (said !== '') actual.set('DIAGNOSTICS', said);
    compareWithGoldens(`valid/${name}`, actual);
  });

valid.run();

const invalid = suite('goldens of invalid configs');

for (const name of scenarioNames('invalid'))
  invalid(`${name} gives no file`, () => assert.is(generateScenario('invalid', name).files.length, 0));

invalid('what a person sees', () => {
  compareWithGoldens(
    'invalid',
    new Map(scenarioNames('invalid').map((name) => [`${name}.txt`, diagnosticsText('invalid', name)])),
  );
});

invalid.run();
