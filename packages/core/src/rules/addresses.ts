import type { ClusterNode } from '../cluster/types.ts';
import type { Finding } from '../diagnostic.ts';
import { says } from '../text.ts';
import { alsoAt, nodePath, type Rule } from './rule.ts';

const MANAGEMENT = ['bootstrap', 'gitlab', 'ci'];

/** No two nodes share an address; only bootstrap, gitlab and ci may be one machine, which is worth a warning. */
export const addressesAreDistinct: Rule = ({ config, named }) => {
  const owners = new Map<string, ClusterNode>();
  const findings: Finding[] = [];
  for (const node of named) {
    const owner = owners.get(node.address);
    if (owner === undefined) owners.set(node.address, node);
    else {
      const shareable = [owner, node].every(({ role }) => MANAGEMENT.includes(role));
      const [here, there] = [nodePath(config, node), nodePath(config, owner)];
      const [list, other] = [here, there].map((path) => path.slice(0, -1).join('.'));
      findings.push({
        code: 'duplicate-address',
        severity: shareable ? 'warning' : 'error',
        message:
          node.name === owner.name
            ? says(
                `${node.name} is in two lists, ${other} and ${list}`,
                `${node.name} 이(가) 두 목록에 있습니다: ${other}, ${list}`,
              )
            : says(
                `${here.join('.')} has the address of ${there.join('.')}`,
                `${here.join('.')} 의 주소가 ${there.join('.')} 와 같습니다`,
              ),
        path: here,
        ...alsoAt(there),
      });
    }
  }
  return findings;
};

/** `localhost` and its numbered kin are every machine's own names. */
export const namesAreNotReserved: Rule = ({ config, named }) =>
  named
    .filter(({ name }) => /^localhost\d?$/i.test(name))
    .map((node) => ({
      code: 'invalid-name',
      message: says(
        `${node.name} is every machine's own name`,
        `${node.name} 은(는) 모든 서버가 자신을 부르는 이름입니다`,
      ),
      path: nodePath(config, node),
    }));

/** No name stands for two machines: /etc/hosts could only answer with one of them. */
export const namesAreDistinct: Rule = ({ config, named }) => {
  const owners = new Map<string, ClusterNode>();
  const findings: Finding[] = [];
  for (const node of named)
    for (const name of [node.name, ...node.aliases].map((text) => text.toLowerCase())) {
      const owner = owners.get(name);
      if (owner === undefined) owners.set(name, node);
      else if (owner.address !== node.address)
        findings.push({
          code: 'duplicate-name',
          message: says(
            `the name ${name} is also that of ${nodePath(config, owner).join('.')}`,
            `이름 ${name} 은(는) ${nodePath(config, owner).join('.')} 의 이름이기도 합니다`,
          ),
          path: nodePath(config, node),
          ...alsoAt(nodePath(config, owner)),
        });
    }
  return findings;
};
