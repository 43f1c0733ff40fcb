/** A file of the checkout's `uengine-resource/`, read by the caller. */
export interface CheckoutFile {
  /** Its path below `uengine-resource/`, for example `config-repository/dcos-apps.yml`. */
  source: string;
  content: Uint8Array;
  executable: boolean;
}
