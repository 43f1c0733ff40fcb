/** What can be fetched: a plain file, Git's sources, a key, a repository of packages, a package in it, or an image. */
export type DownloadKind = 'file' | 'sources' | 'key' | 'repository' | 'package' | 'image';

/** One thing that a config has machines fetch from elsewhere. */
export interface Download {
  kind: DownloadKind;
  /** Its own name among those of its kind; for a package and an image, the name that yum or Docker is told. */
  name: string;
  /** The phases that fetch it, by name. */
  phases: readonly string[];
  /** Where its publisher keeps it: an address, an image as Docker names it, or the repository of a package. */
  source: string;
  /** `sha256:` or `sha512:` with the sum or the address of a list of them; absent where config.yml names none. */
  checksum?: string;
  /**
   * Where a mirror has it: a path below its folder, an image's name below its registry. Absent for a package, which its
   * repository has, and for an image of the cluster's own registries.
   */
  place?: string;
}
