"""Stand-in of rpm's bindings for Python 2.7: what ansible's package_facts asks of them."""

import subprocess

QUERY = "%{NAME}\t%{VERSION}\t%{RELEASE}\t%{EPOCH}\t%{ARCH}\n"
NAMES = ("name", "version", "release", "epoch", "arch")
RPMTAG_NAME, RPMTAG_VERSION, RPMTAG_RELEASE, RPMTAG_EPOCH, RPMTAG_ARCH = NAMES


class TransactionSet(object):
    def dbMatch(self):
        lines = subprocess.check_output(["rpm", "--query", "--all", "--queryformat", QUERY]).decode("utf-8").splitlines()
        return [dict(zip(NAMES, line.split("\t"))) for line in lines]
