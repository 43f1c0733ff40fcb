import type { Explanation } from './explanation.ts';

/** The codes about machines: their addresses and names, and who joins or leaves. */
export const nodes = {
  'duplicate-address': {
    about: {
      en: 'Two nodes have one address: an address belongs to one machine, and a machine has one role in DC/OS.',
      ko: '두 노드의 주소가 같습니다. 주소 하나는 서버 한 대의 것이고, 서버 한 대는 DC/OS 에서 역할 하나를 맡습니다.',
    },
    wrong: 'server:\n  private:\n    agent:\n      agent1: 172.31.6.35\n      agent2: 172.31.6.35',
    right: 'server:\n  private:\n    agent:\n      agent1: 172.31.6.35\n      agent2: 172.31.1.235',
  },
  'duplicate-name': {
    about: {
      en: 'Two nodes have one name. Names stand in /etc/hosts and in the inventory, so each is given once.',
      ko: '두 노드의 이름이 같습니다. 이름은 /etc/hosts 와 인벤토리에 쓰이므로 서로 달라야 합니다.',
    },
    wrong: 'server:\n  private:\n    master:\n      agent1: 172.31.12.143',
    right: 'server:\n  private:\n    master:\n      master1: 172.31.12.143',
  },
  'master-count': {
    about: {
      en: 'DC/OS needs an odd number of masters for its quorum: 1, 3 or 5. An even number tolerates no more failures than one master less.',
      ko: 'DC/OS 는 쿼럼 때문에 마스터가 홀수여야 합니다. 1, 3, 5대 중에서 고르십시오. 짝수로 두어도 견디는 장애의 수는 늘지 않습니다.',
    },
    wrong: 'server:\n  private:\n    master:\n      master1: 172.31.12.143\n      master2: 172.31.4.125',
    right:
      'server:\n  private:\n    master:\n      master1: 172.31.12.143\n      master2: 172.31.4.125\n      master3: 172.31.1.198',
  },
  'node-state': {
    about: {
      en: 'A node that is to leave must be one of the cluster, with the address that it has there, and of a role that can leave in this way.',
      ko: '제거할 노드는 클러스터에 있는 노드여야 하고, 주소가 같아야 하며, 그 방법으로 제거할 수 있는 역할이어야 합니다.',
    },
    wrong: 'server:\n  private:\n    gracefully-remove-agent:\n      agent7: 172.31.99.99',
    right: 'server:\n  private:\n    gracefully-remove-agent:\n      agent7: 172.31.0.164',
  },
  'cluster-ends': {
    about: {
      en: 'uninstall names every master: nothing of the cluster is left. Take the masters out of it, unless that is what you want.',
      ko: 'uninstall 에 모든 마스터가 있어 클러스터가 사라집니다. 의도한 것이 아니면 마스터를 빼십시오.',
    },
    wrong:
      'server:\n  private:\n    uninstall:\n      master1: 172.31.12.143\n      master2: 172.31.4.125\n      master3: 172.31.1.198',
    right: 'server:\n  private:\n    uninstall:\n      agent7: 172.31.0.164',
  },
  'database-node': {
    about: {
      en: 'The database keeps its data in /mysql/datadir of one private agent: db.ip names that agent, and it can not leave while others stay.',
      ko: '데이터베이스는 프라이빗 에이전트 한 대의 /mysql/datadir 에 데이터를 둡니다. db.ip 는 그 에이전트의 주소이며, 다른 노드가 남아 있는 동안 제거할 수 없습니다.',
    },
    wrong: 'db:\n  ip: 172.31.12.143',
    right: 'db:\n  ip: 172.31.6.35',
  },
  'public-address': {
    about: {
      en: 'Every public agent needs a public address that DNS records can lead to, under its own name, and no other name can be there.',
      ko: '퍼블릭 에이전트마다 DNS 레코드가 가리킬 공인 주소가 같은 이름으로 있어야 하며, 그 밖의 이름은 쓸 수 없습니다.',
    },
    wrong:
      'server:\n  private:\n    public:\n      public1: 172.31.5.136\n  public:\n    public:\n      public2: 52.79.51.79',
    right:
      'server:\n  private:\n    public:\n      public1: 172.31.5.136\n  public:\n    public:\n      public1: 52.79.51.79',
  },
  quorum: {
    about: {
      en: 'Fewer masters would be left than a quorum needs, and the cluster would be lost. Masters are not taken out of a cluster that runs.',
      ko: '남는 마스터가 쿼럼보다 적어 클러스터를 잃게 됩니다. 운영 중인 클러스터에서는 마스터를 빼지 않습니다.',
    },
    wrong: 'server:\n  private:\n    uninstall:\n      master1: 172.31.12.143\n      master2: 172.31.4.125',
    right: 'server:\n  private:\n    uninstall:\n      agent7: 172.31.0.164',
  },
} satisfies Record<string, Explanation>;
