#!/usr/bin/python3
"""supervisor.py COUNT DISKS BASE FOLDER KEY [OLD]: boots hosts 10.77.0.11 and up, and boots each again when it asks for it.

It runs as PID 1 of namespaces of its own (network, mounts, processes): nothing of the hosts can be seen on the machine,
and all of it ends with this program, however that ends. What the hosts write lies in memory. BASE is their root, FOLDER
an empty folder, KEY the key that lets ssh in; DISKS names the hosts that have a blank disk /dev/xvdf, as in 1,3; with
OLD, a root of old-ansible.sh, /usr/bin/python is its Python 2.7. Says
"ready" once every host answers on port 22, and goes on until its standard input is closed."""

import os
import select
import socket
import subprocess
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
REBOOT = 194
NAME_SERVERS = ("10.77.0.1", "10.77.0.54")


def run(*command):
    subprocess.run(command, check=True)


def name_server(own):
    """Refuses whatever it is asked."""
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind((own, 53))
    while True:
        query, client = server.recvfrom(512)
        server.sendto(query[:2] + b"\x81\x85" + query[4:], client)


def make_network(count):
    run("mount", "--make-rprivate", "/")
    run("mount", "-t", "proc", "proc", "/proc")
    os.makedirs("/run/netns", exist_ok=True)
    run("mount", "-t", "tmpfs", "tmpfs", "/run/netns")
    run("ip", "link", "set", "lo", "up")
    run("ip", "link", "add", "br0", "type", "bridge")
    for own in NAME_SERVERS:
        run("ip", "addr", "add", f"{own}/24", "dev", "br0")
        threading.Thread(target=name_server, args=(own,), daemon=True).start()
    run("ip", "link", "set", "br0", "up")
    for number in range(1, count + 1):
        name = f"h{number}"
        run("ip", "netns", "add", name)
        run("ip", "link", "add", f"v{number}", "type", "veth", "peer", "name", "eth0", "netns", name)
        run("ip", "link", "set", f"v{number}", "master", "br0", "up")
        for command in ("link set lo up", "link set eth0 up", f"addr add 10.77.0.{10 + number}/24 dev eth0",
                        "route add default via 10.77.0.1"):
            run("ip", "-n", name, *command.split())


def make_disk(number, folder):
    """A loop device, which goes away by itself when this program no longer holds it open."""
    image = f"{folder}/h{number}/image"
    with open(image, "wb") as file:
        file.truncate(64 * 1024 * 1024)
    device = subprocess.run(["losetup", "--find", "--show", image], check=True, capture_output=True, text=True).stdout.strip()
    held = open(device, "rb")
    run("losetup", "--detach", device)
    with open(f"{folder}/h{number}/disk", "w") as file:
        file.write(device)
    return held


def boot(number, base, folder):
    own = f"{folder}/h{number}"
    with open(f"{own}/console", "ab") as console:
        return subprocess.Popen(
            ["ip", "netns", "exec", f"h{number}", "unshare", "--mount", "--uts", "--ipc", "--pid", "--fork", "--kill-child",
             f"{HERE}/host.sh", own, f"{folder}/seed/upper:{base}"],
            stdin=subprocess.DEVNULL, stdout=console, stderr=console)


def answers(number):
    try:
        with socket.create_connection((f"10.77.0.{10 + number}", 22), 0.5) as connection:
            return connection.recv(4) == b"SSH-"
    except OSError:
        return False


def complain(waiting, folder):
    for number in waiting:
        with open(f"{folder}/h{number}/console") as console:
            print(f"host {number} does not answer: {console.read()}", file=sys.stderr)
    sys.exit(1)


def main(count, disks, base, folder, key, *old):
    make_network(count)
    run("mount", "-t", "tmpfs", "tmpfs", folder)
    run(f"{HERE}/seed.sh", base, f"{folder}/seed", key, *old)
    for number in range(1, count + 1):
        for part in ("upper", "work", "root"):
            os.makedirs(f"{folder}/h{number}/{part}")
    held = [make_disk(number, folder) for number in disks]
    hosts = {number: boot(number, base, folder) for number in range(1, count + 1)}
    waiting = set(hosts)
    limit = time.monotonic() + 60
    while not select.select([sys.stdin], [], [], 0.1)[0]:
        for number, host in hosts.items():
            if host.poll() == REBOOT:
                hosts[number] = boot(number, base, folder)
        if waiting and time.monotonic() > limit:
            complain(waiting, folder)
        if waiting:
            waiting = {number for number in waiting if not answers(number)}
            if not waiting:
                print("ready", flush=True)
    del held


main(int(sys.argv[1]), [int(number) for number in sys.argv[2].split(",") if number], *sys.argv[3:])
