"""Lemur's plugins for CertCentral, within a Flask application that has their settings and nothing else."""
import importlib.util
import os
import sys
import types

from flask import Flask

from serve import serve


def lemur_without_its_server():
    """Importing the package itself would start all of its web application, with LDAP and a database: the plugins need none of it."""
    package = types.ModuleType("lemur")
    package.__path__ = list(importlib.util.find_spec("lemur").submodule_search_locations)
    sys.modules["lemur"] = package


lemur_without_its_server()
from lemur.plugins.lemur_digicert.plugin import DigiCertIssuerPlugin, DigiCertSourcePlugin  # noqa: E402

application = Flask("lemur")


def settings():
    return dict(
        DIGICERT_URL=os.environ["BASE_URL"].replace("/services/v2", ""),
        DIGICERT_API_KEY=os.environ["API_KEY"],
        DIGICERT_ORG_ID=123456,
        DIGICERT_ORDER_TYPE="private_ssl_plus",
        DIGICERT_PRIVATE=True,
        DIGICERT_ROOT="",
        DIGICERT_SOURCE_ENABLED=True,
    )


def within_the_application(work):
    def call(**given):
        application.config.update(settings(), **given.pop("configuration", {}))
        with application.app_context():
            return work(**given)

    return call


def create(csr, options):
    body, chain, external_id = DigiCertIssuerPlugin().create_certificate(csr, options)
    return {"body": body, "chain": chain, "externalId": external_id}


def pending(order_id):
    return types.SimpleNamespace(external_id=order_id, name="pending")


serve(
    {
        name: within_the_application(work)
        for name, work in {
            "create": create,
            "collect": lambda order_id: DigiCertIssuerPlugin().get_ordered_certificate(pending(order_id)),
            "cancel": lambda order_id, note: DigiCertIssuerPlugin().cancel_ordered_certificate(pending(order_id), note=note),
            "revoke": lambda certificate_id, reason: DigiCertIssuerPlugin().revoke_certificate(pending(certificate_id), reason),
            "certificates": lambda: DigiCertSourcePlugin().get_certificates({}),
        }.items()
    }
)
