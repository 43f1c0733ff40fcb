import { rinetdWord } from '../escape/rinetd.ts';
import { publicFile } from '../file.ts';
import { render } from '../serialize/render.ts';
import type { Output } from './output.ts';

/** The cadvisor proxy's rules, in the order of `cluster.cadvisor.proxy`. */
export const rinetdConf: Output = (cluster) => {
  const { allow, 'log-file': logFile } = cluster.rinetd;
  const { port, proxy } = cluster.cadvisor;
  const values = { logFile, allow, port, rules: proxy };
  return [publicFile('install/cadvisor-proxy/rinetd.conf', () => render('rinetd.conf', values, rinetdWord))];
};
