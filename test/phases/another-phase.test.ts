import { outputs, RUNBOOK } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import type { Cluster } from '../../packages/core/src/cluster/types.ts';
import { type Phase, phases } from '../../packages/core/src/phases/index.ts';
import type { Phase as AnyPhase } from '../../packages/core/src/phases/phase.ts';
import { phaseConcerns } from '../../packages/core/src/plan/phases.ts';
import { STANDING } from '../../packages/core/src/steps/play.ts';
import { play } from '../../packages/core/src/steps/step.ts';
import { sampleCluster } from '../support/cluster.ts';

const another = suite('phases: one more on the list');

/** A phase that uegen doesn't ship, with a playbook of its own, for the clusters whose name is `with search`. */
const search = {
  name: 'search',
  title: { ko: '검색 서버', en: 'the search server' },
  section: '검색 서버 설치',
  part: 'operation',
  steps: [
    play({
      name: 'search',
      plays: () => [{ name: 'Search', hosts: STANDING, facts: false, roles: ['registry', 'hosts_file'] }],
    }),
  ],
  idle: ({ name }) =>
    name === 'with search' ? undefined : { ko: '검색 서버가 없습니다', en: 'config.yml names no search' },
  note: {
    what: ({ name }) => ({ ko: `${name} 의 검색`, en: `Search of ${name}` }),
    trouble: [{ ko: '다시 실행합니다.', en: 'Run it again.' }],
  },
} as const satisfies AnyPhase;

/** What `body` finds while the list holds that phase too, behind all others. */
function withSearch<T>(name: string, body: (cluster: Cluster) => T): T {
  const list = phases as AnyPhase[];
  list.push(search);
  try {
    return body({ ...sampleCluster(), name });
  } finally {
    list.pop();
  }
}

function filesOf(name: string, lang: 'ko' | 'en'): ReadonlyMap<string, string> {
  // A content is made when it is asked for.
  return withSearch(name, (cluster) => {
    const files = outputs.flatMap((output) => output(cluster, lang));
    return new Map(files.map(({ path, content }) => [path, String(content)]));
  });
}

another('has its playbook and its part of the runbook, in both languages', () => {
  const files = filesOf('with search', 'en');
  const [first] = parse(files.get('install/ansible-search.yml') ?? '');
  assert.is(first.hosts, STANDING);
  assert.equal(
    first.roles.map(({ role }: { role: string }) => role),
    ['registry', 'hosts_file'],
  );
  const english = files.get(RUNBOOK) ?? '';
  for (const text of [
    '### The search server (search)',
    'In the guide: 검색 서버 설치',
    'Search of with search',
    '(cd install && ansible-playbook ansible-search.yml)',
    '- Run it again.',
  ])
    assert.match(english, text);
  assert.match(filesOf('with search', 'ko').get(RUNBOOK) ?? '', 'with search 의 검색');
});

another('says why it has nothing to do, in its playbook and in the runbook', () => {
  const files = filesOf('without', 'en');
  assert.match(files.get('install/ansible-search.yml') ?? '', 'notice_text: config.yml names no search\n');
  assert.match(files.get(RUNBOOK) ?? '', 'Nothing to do now: config.yml names no search.');
});

another('is due when what its roles read changes, and nothing else', () => {
  const due = (path: string, variables: readonly string[] = []) =>
    withSearch('with search', (cluster) => {
      const files = [{ path, action: 'change', secret: false, backup: false } as const];
      const changes = { files, nodes: [], variables: new Map([[path, variables]]), first: false };
      return phaseConcerns(cluster, changes).some(({ phase }) => phase === (search.name as Phase['name']));
    });
  assert.ok(due('install/ansible-search.yml'));
  assert.ok(due('install/hosts'));
  assert.ok(due('install/roles/registry/tasks/main.yml'));
  // Of a role that one of its own includes.
  assert.ok(due('install/roles/open_ports/tasks/main.yml'));
  assert.ok(due('install/group_vars/all/main.yml', ['registry_server.image']));
  assert.not.ok(due('install/group_vars/all/main.yml', ['role_packages.gitlab']));
  assert.not.ok(due('install/gitlab/gitlab.rb'));
});

another.run();
