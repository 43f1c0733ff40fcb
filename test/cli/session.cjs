// session.cjs BUNDLE: runs uegen once for each message of its parent, one after the other, and answers with the exit code.
// Each run loads the bundle anew and ends as a process does, when nothing is left to wait for. What stays is the engine,
// which has compiled everything already.
const bundle = process.argv[2];

process.on('message', ({ args, env, cwd }) => {
  // Or it would be what a run waits for.
  process.channel.unref();
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  process.chdir(cwd);
  process.argv = [process.execPath, bundle, ...args];
  process.exitCode = undefined;
  delete require.cache[bundle];
  require(bundle);
});

process.on('beforeExit', (code) => {
  if (!process.connected) return;
  process.send(code);
  process.channel.ref();
});
