# A stand-in for the DC/OS CLI: `dcos marathon app list|add|update|restart` with its state in the folder $DCOS_STATE.
#   apps.json    the deployed apps by id, as Marathon would list them
#   calls        one line per call, with the id of an app that is added
#   starts       one line per start of an app
#   refuse       when present, every call fails with its text, as one that isn't logged in does
#   slow         how many lists an app takes to become healthy after a deployment (0)
#   unhealthy, deploying, doubled
#                ids, separated by blanks, whose task fails its check, whose deployment never ends, that run twice
# In Python, since it starts three times as fast as Node, and the tests call it some hundred times.
import json
import os
import sys


def at(name):
    return os.path.join(os.environ['DCOS_STATE'], name)


def text(name):
    if not os.path.exists(at(name)):
        return ''
    with open(at(name), encoding='utf-8') as source:
        return source.read().strip()


def note(name, line):
    with open(at(name), 'a', encoding='utf-8') as record:
        record.write(line + '\n')


def save():
    with open(at('apps.json'), 'w', encoding='utf-8') as target:
        json.dump(apps, target)


def definition(app):
    """Marathon starts an app anew for every change but that of its number of instances."""
    return {key: value for key, value in app.items() if key not in ('version', 'looks', 'instances')}


def deploy(app, anew=False):
    before = apps.get(app['id'])
    for check in app.get('healthChecks', []):
        check['ignoreHttp1xx'] = False
    for mapping in app.get('container', {}).get('portMappings', []):
        mapping.setdefault('name', None)
    defaults = {'backoffSeconds': 1, 'fetch': [], 'labels': {}, 'env': {}}
    after = {**defaults, **app, 'version': 'now', 'looks': int(text('slow'))}
    apps[app['id']] = after
    save()
    if anew or before is None or definition(before) != definition(after):
        note('starts', app['id'])
    print('Created deployment 5ed4c0c5')


def listed(app):
    def is_one(kind):
        return app['id'] in text(kind).split()

    looks = app.pop('looks')
    running = app['instances'] * (2 if is_one('doubled') else 1)
    return dict(
        app,
        deployments=[{'id': '5ed4c0c5'}] if looks > 0 or is_one('deploying') else [],
        tasksRunning=running,
        tasksHealthy=0 if looks > 0 or is_one('unhealthy') else running,
    )


args = sys.argv[1:]
if text('refuse'):
    sys.exit(text('refuse'))
apps = json.loads(text('apps.json') or '{}')
action, target = (args + [''] * 4)[2:4]
given = json.loads(sys.stdin.buffer.read().decode('utf-8')) if action in ('add', 'update') else {}
note('calls', ' '.join(args + ([given['id']] if action == 'add' else [])))
if args[:2] != ['marathon', 'app']:
    sys.exit('dcos: unknown command')
if action == 'list':
    answer = [listed(dict(app)) for app in apps.values()]
    for app in apps.values():
        app['looks'] -= 1
    save()
    sys.stdout.buffer.write(json.dumps(answer, indent=2, ensure_ascii=False).encode('utf-8'))
elif action == 'add':
    if given['id'] in apps:
        sys.exit("Application '{0}' already exists".format(given['id']))
    deploy(given)
elif action not in ('update', 'restart'):
    sys.exit('dcos: unknown action ' + action)
elif target not in apps:
    sys.exit("Error: App '{0}' does not exist".format(target))
elif action == 'update':
    deploy(dict(apps[target], **dict(given, id=target)))
else:
    deploy(apps[target], anew=True)
