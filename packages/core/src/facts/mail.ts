/** Where mail servers speak TLS from the start (RFC 8314). */
export const TLS_PORT = 465;

/** Where they take mail to pass on, after STARTTLS (RFC 6409). */
export const SUBMISSION_PORT = 587;

/** True for a password that is one: the guide's sample is stars only. */
export function isPassword(password: string | undefined): password is string {
  return password !== undefined && !/^\*+$/.test(password);
}
