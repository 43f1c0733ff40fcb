/** The ports that the public agents open for the cadvisor proxy. */
export const openedPorts = { first: 9000, last: 60000 } as const;

/** The ports of CentOS 7's kernel for connections that it makes itself (net.ipv4.ip_local_port_range). */
export const kernelPorts = { first: 32768, last: 60999 } as const;

/** The highest number at the end of an agent's name that is added to `cadvisor.base-port`. */
export const HIGHEST_AGENT_NUMBER = 899;

/** Agents without such a number get the ports from here down to the first that is opened. */
export const LAST_SPARE_PORT = 9999;
