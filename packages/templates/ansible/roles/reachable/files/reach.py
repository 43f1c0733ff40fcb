# reach.py SECONDS HOST:WAY,WAY...: prints the ways that are closed, as "HOST tcp PORT". A way is the number of a TCP port,
# udpPORT, or dnsPORT for a name server (53 where there is no number).
#
# Nothing needs to listen: a machine that refuses can be reached. A firewall keeps silent, or says that the host can't be
# reached. Only a name server has to answer. For Python 2.7 as well.
import errno
import select
import socket
import struct
import sys
import time

# A question for the name servers of the root. Whoever understands DNS answers it, be it with an error.
QUESTION = struct.pack(">6H", 4711, 0x0100, 1, 0, 0, 0) + b"\0" + struct.pack(">2H", 2, 1)
AT_ONCE = 200


def parse(words):
    for text in words:
        host, ways = text.split(":", 1)
        for way in ways.split(","):
            kind = way.rstrip("0123456789") or "tcp"
            number = way.lstrip("tcpudns")
            yield host, kind, int(number or 53)


def start(host, kind, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM if kind == "tcp" else socket.SOCK_DGRAM)
    sock.setblocking(False)
    return sock, sock.connect_ex((host, port))


def answers(sock, kind):
    """Whether what has happened on a socket says that the other machine can be reached; None for nothing yet."""
    if kind == "tcp":
        return sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) in (0, errno.ECONNREFUSED)
    try:
        sock.recv(512)
    except socket.error as error:
        if error.errno in (errno.EAGAIN, errno.EINTR):
            return None
        return error.errno == errno.ECONNREFUSED and kind == "udp"
    return True


def ask(sock, kind):
    if kind == "tcp":
        return
    try:
        sock.send(QUESTION)
    except socket.error:
        pass  # what came back for the last question: it is read below


def closed(batch, seconds):
    open_ways, waiting = {}, {}
    for way in batch:
        sock, code = start(*way)
        if code in (0, errno.EINPROGRESS, errno.ECONNREFUSED):
            waiting[sock] = way
        else:
            open_ways[way] = False
    end, asked = time.time() + seconds, 0
    while waiting and time.time() < end:
        if time.time() - asked >= 1:
            asked = time.time()
            for sock, way in waiting.items():
                ask(sock, way[1])
        datagrams = [sock for sock, way in waiting.items() if way[1] != "tcp"]
        streams = [sock for sock, way in waiting.items() if way[1] == "tcp"]
        readable, writable, _ = select.select(datagrams, streams, [], 0.2)
        for sock in readable + writable:
            verdict = answers(sock, waiting[sock][1])
            if verdict is not None:
                open_ways[waiting.pop(sock)] = verdict
                sock.close()
    for sock in waiting:
        sock.close()
    return [way for way in batch if not open_ways.get(way)]


def main():
    seconds, ways = float(sys.argv[1]), list(parse(sys.argv[2:]))
    for at in range(0, len(ways), AT_ONCE):
        for host, kind, port in closed(ways[at : at + AT_ONCE], seconds):
            print("%s %s %d" % (host, kind.replace("dns", "udp"), port))


main()
