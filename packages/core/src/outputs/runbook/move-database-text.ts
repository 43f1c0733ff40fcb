import type { Cluster } from '../../cluster/types.ts';
import { codeSpan } from '../../escape/code-span.ts';
import { word } from '../../steps/command.ts';
import type { Lang, Text } from '../../text.ts';

const WORDS = {
  how: {
    ko: '<a id="move-database"></a>\n\n### 데이터베이스 노드 변경\n\n`db.ip` 를 변경해도 `/mysql/datadir` 의 데이터는 이전 노드에 남습니다. `uegen build` 후 데이터베이스를 중지하고, 폴더를 새 노드로 복사한 뒤 다시 배포합니다. 이전 노드의 폴더는 지우지 않고 남겨둡니다.',
    en: '<a id="move-database"></a>\n\n### Another node for the database\n\nWhen `db.ip` changes, the data stays in `/mysql/datadir` of the former node. After `uegen build`, stop the database, copy the folder to the new node, and deploy it again. The folder on the former node stays as it is.',
  },
  former: { ko: '<이전 노드의 IP 주소>', en: '<address of the former node>' },
} satisfies Record<string, Text>;

/** How the database's data follows to another node. */
export function moveDatabaseText({ database, ssh }: Cluster, lang: Lang): string[] {
  const on = (address: string) => `ssh -i ${word(ssh.keyFile)} -p ${ssh.port} ${ssh.user}@${address}`;
  const pack = `${on(WORDS.former[lang])} 'sudo tar -C /mysql --numeric-owner -cf - datadir'`;
  const unpack = `${on(database.ip)} 'sudo mkdir -p /mysql && sudo test ! -e /mysql/datadir && sudo tar -C /mysql --numeric-owner -xpf -'`;
  return [
    WORDS.how[lang],
    '',
    '```',
    'dcos marathon app stop /uengine-db',
    `${pack} | ${unpack}`,
    '(cd install && bash package-deploy.sh --database-moved)',
    '```',
    '',
    ttyText(ssh.user, lang),
    '',
  ];
}

// A pipe has no terminal, and one that ssh opens would change the bytes.
function ttyText(user: string, lang: Lang): string {
  const refusal = codeSpan('sudo: sorry, you must have a tty to run sudo');
  const allow = codeSpan(`echo 'Defaults:${user} !requiretty' | sudo tee /etc/sudoers.d/move-database`);
  const text: Text = {
    ko: `${refusal} 가 나오면, 복사하기 전에 두 노드에 접속하여 ${allow} 를 실행하고, 끝난 뒤 그 파일을 지웁니다.`,
    en: `Where it says ${refusal}, log in to both nodes first and run ${allow}; delete that file afterwards.`,
  };
  return text[lang];
}
