/**
 * Space on the disk in GiB that has to be free: for `install/`, where the installer of 0.9 GB, its image and two archives of
 * what it makes come to lie, and on each machine, where Docker's images and DC/OS' packages do.
 */
export const FREE_GIB = { install: 5, machine: 5 } as const;

/** How far the clock of a machine may be off, in seconds; with ntpd or chronyd it is milliseconds. */
export const CLOCK_SECONDS = 2;
