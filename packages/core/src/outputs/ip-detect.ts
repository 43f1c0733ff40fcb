import { shellWord } from '../escape/shell.ts';
import { scriptFile } from '../file.ts';
import { render } from '../serialize/render.ts';
import type { Output } from './output.ts';

/**
 * The program by which DC/OS learns a node's address: the first IPv4 of `network.device` when that is set,
 * otherwise the source address of the route to the first master.
 */
export const ipDetect: Output = (cluster) => {
  const values = { device: cluster.networkDevice, firstMaster: cluster.dcos.masters[0] };
  return [scriptFile('install/genconf/ip-detect', () => render('ip-detect', values, shellWord))];
};
