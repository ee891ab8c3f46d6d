"""The CA handler of acme2certifier for CertCentral, as its ACME server uses it: configured by a file."""
import logging
import os
import tempfile

from acme2certifier.cahandlers.digicert_ca_handler import CAhandler

from serve import serve


def settings(changes):
    return dict(
        api_url=os.environ["BASE_URL"] + "/",
        api_key=os.environ["API_KEY"],
        organization_name="Sandbox Corporation",
        **changes
    )


def in_handler(work, changes):
    """Reads its settings anew from a file of its own: they are kept by the file's name."""
    with tempfile.NamedTemporaryFile("w", suffix=".cfg") as file:
        file.write("[CAhandler]\n" + "".join("%s: %s\n" % each for each in settings(changes).items()))
        file.flush()
        os.environ["ACME_SRV_CONFIGFILE"] = file.name
        with CAhandler(False, logging.getLogger("acme2certifier")) as handler:
            return work(handler)


def enroll(csr, **changes):
    names = ("error", "bundle", "raw", "pollIdentifier")
    return dict(zip(names, in_handler(lambda handler: handler.enroll(csr), changes)))


def revoke(raw):
    return in_handler(lambda handler: handler.revoke(raw), {})


serve({"enroll": enroll, "revoke": revoke})
