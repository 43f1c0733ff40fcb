/** The port of marathon-lb at which each of the platform's apps is reached, inside and outside the cluster. */
export const servicePorts = {
  config: 10000,
  eurekaServer: 10001,
  db: 10002,
  iam: 10003,
  cloudServer: 10005,
  cloudUi: 10006,
} as const;

/** Where marathon-lb listens for apps: the platform's own, and those that its users deploy. */
export const servicePortRange = { first: 10000, last: 10399 } as const;
