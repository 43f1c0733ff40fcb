import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { languageOf } from '../../packages/cli/src/language.ts';
import { put, withFolder } from '../support/scratch.ts';
import { ends, guideConfig, uegen } from './support.ts';

const language = suite('the language of the command line');

const KOREAN = { LC_ALL: 'ko_KR.UTF-8' };

language('--lang counts before the locale, and the locale as POSIX reads it', () => {
  for (const [args, environment, lang] of [
    [[], {}, 'en'],
    [[], { LANG: 'ko_KR.UTF-8' }, 'ko'],
    [[], { LANG: 'ko' }, 'ko'],
    [[], { LANG: 'kok_IN' }, 'en'],
    [[], { LANG: 'C.UTF-8' }, 'en'],
    [[], { LC_ALL: 'C', LANG: 'ko_KR' }, 'en'],
    [[], { LC_ALL: '', LC_MESSAGES: 'ko_KR', LANG: 'de_DE' }, 'ko'],
    [['plan', '--lang', 'en'], { LANG: 'ko_KR' }, 'en'],
    [['plan', '--lang=ko'], {}, 'ko'],
    [['plan', '--lang=ko', '--lang', 'en'], {}, 'en'],
    // A word of another program.
    [['run', 'install', '--', '--lang=ko'], {}, 'en'],
    [['plan', '--lang'], { LANG: 'ko_KR' }, 'ko'],
    [['plan', '--lang', 'fr'], { LANG: 'ko_KR' }, 'ko'],
  ] as const)
    assert.is(languageOf(args, environment), lang, `${args.join(' ')} ${JSON.stringify(environment)}`);
});

language('the language of the tree is that of config.yml, whatever the locale', () =>
  withFolder(async (folder) => {
    const title = () => readFileSync(join(folder, 'RUNBOOK.md'), 'utf8').split('\n')[0] ?? '';
    const isKorean = () => /[가-힣]/.test(title());
    const config = put(folder, 'config.yml', guideConfig());
    ends(await uegen(['build', config, '--quiet']), 0);
    assert.ok(isKorean(), title());
    ends(await uegen(['build', config, '--check'], { env: KOREAN }), 0);
    ends(await uegen(['build', config, '--check'], { env: { LC_ALL: 'C' } }), 0);
    put(folder, 'config.yml', `${guideConfig()}lang: en\n`);
    ends(await uegen(['build', config, '--quiet'], { env: KOREAN }), 0);
    assert.not.ok(isKorean(), title());
    for (const env of [KOREAN, { LANG: 'en_US.UTF-8' }])
      ends(await uegen(['build', config, '--check'], { env }), 0);
    // As before, for this release.
    const { stderr } = ends(await uegen(['build', config, '--quiet', '--lang', 'ko']), 0);
    assert.ok(isKorean(), title());
    assert.match(stderr, 'lang: ko');
    assert.is(ends(await uegen(['build', config, '--quiet', '--lang', 'en']), 0).stderr, '');
  }),
);

language('a language that there is not is an error in the config', () =>
  withFolder(async (folder) => {
    const config = put(folder, 'config.yml', `${guideConfig()}lang: fr\n`);
    assert.match(ends(await uegen(['validate', config]), 1).stderr, /lang .*ko or en/);
  }),
);

language.run();
