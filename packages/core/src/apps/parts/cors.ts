const ALLOW = {
  Origin: ['*'],
  Methods: ['GET', 'POST', 'PUT', 'OPTIONS', 'DELETE'],
  Headers: [
    'management-key',
    'management-secret',
    'client-key',
    'client-secret',
    'Origin',
    'X-Requested-With',
    'Content-Type',
    'Accept',
    'Authorization',
  ],
};

/**
 * The label of an app that browsers call from other origins: marathon-lb puts it at the head of the app's HAProxy
 * backend and fills in `{backend}` and `{mode}`. `http-response` works in HAProxy 1.7, which marathon-lb 1.11.2
 * ships, and later; a line that HAProxy refuses would drop the app from the load balancer without a word.
 */
export const corsLabel = {
  HAPROXY_0_BACKEND_HEAD: [
    'backend {backend}',
    ' balance roundrobin',
    ' mode {mode}',
    ...Object.entries(ALLOW).map(
      ([name, values]) => ` http-response add-header Access-Control-Allow-${name} ${values.join(',\\ ')}`,
    ),
    '',
  ].join('\n'),
} as const;
