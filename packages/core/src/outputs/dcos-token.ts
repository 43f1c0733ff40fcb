import { shellWord } from '../escape/shell.ts';
import { scriptFile } from '../file.ts';
import { render } from '../serialize/render.ts';
import type { Output } from './output.ts';

/** `install/dcos-token.sh`: makes a DC/OS user and prints its long-lived token; runs on a master. */
export const dcosToken: Output = ({ dcos }) => [
  scriptFile('install/dcos-token.sh', () => render('dcos-token.sh', { user: dcos.user }, shellWord)),
];
