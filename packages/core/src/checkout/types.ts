/** A file of the checkout, read by the caller. */
export interface CheckoutFile {
  /**
   * Its path: below `uengine-resource/` where it is carried along, for example `config-repository/dcos-apps.yml`; from the
   * checkout's root where it is a resource of a service.
   */
  source: string;
  content: Uint8Array;
  executable: boolean;
  /** True where only its owner may read it: what is made of it isn't for others either. */
  private?: boolean;
}
