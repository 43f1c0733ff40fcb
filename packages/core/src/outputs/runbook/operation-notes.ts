import type { PhaseName } from '../../phases/types.ts';
import { always, type Note } from './note.ts';

/** A platform that runs. */
export const operationNotes = {
  'add-agent': {
    what: always(
      '추가할 노드를 config.yml 의 `add-agent` (퍼블릭 에이전트는 `add-public-agent`) 에 기입하고 `uegen build`, `uegen run genconf` 를 차례로 실행한 뒤 진행합니다. 마스터 노드는 이 방법으로 추가할 수 없습니다.',
      'List the nodes under `add-agent` of config.yml (public agents under `add-public-agent`), then run `uegen build`, `uegen run genconf` and this. Masters can not be added this way.',
    ),
    after: always(
      '`uegen run cadvisor` 를 실행하여 cadvisor 목록을 갱신합니다. 이후 노드를 `agent` 로, 퍼블릭 에이전트는 `public` 으로 옮겨 적고 `uegen build` 를 다시 실행합니다. 퍼블릭 에이전트가 늘어나면 `uegen run apps` 로 그 노드에도 로드밸런서를 배포하고, `server.public.public` 의 주소로 `install/dns-records.md` 의 레코드를 추가합니다.',
      'Run `uegen run cadvisor`, which brings the cadvisor list up to date. Then move the nodes to `agent`, public agents to `public`, and run `uegen build` again. For another public agent, `uegen run apps` brings a load balancer to it as well; then add the records of `install/dns-records.md` that lead to its address in `server.public.public`.',
    ),
    trouble: [
      {
        ko: '배포 패키지가 없거나 config.yaml 보다 오래되었다고 하면 `uegen run genconf` 를 다시 실행합니다.',
        en: 'Where the archive is missing or older than config.yaml, run `uegen run genconf` again.',
      },
      {
        ko: '추가한 노드의 로그는 `journalctl -flu dcos-mesos-slave` 로 봅니다. 퍼블릭 에이전트는 `journalctl -flu dcos-mesos-slave-public` 입니다.',
        en: "`journalctl -flu dcos-mesos-slave` shows the new node's log, `journalctl -flu dcos-mesos-slave-public` that of a public agent.",
      },
    ],
  },
  'gracefully-remove-agent': {
    what: always(
      '제거할 노드를 config.yml 의 `gracefully-remove-agent` 에 기입하고 `uegen build` 를 실행한 뒤 진행합니다. 운영 중인 앱이 다른 노드로 이전되며, 노드는 한 대씩 제거됩니다.',
      'List the nodes under `gracefully-remove-agent` of config.yml, run `uegen build`, and then this. Their apps move to other nodes, one node after the other.',
    ),
    after: always(
      '`uegen run cadvisor` 를 실행하여 cadvisor 목록을 갱신합니다.',
      'Run `uegen run cadvisor`, which brings the cadvisor list up to date.',
    ),
    trouble: [
      {
        ko: '남아있는 노드의 자원이 부족하면 앱이 이전되지 않습니다. DC/OS 웹 UI 에서 여유 자원을 확인합니다.',
        en: "Apps stay where they are when no other node has room for them: see DC/OS' web interface.",
      },
    ],
  },
  uninstall: {
    what: always(
      '제거할 노드를 config.yml 의 `uninstall` 에 기입하고 `uegen build` 를 실행한 뒤 진행합니다. 되돌릴 수 없습니다. `uegen run uninstall` 은 제거될 노드를 보여주고 확인을 받지만, 플레이북을 직접 실행하면 확인 없이 진행됩니다.',
      'List the nodes under `uninstall` of config.yml, run `uegen build`, and then this. There is no way back. `uegen run uninstall` shows the nodes and asks first; the playbook alone, with its confirmation on the command line, does not.',
    ),
    trouble: [
      {
        ko: '중간에 실패하면 원인을 해결하고 다시 실행합니다. 이미 제거된 노드는 변경되지 않습니다.',
        en: 'When it fails halfway, remove the cause and run it again: nodes that are done stay as they are.',
      },
    ],
  },
  'gitlab-backup': {
    what: always(
      '깃랩 데이터와 `/etc/gitlab` 설정의 백업을 cron 에 등록합니다. 설정 백업은 데이터 백업과 다른 곳에 보관하도록 합니다.',
      "Has cron back up GitLab's data and `/etc/gitlab`. Keep the two in different places.",
    ),
    trouble: [
      {
        ko: '리스토어는 백업을 만든 것과 정확히 동일한 버전의 깃랩에서만 가능합니다.',
        en: 'A backup can be restored only into exactly the version of GitLab that made it.',
      },
    ],
  },
} satisfies Partial<Record<PhaseName, Note>>;
