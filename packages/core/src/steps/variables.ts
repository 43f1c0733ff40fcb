/** ansible's inventory. */
export const INVENTORY = 'install/ansible-hosts.yml';

/** The variables of all machines. */
export const SETTINGS = 'install/group_vars/all/main.yml';

/** Those of them that hold secrets. */
export const SECRETS = 'install/group_vars/all/secrets.yml';
