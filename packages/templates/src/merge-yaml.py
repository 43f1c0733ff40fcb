# Python 2.7 or 3 with PyYAML. Usage: OWN LIVE RESULT LABEL SERVICE...
# Puts the keys of OWN into LIVE and leaves all others as they are, in their order; of vcap.services it takes out those
# SERVICEs that OWN lacks. Prints `changed` and writes RESULT where a value differs, else prints `current`. It works on
# YAML's nodes, whose text it never types: 0123, "yes", 1e3 and .nan stay what they are.
import io
import sys

import yaml

SECTIONS = (('vcap',), ('vcap', 'services'))


def fail(label, problem, mark=None):
    place = '' if mark is None else ', line {0}, column {1}'.format(mark.line + 1, mark.column + 1)
    text = u'template-upload: {0}{1}: {2}'.format(label, place, u' '.join((u'%s' % problem).split()))
    sys.exit(text.encode('ascii', 'backslashreplace').decode('ascii'))


def is_mapping(node):
    return isinstance(node, yaml.MappingNode)


def is_empty(node):
    """Nothing, an empty text, as the platform writes what has no entries, or an empty collection."""
    if isinstance(node, yaml.ScalarNode):
        return node.value == '' or node.tag == 'tag:yaml.org,2002:null'
    return not node.value


def name_of(key):
    """What tells two keys apart: the platform reads every key as text."""
    return key.value if isinstance(key, yaml.ScalarNode) else repr(exact(key))


def check(node, label):
    """What YAML allows, and the platform would read as something else."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            check(item, label)
    elif is_mapping(node):
        names = set()
        for key, value in node.value:
            if name_of(key) in names:
                fail(label, 'a key is given twice', key.start_mark)
            names.add(name_of(key))
            check(value, label)


def parse(text, label):
    """The one document of a text, as nodes, and whether it starts with `---`; the node is None where nothing is in it."""
    explicit = False
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.DocumentStartEvent):
            explicit = explicit or event.explicit
        if getattr(event, 'anchor', None) is not None:
            fail(label, 'the platform cannot read anchors and aliases', event.start_mark)
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    if node is None or is_mapping(node) or (isinstance(node, yaml.ScalarNode) and is_empty(node)):
        check(node, label)
        return (node if is_mapping(node) else None), explicit
    fail(label, 'this is no mapping of keys')


def read(path, label):
    with io.open(path, 'rb') as source:
        text = source.read()
    try:
        return parse(text, label)
    except RuntimeError:
        raise
    except Exception as error:
        # PyYAML 3.10 also trips over its own assertions.
        reason = error if isinstance(error, yaml.YAMLError) else 'this cannot be read as YAML'
        fail(label, getattr(error, 'problem', None) or reason, getattr(error, 'problem_mark', None))


typer = yaml.SafeLoader('')


def typed(node):
    """The value of a scalar, as far as PyYAML knows its type."""
    try:
        return repr(typer.construct_object(node))
    except (ValueError, yaml.YAMLError):
        return node.value


def meaning(node):
    """What two nodes have in common that mean the same."""
    if is_mapping(node):
        return node.tag, dict((name_of(key), meaning(value)) for key, value in node.value)
    if isinstance(node, yaml.SequenceNode):
        return node.tag, [meaning(item) for item in node.value]
    return node.tag, typed(node)


def exact(node):
    """All of a node but its looks."""
    if is_mapping(node):
        return node.tag, [(exact(key), exact(value)) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return node.tag, [exact(item) for item in node.value]
    return node.tag, node.value


def find(mapping, name):
    for index, (key, _) in enumerate(mapping.value):
        if name_of(key) == name:
            return index
    return None


def merge(live, own, label, path=()):
    for key, value in own.value:
        index = find(live, name_of(key))
        if index is None:
            live.value.append((key, value))
            continue
        old_key, old = live.value[index]
        here = path + (name_of(key),)
        if is_mapping(old) and is_mapping(value) and not is_empty(old):
            merge(old, value, label, here)
        elif here in SECTIONS and not is_empty(old):
            fail(label, '.'.join(here) + ' is no mapping of keys', old.start_mark)
        elif meaning(old) != meaning(value):
            live.value[index] = (old_key, value)


def services_of(node):
    for name in ('vcap', 'services'):
        index = find(node, name) if is_mapping(node) else None
        if index is None:
            return None
        node = node.value[index][1]
    return node if is_mapping(node) else None


def remove(live, own, names):
    services, wanted = services_of(live), services_of(own)
    if services is not None:
        lacking = [name for name in names if wanted is None or find(wanted, name) is None]
        services.value[:] = [pair for pair in services.value if name_of(pair[0]) not in lacking]


def main(own_path, live_path, result_path, label, *names):
    own, _ = read(own_path, own_path)
    live, explicit = read(live_path, label)
    if own is None:
        fail(own_path, 'nothing is in it')
    if live is None:
        live = yaml.MappingNode(own.tag, [], flow_style=False)
    before = meaning(live)
    merge(live, own, label)
    remove(live, own, names)
    if meaning(live) == before:
        print('current')
        return
    try:
        text = yaml.serialize(live, Dumper=yaml.SafeDumper, encoding='utf-8', allow_unicode=True, explicit_start=explicit)
        kept = exact(parse(text, label)[0]) == exact(live)
    except yaml.YAMLError:
        kept = False
    if not kept:
        fail(label, 'it holds something that cannot be written back')
    with io.open(result_path, 'wb') as result:
        result.write(text)
    print('changed')


try:
    main(*sys.argv[1:])
except RuntimeError:
    fail(sys.argv[4], 'it is nested too deeply')
