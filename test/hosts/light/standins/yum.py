#!/usr/bin/python
"""Stand-in of ansible's module yum for hosts with dnf and Python 2.7: the same answers, by the command line of dnf."""

from ansible.module_utils.basic import AnsibleModule


def main():
    module = AnsibleModule(
        argument_spec=dict(name=dict(type="list", elements="str", required=True), state=dict(default="present"),
                           disable_excludes=dict()),
        supports_check_mode=True)
    names = module.params["name"]
    present = module.params["state"] in ("present", "installed")
    # The names of packages only: a version behind the name isn't looked at when something is taken away.
    installed = [name for name in names if module.run_command(["rpm", "--query", name])[0] == 0]
    excludes = module.params["disable_excludes"]
    hidden = ["--disableexcludes=" + excludes] if excludes else []
    due = [name for name in names if (name not in installed) == present]
    if not due:
        module.exit_json(changed=False, rc=0, results=[])
    command = ["dnf", "--assumeyes", "--quiet", "install" if present else "remove"] + hidden + due
    if module.check_mode:
        if present:
            rc, out, err = module.run_command(["dnf", "--quiet", "repoquery"] + hidden + due)
            if rc != 0 or not out.strip():
                module.fail_json(msg=err or "No package %s available" % due, rc=1)
        module.exit_json(changed=True, rc=0, results=due)
    rc, out, err = module.run_command(command)
    if rc != 0:
        module.fail_json(msg=err or out, rc=rc, results=[])
    module.exit_json(changed=True, rc=0, results=[out])


main()
