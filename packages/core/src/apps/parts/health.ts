/** When Marathon asks one of the platform's own apps for its health: a JVM may take five minutes to start. */
export const serviceHealth = {
  gracePeriodSeconds: 300,
  intervalSeconds: 60,
  timeoutSeconds: 20,
  delaySeconds: 15,
  maxConsecutiveFailures: 3,
} as const;
